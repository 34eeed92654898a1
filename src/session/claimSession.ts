import { newId } from '../base/newId.ts';
import type { SessionHead } from './sessionDatabase.ts';

/*
 * Which session is a tab's: a tab holds a lock on its own for as long as it is open, so that no two write to one. Where
 * there are no locks (plain http addresses), a tab only takes the one that it had before, and asks the others first: a tab that
 * was duplicated has had the same one.
 */

/** In the tab's own storage, which outlives a reload: the id of its session. */
const STORAGE_KEY = 'session';
const LOCK_PREFIX = 'session: ';
/** So long may a reloaded page still hold what it held. */
const HANDOVER_MS = 1000;

/** Where tabs without locks ask each other. */
const CHANNEL = 'session';
/** A tab that holds a session says so within this; one that the browser has put to sleep does not. */
const ANSWER_MS = 400;

interface Question {
  /** 'whose' is asked, 'mine' is the answer. */
  readonly kind: 'whose' | 'mine';
  readonly id: string;
}

/** Lets go of the lock that this tab holds. */
let release: () => void = () => {};

/** The session that this tab goes on with: its own, else, if no other tab is open, the last one; else a new one. */
export async function claimSession(sessions: readonly Pick<SessionHead, 'id'>[]): Promise<string> {
  const own = readOwn();
  if (own !== null && (await hold(own, HANDOVER_MS))) return own;
  const [last] = sessions;
  if (own === null && last && navigator.locks && (await heldIds()).size === 0 && (await hold(last.id, 0))) {
    writeOwn(last.id);
    return last.id;
  }
  return claimNewSession();
}

/** Leaves the session that this tab had, and begins another. @returns its id */
export function claimNewSession(): string {
  const id = newId('session');
  release();
  if (navigator.locks) void hold(id, HANDOVER_MS);
  else release = answerFor(id);
  writeOwn(id);
  return id;
}

/** Has this tab open a session when it loads next. */
export const chooseNextSession = (id: string): void => writeOwn(id);

/** The sessions that are open in some tab. */
export async function heldIds(): Promise<ReadonlySet<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set(held.flatMap(({ name }) => (name?.startsWith(LOCK_PREFIX) ? [name.slice(LOCK_PREFIX.length)] : [])));
}

/** @param patienceMs 0 to take it only if it is free. @returns whether this tab holds it now */
function hold(id: string, patienceMs: number): Promise<boolean> {
  const { locks } = navigator;
  if (!locks) return holdByWord(id);
  return new Promise((resolve) => {
    const options = patienceMs > 0 ? { signal: AbortSignal.timeout(patienceMs) } : { ifAvailable: true };
    const holding = locks.request(LOCK_PREFIX + id, options, (lock) => {
      resolve(lock !== null);
      if (lock === null) return;
      return new Promise<void>((done) => {
        release = done;
      });
    });
    holding.catch(() => resolve(false));
  });
}

/** The same without locks: free is what no other tab answers for. */
async function holdByWord(id: string): Promise<boolean> {
  if (typeof BroadcastChannel === 'undefined') return true;
  const channel = new BroadcastChannel(CHANNEL);
  const isAnswered = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(resolve, ANSWER_MS, false);
    channel.onmessage = ({ data }: MessageEvent<Question>) => {
      if (data.kind !== 'mine' || data.id !== id) return;
      clearTimeout(timer);
      resolve(true);
    };
    channel.postMessage({ kind: 'whose', id } satisfies Question);
  });
  channel.close();
  if (!isAnswered) release = answerFor(id);
  return !isAnswered;
}

/** Tells other tabs without locks that this one holds a session. @returns what ends that */
function answerFor(id: string): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => {};
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<Question>) => {
    if (data.kind === 'whose' && data.id === id) channel.postMessage({ kind: 'mine', id } satisfies Question);
  };
  return () => channel.close();
}

function readOwn(): string | null {
  try {
    return sessionStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

function writeOwn(id: string): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, id);
  } catch {
    // A tab without storage has another session next time; this one is listed.
  }
}
