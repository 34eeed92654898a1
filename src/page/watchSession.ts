import { openSession } from '../actions/session.ts';
import { photoOf } from '../pictures/assets.ts';
import { claimNewSession } from '../session/claimSession.ts';
import { deletePhoto, savePhoto, saveSession } from '../session/sessionDatabase.ts';
import { partOf, photoIdsOf, SESSION_PART_NAMES, SESSION_PARTS } from '../session/sessionFormat.ts';
import { selectContentModel } from '../store/sessionSlice.ts';
import { type StudioState, useStudio } from '../store/studio.ts';
import { notKeptSentence } from '../words/sessionSentences.ts';
import { tabOfAddress } from './watchAddress.ts';

/** A change is written so soon, with all that have come by then. */
const DELAY_MS = 250;

const KEPT_FIELDS = ['model', ...Object.values(SESSION_PARTS).flat()] as const;

/**
 * Brings back what this tab kept, and from then on keeps what changes, as it changes: parts of the state that are others than
 * before, and photos once each.
 * @returns whether the page has its content from there
 */
export async function watchSession(): Promise<boolean> {
  const session = await openSession(tabOfAddress() !== undefined);
  if (!session) return false;
  const { database, isRestored } = session;
  let { id } = session;
  let isBegun = isRestored;
  /** What is written of the session; null where that is to be written anew. */
  let written: StudioState | null = null;
  let keptPhotoIds = new Set(session.photoIds);
  /** Photos for which there was no room: they are tried again when there is more. */
  let refusedPhotoIds = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function write(now: StudioState): void {
    clearTimeout(timer);
    timer = undefined;
    isBegun ||= isWorthKeeping(now);
    if (!isBegun) return;
    writePhotos(now);
    const before = written;
    const parts = SESSION_PART_NAMES.filter(
      (part) => !before || SESSION_PARTS[part].some((field) => now[field] !== before[field]),
    );
    const hasNewModel = before?.model !== now.model;
    if (parts.length === 0 && !hasNewModel) return;
    written = now;
    const photos = photoIdsOf(now).map((itemId) => photoOf(itemId).file.size);
    saveSession(
      database,
      {
        id,
        model: selectContentModel(now),
        itemCount: now.items.length,
        byteLength: photos.reduce((sum, size) => sum + size, 0),
      },
      new Map(parts.map((part) => [part, partOf(part, now)])),
    ).then(
      () => {
        const { isKept, setSession } = useStudio.getState();
        if (!isKept && refusedPhotoIds.size === 0) setSession({ isKept: true });
      },
      (error: unknown) => {
        written = null;
        complain(error);
      },
    );
  }

  function writePhotos(now: StudioState): void {
    const wanted = new Set(photoIdsOf(now));
    const gone = [...keptPhotoIds, ...refusedPhotoIds].filter((itemId) => !wanted.has(itemId));
    for (const itemId of gone) {
      keptPhotoIds.delete(itemId);
      deletePhoto(database, id, itemId).catch(complain);
    }
    if (gone.length > 0) refusedPhotoIds.clear();
    for (const itemId of wanted) {
      if (keptPhotoIds.has(itemId) || refusedPhotoIds.has(itemId)) continue;
      keptPhotoIds.add(itemId);
      const [keptOfSession, refusedOfSession] = [keptPhotoIds, refusedPhotoIds];
      savePhoto(database, id, itemId, photoOf(itemId)).then(persist, (error: unknown) => {
        keptOfSession.delete(itemId);
        refusedOfSession.add(itemId);
        complain(error);
      });
    }
  }

  /** Cats that were made are numbers of their model: under another one they stay in the session that they are of. */
  function beginAnother(): void {
    id = claimNewSession();
    useStudio.getState().setSession({ sessionId: id });
    written = null;
    keptPhotoIds = new Set();
    refusedPhotoIds = new Set();
  }

  useStudio.subscribe((now, before) => {
    if (now.model !== before.model && leavesCatsBehind(now, before)) {
      write(before);
      beginAnother();
    }
    if (KEPT_FIELDS.some((field) => now[field] !== before[field])) {
      timer ??= setTimeout(() => write(useStudio.getState()), DELAY_MS);
    }
  });
  const finish = () => timer === undefined || write(useStudio.getState());
  window.addEventListener('pagehide', finish);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && finish());
  return isRestored;
}

/** Whether there is anything that would not be there anyway. */
const isWorthKeeping = ({ items, family }: StudioState): boolean =>
  useStudio.temporal.getState().pastStates.length > 0 ||
  family.litters.length > 0 ||
  items.some((item) => item.kind !== 'photo' || !item.shelf);

function leavesCatsBehind(now: StudioState, before: StudioState): boolean {
  const [model, modelBefore] = [selectContentModel(now), selectContentModel(before)];
  return modelBefore?.fingerprint !== model?.fingerprint && before.items.some(({ kind }) => kind === 'kept');
}

let hasComplained = false;

/** Says once that something is not kept; the page goes on. */
function complain(error: unknown): void {
  const { setSession, notify } = useStudio.getState();
  setSession({ isKept: false });
  if (!hasComplained) notify(notKeptSentence(error));
  hasComplained = true;
}

let isPersistAsked = false;

/** Asks the browser not to clear what is kept when the disk is full, now that there is something. */
function persist(): void {
  if (isPersistAsked) return;
  isPersistAsked = true;
  navigator.storage?.persist?.().catch(() => {}); // it is kept all the same, for as long as there is room
}
