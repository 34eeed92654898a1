import { newId } from '../base/newId.ts';
import type { SessionHead } from './sessionDatabase.ts';

/*
 * Which session is a tab's: a tab holds a lock on its own for as long as it is open, so that no two write to one. Where
 * there are no locks (plain http addresses), a tab only takes the one that it had before.
 */

/** In the tab's own storage, which outlives a reload: the id of its session. */
const STORAGE_KEY = 'session';
const LOCK_PREFIX = 'session: ';
/** So long may a reloaded page still hold what it held. */
const HANDOVER_MS = 1000;

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
  void hold(id, HANDOVER_MS);
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
  if (!locks) return Promise.resolve(true);
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
