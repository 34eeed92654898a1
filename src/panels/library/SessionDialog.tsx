import { FolderOpen, RotateCcw, Save, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { pickProject, saveProject } from '../../actions/project.ts';
import {
  deleteOtherSession,
  type ListedSession,
  listOtherSessions,
  openOtherSession,
  photoBytes,
  startAfresh,
} from '../../actions/session.ts';
import { useStudio } from '../../store/studio.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { errorSentence } from '../../words/errorSentences.ts';
import { KEEPS_NOTHING, megabytes } from '../../words/sessionSentences.ts';

/** What is kept and how large it is; from here one starts afresh, and opens what other tabs have left. */
export function SessionDialog() {
  const isKept = useStudio((s) => s.isKept);
  const closeDialog = useStudio((s) => s.closeDialog);
  return (
    <Dialog
      title="What is kept"
      description="In this browser, on this device. It comes back when you reload the page or return to it."
      onClose={closeDialog}
      className="max-w-xl"
    >
      {!isKept && <p className="mb-4 text-sm text-danger">{KEEPS_NOTHING}</p>}
      <ThisSession />
      <AsFile />
      <OtherSessions />
      <Storage />
      <div className="mt-6 flex flex-wrap items-center justify-end gap-3">
        <p className="min-w-0 grow basis-60 text-xs text-pretty text-muted">
          Starting afresh clears this tab: photos, grid, directions, film and family. Undo takes it back.
        </p>
        <Button
          onClick={() => {
            closeDialog();
            void startAfresh();
          }}
        >
          <RotateCcw />
          Start afresh
        </Button>
      </div>
    </Dialog>
  );
}

function ThisSession() {
  const items = useStudio((s) => s.items);
  const litters = useStudio((s) => s.family.litters.length);
  const rows = useStudio((s) => s.rows.length);
  const sources = useStudio((s) => s.sources.length);
  const directions = useStudio((s) => s.directions.length);
  const keptModels = useStudio((s) => s.keptModels);
  const photos = items.filter(({ kind }) => kind === 'photo');
  const facts = [
    ['Photos, as they were given', `${photos.length} · ${megabytes(photoBytes(items))}`],
    ['Cats dreamt up or made', items.length - photos.length],
    ['Mixing grid', `${sources}×${rows}`],
    ['Directions', directions],
    ['Litters', litters],
    [
      'Models (of all tabs)',
      `${keptModels.length} · ${megabytes(keptModels.reduce((sum, { byteLength }) => sum + byteLength, 0))}`,
    ],
  ] as const;
  return (
    <section aria-label="This tab">
      <h3 className="mb-2 font-semibold">This tab</h3>
      <dl className="divide-y divide-line text-sm">
        {facts.map(([what, howMuch]) => (
          <div key={what} className="flex justify-between gap-4 py-1.5">
            <dt className="text-muted">{what}</dt>
            <dd>{howMuch}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What is here as a file of one's own, and back. */
const AsFile = () => (
  <section aria-label="As a file" className="mt-6">
    <h3 className="mb-2 font-semibold">As a file</h3>
    <p className="mb-3 text-sm text-pretty text-muted">
      A project (.alae) holds all of this tab, your photos too, to keep or to open on another device. It goes nowhere
      but to your downloads.
    </p>
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => void saveProject()}>
        <Save />
        Save project…
      </Button>
      <Button onClick={pickProject}>
        <FolderOpen />
        Open project…
      </Button>
    </div>
  </section>
);

/** Those of tabs that are closed, and of those that are open beside this one. */
function OtherSessions() {
  const notify = useStudio((s) => s.notify);
  const [sessions, setSessions] = useState<readonly ListedSession[]>([]);
  const [deletingId, setDeletingId] = useState<string | null>(null);
  useEffect(() => {
    listOtherSessions().then(setSessions, (error: unknown) => notify(errorSentence(error), 'problem'));
  }, [notify]);

  async function remove(id: string): Promise<void> {
    try {
      await deleteOtherSession(id);
      setSessions(await listOtherSessions());
    } catch (error) {
      notify(errorSentence(error), 'problem');
    }
  }

  if (sessions.length === 0) return null;
  return (
    <section aria-label="Other tabs" className="mt-6">
      <h3 className="mb-2 font-semibold">Other tabs, open and closed</h3>
      <ul className="flex max-h-60 flex-col gap-1.5 overflow-y-auto text-sm">
        {sessions.map((session) => (
          <li
            key={session.id}
            className="flex flex-wrap items-center gap-2 rounded-2xl border border-line py-1.5 pr-1.5 pl-4"
          >
            {session.id === deletingId ? (
              <>
                <span className="min-w-0 grow basis-40">Delete it for good?</span>
                <Button autoFocus onClick={() => setDeletingId(null)}>
                  Keep it
                </Button>
                <Button look="primary" onClick={() => void remove(session.id)}>
                  Delete
                </Button>
              </>
            ) : (
              <>
                <span className="min-w-0 grow">
                  <span className="block">{moment(session.changedAtMs)}</span>
                  <span className="block text-xs text-muted">
                    {session.itemCount} {session.itemCount === 1 ? 'cat' : 'cats'} · {megabytes(session.byteLength)}
                    {session.isOpen && ' · open in another tab'}
                  </span>
                </span>
                {!session.isOpen && (
                  <>
                    <Button onClick={() => openOtherSession(session.id)}>Open here</Button>
                    <IconButton label="Delete" onClick={() => setDeletingId(session.id)}>
                      <Trash2 />
                    </IconButton>
                  </>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const moment = (ms: number): string =>
  new Date(ms).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** What the browser says of the room it gives. */
function Storage() {
  const [sentence, setSentence] = useState('');
  useEffect(() => {
    void storageSentence().then(setSentence, () => {}); // a browser that does not say
  }, []);
  return sentence && <p className="mt-4 text-xs text-pretty text-muted">{sentence}</p>;
}

async function storageSentence(): Promise<string> {
  const { storage } = navigator as { readonly storage?: StorageManager };
  if (!storage) return '';
  const [{ usage = 0, quota = 0 }, isPersisted] = await Promise.all([storage.estimate(), storage.persisted()]);
  return `In use, with the studio itself and its models: ${megabytes(usage)} of the ${megabytes(quota)} that the browser allows. ${
    isPersisted ? 'It has promised not to clear them by itself.' : 'It may clear them when the disk is full.'
  }`;
}
