import { keepPhoto, photoOf } from '../pictures/assets.ts';
import { chooseNextSession, claimNewSession, claimSession, heldIds } from '../session/claimSession.ts';
import {
  deleteSession,
  listSessions,
  loadSession,
  openSessionDatabase,
  type SessionDatabase,
  type SessionHead,
} from '../session/sessionDatabase.ts';
import { NewerSessionError, readSession } from '../session/sessionFormat.ts';
import { endStep } from '../store/history.ts';
import { isOnShelf, type LibraryItem } from '../store/librarySlice.ts';
import { beginHistoryAnew } from '../store/pageChanges.ts';
import { useStudio } from '../store/studio.ts';
import { translated } from '../words/language.ts';
import { libraryWords } from '../words/libraryWords.ts';
import { noticeWords } from '../words/noticeWords.ts';
import { lossSentence } from '../words/sessionSentences.ts';
import { freshDirections } from './directionList.ts';
import { openDefaultMix } from './mix.ts';
import { addSamples } from './samples.ts';

/** A session that this tab has opened, for whoever writes it on. */
export interface OpenedSession {
  readonly database: SessionDatabase;
  readonly id: string;
  /** Library items whose photos are kept. */
  readonly photoIds: ReadonlySet<string>;
  /** Whether the page has its content from it. */
  readonly isRestored: boolean;
}

let opened: SessionDatabase | null = null;

/**
 * Opens this tab's session, before there is a model. What it kept is put below what has been dropped meanwhile.
 * @param keepsTab the address says which tab is open
 * @returns null in a browser that keeps nothing, which a notice says
 */
export async function openSession(keepsTab: boolean): Promise<OpenedSession | null> {
  const { setSession, notify } = useStudio.getState();
  let database: SessionDatabase;
  let id: string;
  try {
    database = await openSessionDatabase();
    id = await claimSession(await listSessions(database));
  } catch {
    setSession({ isKept: false });
    notify(libraryWords.keepsNothing);
    return null;
  }
  opened = database;
  setSession({ sessionId: id });
  try {
    const photoIds = await restore(database, id, keepsTab);
    return { database, id, photoIds: photoIds ?? new Set(), isRestored: photoIds !== null };
  } catch (error) {
    const reason = error instanceof NewerSessionError ? translated(error.message) : noticeWords.session.unreadable;
    notify(noticeWords.session.staysAsItIs(reason), 'problem');
    id = claimNewSession();
    setSession({ sessionId: id });
    return { database, id, photoIds: new Set(), isRestored: false };
  }
}

/** @returns items whose photos are kept; null where nothing was kept */
async function restore(database: SessionDatabase, id: string, keepsTab: boolean): Promise<ReadonlySet<string> | null> {
  const loaded = await loadSession(database, id);
  if (!loaded) return null;
  const { photos, written } = loaded;
  const photoIds = new Set(photos.keys());
  const { model, state, losses } = readSession(written, photoIds);
  for (const [itemId, photo] of photos) keepPhoto(itemId, { ...photo, url: URL.createObjectURL(photo.file) });
  const { items = [], tab, selectedId = null, ...rest } = state;
  beginHistoryAnew(() =>
    useStudio.setState((s) => ({
      ...rest,
      items: [...s.items, ...items],
      selectedId: s.selectedId ?? selectedId,
      tab: keepsTab || !tab ? s.tab : tab,
      restoredModel: model,
      directionsJob: rest.directions?.length ? { state: 'done' } : s.directionsJob,
    })),
  );
  const sentence = lossSentence(losses);
  if (sentence) useStudio.getState().notify(sentence, 'problem');
  return photoIds;
}

/**
 * Takes everything off the page that was made or added, in one step that undo takes back. What is kept follows.
 */
export async function startAfresh(): Promise<void> {
  const directions = await freshDirections();
  endStep();
  const { items, notify } = useStudio.getState();
  const { couple, family, latent, layerTrial, marks, morph, rows, sources, surprise } = useStudio.getInitialState();
  const samples = items.filter((item) => isOnShelf(item, 'cats'));
  useStudio.setState({
    items: samples,
    ...(directions && { directions }),
    ...{ couple, family, latent, layerTrial, marks, morph, rows, sources, surprise },
  });
  await addSamples(); // those that were taken away; still the same step
  openDefaultMix();
  endStep();
  useStudio.getState().mendReferences();
  notify(noticeWords.session.afresh);
}

/** What a list of sessions says of one. */
export interface ListedSession extends SessionHead {
  /** In another tab. */
  readonly isOpen: boolean;
}

/** All other sessions that this browser keeps, the newest first. */
export async function listOtherSessions(): Promise<readonly ListedSession[]> {
  if (!opened) return [];
  const { sessionId } = useStudio.getState();
  const [heads, held] = await Promise.all([listSessions(opened), heldIds()]);
  return heads.filter(({ id }) => id !== sessionId).map((head) => ({ ...head, isOpen: held.has(head.id) }));
}

/** Leaves this session, which stays kept, and opens another one in its place. */
export function openOtherSession(id: string): void {
  chooseNextSession(id);
  const address = new URL(location.href);
  address.searchParams.delete('model'); // it has its own, and its own tab
  address.hash = '';
  history.replaceState(null, '', address);
  location.reload();
}

/** Deletes another session for good. */
export async function deleteOtherSession(id: string): Promise<void> {
  if (opened) await deleteSession(opened, id);
}

/** Bytes of the photos on the page, as they were given. */
export const photoBytes = (items: readonly LibraryItem[]): number =>
  items.reduce((sum, { kind, id }) => sum + (kind === 'photo' ? photoOf(id).file.size : 0), 0);
