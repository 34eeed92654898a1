import { FolderOpen, RotateCcw, Save, Trash2 } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
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
import { locale } from '../../words/language.ts';
import { libraryWords } from '../../words/libraryWords.ts';
import { megabytes } from '../../words/sessionSentences.ts';
import { sessionWords } from '../../words/sessionWords.ts';

/** What is kept and how large it is; from here one starts afresh, and opens what other tabs have left. */
export function SessionDialog() {
  const isKept = useStudio((s) => s.isKept);
  const closeDialog = useStudio((s) => s.closeDialog);
  return (
    <Dialog
      title={sessionWords.title}
      description={sessionWords.description}
      onClose={closeDialog}
      className="max-w-xl"
    >
      {!isKept && <p className="mb-4 text-sm text-danger">{libraryWords.keepsNothing}</p>}
      <ThisSession />
      <AsFile />
      <OtherSessions />
      <Storage />
      <div className="mt-6 flex flex-wrap items-center justify-end gap-3">
        <p className="min-w-0 grow basis-60 text-xs text-pretty text-muted">{sessionWords.afreshText}</p>
        <Button
          onClick={() => {
            closeDialog();
            void startAfresh();
          }}
        >
          <RotateCcw />
          {sessionWords.afresh}
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
    [sessionWords.facts.photos, sessionWords.countAndSize(photos.length, megabytes(photoBytes(items)))],
    [sessionWords.facts.made, items.length - photos.length],
    [sessionWords.facts.grid, `${sources}×${rows}`],
    [sessionWords.facts.directions, directions],
    [sessionWords.facts.litters, litters],
    [
      sessionWords.facts.models,
      sessionWords.countAndSize(
        keptModels.length,
        megabytes(keptModels.reduce((sum, { byteLength }) => sum + byteLength, 0)),
      ),
    ],
  ] as const;
  return (
    <section aria-label={sessionWords.thisTab}>
      <h3 className="mb-2 font-semibold">{sessionWords.thisTab}</h3>
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
  <section aria-label={sessionWords.asFile} className="mt-6">
    <h3 className="mb-2 font-semibold">{sessionWords.asFile}</h3>
    <p className="mb-3 text-sm text-pretty text-muted">{sessionWords.asFileText}</p>
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => void saveProject()}>
        <Save />
        {libraryWords.project.save}
      </Button>
      <Button onClick={pickProject}>
        <FolderOpen />
        {libraryWords.project.open}
      </Button>
    </div>
  </section>
);

/** Tabs come and go, and change what they keep, while the dialog is open; none of them says so. */
const LIST_AGAIN_MS = 1000;

/** Those of tabs that are closed, and of those that are open beside this one. */
function OtherSessions() {
  const notify = useStudio((s) => s.notify);
  const [sessions, setSessions] = useState<readonly ListedSession[]>([]);
  const [deletingId, setDeletingId] = useState<string | null>(null);
  /** How often the list was asked for: only the latest answer counts, and none once the dialog is gone. */
  const asked = useRef(0);
  const list = useCallback(async () => {
    const turn = ++asked.current;
    const found = await listOtherSessions();
    if (turn === asked.current) setSessions(found);
  }, []);
  useEffect(() => {
    const timer = setInterval(() => void list().catch(() => {}), LIST_AGAIN_MS); // the first failure has been told
    list().catch((error: unknown) => notify(errorSentence(error), 'problem'));
    return () => {
      clearInterval(timer);
      asked.current++;
    };
  }, [list, notify]);

  async function remove(id: string): Promise<void> {
    try {
      await deleteOtherSession(id);
      await list();
    } catch (error) {
      notify(errorSentence(error), 'problem');
    }
  }

  if (sessions.length === 0) return null;
  return (
    <section aria-label={sessionWords.otherTabs} className="mt-6">
      <h3 className="mb-2 font-semibold">{sessionWords.otherTabsHeading}</h3>
      <ul className="flex max-h-60 flex-col gap-1.5 overflow-y-auto text-sm">
        {sessions.map((session) => (
          <li
            key={session.id}
            className="flex flex-wrap items-center gap-2 rounded-2xl border border-line py-1.5 pr-1.5 pl-4"
          >
            {session.id === deletingId && !session.isOpen ? (
              <>
                <span className="min-w-0 grow basis-40">{sessionWords.deleteForGood}</span>
                <Button autoFocus onClick={() => setDeletingId(null)}>
                  {sessionWords.keepIt}
                </Button>
                <Button look="primary" onClick={() => void remove(session.id)}>
                  {sessionWords.delete}
                </Button>
              </>
            ) : (
              <>
                <span className="min-w-0 grow">
                  <span className="block">{moment(session.changedAtMs)}</span>
                  <span className="block text-xs text-muted">
                    {sessionWords.cats(session.itemCount, megabytes(session.byteLength))}
                    {session.isOpen && ` ${sessionWords.openElsewhere}`}
                  </span>
                </span>
                {!session.isOpen && (
                  <>
                    <Button onClick={() => openOtherSession(session.id)}>{sessionWords.openHere}</Button>
                    <IconButton label={sessionWords.delete} onClick={() => setDeletingId(session.id)}>
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
  new Date(ms).toLocaleString(locale(), { dateStyle: 'medium', timeStyle: 'short' });

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
  const { storage: said, storagePromised } = sessionWords;
  return (isPersisted ? storagePromised : said)(megabytes(usage), megabytes(quota));
}
