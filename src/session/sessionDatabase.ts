import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import { answerWithin } from '../base/answerWithin.ts';
import { z } from '../base/zod.ts';
import { recipeModelSchema } from '../recipes/recipeCat.ts';
import { type KeptPhoto, SESSION_VERSION, type SessionPart, type WrittenSession } from './sessionFormat.ts';

/** What a list of sessions says of each. */
export interface SessionHead {
  readonly id: string;
  readonly version: number;
  readonly model: unknown;
  readonly changedAtMs: number;
  readonly itemCount: number;
  /** Of its photos. */
  readonly byteLength: number;
}

interface SessionsSchema extends DBSchema {
  heads: { key: string; value: SessionHead };
  /** By session and part. */
  parts: { key: [sessionId: string, part: string]; value: unknown };
  /** By session and library item. */
  photos: { key: [sessionId: string, itemId: string]; value: KeptPhoto };
}

export type SessionDatabase = IDBPDatabase<SessionsSchema>;

const DATABASE = 'sessions';
const DATABASE_VERSION = 1;
/** A database that does not open by then never does, and the page goes on without. */
const PATIENCE_MS = 2000;

const headSchema = z.object({
  id: z.string(),
  version: z.int().positive(),
  model: recipeModelSchema.nullable().catch(null),
  changedAtMs: z.number().catch(0),
  itemCount: z.number().catch(0),
  byteLength: z.number().catch(0),
});

const photoSchema = z.object({
  file: z.instanceof(Blob).refine(({ size }) => size > 0),
  width: z.int().positive(),
  height: z.int().positive(),
});

/**
 * Opens what this browser keeps of this page; it stays open, so that what is written last is written at once.
 * @throws what the browser says where it keeps nothing; an error after a while where it says nothing
 */
export async function openSessionDatabase(): Promise<SessionDatabase> {
  const opening = openDB<SessionsSchema>(DATABASE, DATABASE_VERSION, {
    upgrade(created) {
      created.createObjectStore('heads', { keyPath: 'id' });
      created.createObjectStore('parts');
      created.createObjectStore('photos');
    },
    // A newer studio in another tab wants to change it.
    blocking: (_, __, event) => (event.target as IDBDatabase).close(),
  });
  return answerWithin(PATIENCE_MS, opening, new Error('The database of sessions does not open.'));
}

/** All sessions, the newest first; what is no head of one is left out. */
export async function listSessions(database: SessionDatabase): Promise<readonly SessionHead[]> {
  const heads = await database.getAll('heads');
  return heads
    .flatMap((head) => headSchema.safeParse(head).data ?? [])
    .toSorted((a, b) => b.changedAtMs - a.changedAtMs);
}

const partsOfSession = (id: string): IDBKeyRange => IDBKeyRange.bound([id, ''], [id, '\uffff']);

/** A session as it is written, with its photos by item; null where there is none of that id. */
export async function loadSession(
  database: SessionDatabase,
  id: string,
): Promise<{ readonly written: WrittenSession; readonly photos: ReadonlyMap<string, KeptPhoto> } | null> {
  const range = partsOfSession(id);
  const transaction = database.transaction(['heads', 'parts', 'photos']);
  const [head, partKeys, parts, photoKeys, photos] = await Promise.all([
    transaction.objectStore('heads').get(id),
    transaction.objectStore('parts').getAllKeys(range),
    transaction.objectStore('parts').getAll(range),
    transaction.objectStore('photos').getAllKeys(range),
    transaction.objectStore('photos').getAll(range),
    transaction.done,
  ]);
  if (!head) return null;
  const { version, model } = headSchema.parse(head);
  return {
    written: { version, model, parts: Object.fromEntries(partKeys.map(([, part], i) => [part, parts[i]])) },
    photos: new Map(
      photoKeys.flatMap(([, itemId], i) => {
        const photo = photoSchema.safeParse(photos[i]).data;
        return photo ? [[itemId, photo] as const] : [];
      }),
    ),
  };
}

/**
 * Writes the parts of a session that have changed, all or none. Everything is asked for before it returns: a page that is being
 * closed need not wait.
 */
export function saveSession(
  database: SessionDatabase,
  head: Omit<SessionHead, 'version' | 'changedAtMs'>,
  parts: ReadonlyMap<SessionPart, unknown>,
): Promise<void> {
  return inTransaction(database, (transaction) => [
    transaction.objectStore('heads').put({ ...head, version: SESSION_VERSION, changedAtMs: Date.now() }),
    ...Array.from(parts, ([part, value]) => transaction.objectStore('parts').put(value, [head.id, part])),
  ]);
}

/** Keeps a photo; also asked for before it returns. */
export const savePhoto = (
  database: SessionDatabase,
  sessionId: string,
  itemId: string,
  { file, width, height }: KeptPhoto,
): Promise<void> =>
  inTransaction(database, (transaction) => [
    transaction.objectStore('photos').put({ file, width, height }, [sessionId, itemId]),
  ]);

export const deletePhoto = (database: SessionDatabase, sessionId: string, itemId: string): Promise<void> =>
  inTransaction(database, (transaction) => [transaction.objectStore('photos').delete([sessionId, itemId])]);

/** Deletes a session and its photos. */
export const deleteSession = (database: SessionDatabase, id: string): Promise<void> =>
  inTransaction(database, (transaction) => [
    transaction.objectStore('heads').delete(id),
    transaction.objectStore('parts').delete(partsOfSession(id)),
    transaction.objectStore('photos').delete(partsOfSession(id)),
  ]);

const STORES = ['heads', 'parts', 'photos'] as const;

async function inTransaction(
  database: SessionDatabase,
  ask: (
    transaction: IDBPTransaction<SessionsSchema, ('heads' | 'parts' | 'photos')[], 'readwrite'>,
  ) => readonly Promise<unknown>[],
): Promise<void> {
  const transaction = database.transaction([...STORES], 'readwrite');
  const asked = ask(transaction);
  transaction.commit(); // a page that goes away takes transactions with it that are not said to be whole
  await Promise.all([...asked, transaction.done]);
}
