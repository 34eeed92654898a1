import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { answerWithin } from '../base/answerWithin.ts';
import { ModelFolderError } from '../modelFolder/modelFolderError.ts';
import type { ModelIndexEntry } from '../modelFolder/schema.ts';
import { type ModelSource, sourceOf } from '../modelFolder/source.ts';
import type { PackedModel } from '../modelFolder/write.ts';
import { resolutionOf } from '../networks/architecture.ts';
import { ImportError } from './importError.ts';

/** A model that this browser keeps. `byteLength` is all that it takes here. */
export type KeptModel = ModelIndexEntry;

/**
 * IndexedDB: unlike the origin's private file system, it is there on plain http addresses and in the private windows of
 * every browser, and one transaction keeps a model whole or not at all.
 */
interface KeptModelsSchema extends DBSchema {
  models: { key: string; value: KeptModel };
  /** The files of the model folders, by model name and path. */
  files: { key: [name: string, path: string]; value: Uint8Array<ArrayBuffer> };
}

const DATABASE = 'models';
const VERSION = 1;

/** A database that has not opened after so long will not: another tab holds it, or the browser's storage is stuck. */
const PATIENCE_MS = 3000;

async function withDatabase<T>(use: (database: IDBPDatabase<KeptModelsSchema>) => Promise<T>): Promise<T> {
  const database = await openPatiently();
  try {
    return await use(database);
  } finally {
    database.close();
  }
}

/** @throws ImportError 'storageClosed' when the browser refuses, throws, or does not answer */
async function openPatiently(): Promise<IDBPDatabase<KeptModelsSchema>> {
  let isAwaited = true;
  try {
    const opening = open();
    opening.then((late) => !isAwaited && late.close()).catch(() => {});
    return await answerOf(opening);
  } catch (cause) {
    throw new ImportError('storageClosed', 'This browser lets the page keep nothing.', { cause });
  } finally {
    isAwaited = false;
  }
}

async function open(): Promise<IDBPDatabase<KeptModelsSchema>> {
  return openDB<KeptModelsSchema>(DATABASE, VERSION, {
    upgrade(created) {
      created.createObjectStore('models', { keyPath: 'name' });
      created.createObjectStore('files');
    },
  });
}

const answerOf = <T>(work: Promise<T>): Promise<T> =>
  answerWithin(PATIENCE_MS, work, new Error('The storage does not answer.'));

/**
 * The models that this browser keeps, by title.
 * @throws ImportError 'storageClosed' where it keeps nothing
 */
export async function listKeptModels(): Promise<readonly KeptModel[]> {
  const models = await withDatabase((database) => answerOf(database.getAll('models'))).catch((cause: unknown) => {
    throw new ImportError('storageClosed', 'This browser lets the page keep nothing.', { cause });
  });
  return models.toSorted((a, b) => a.title.localeCompare(b.title));
}

/**
 * Keeps a model, whole or not at all.
 * @throws ImportError 'storageClosed'; what IndexedDB throws when the storage is full
 */
export function keepModel({ model, files }: PackedModel): Promise<KeptModel> {
  const { name, title } = model;
  const byteLength = [...files.values()].reduce((sum, bytes) => sum + bytes.byteLength, 0);
  const kept = { name, title, resolution: resolutionOf(model.architecture), byteLength };
  return withDatabase(async (database) => {
    const transaction = database.transaction(['models', 'files'], 'readwrite');
    await Promise.all([
      transaction.objectStore('models').add(kept),
      ...[...files].map(([path, bytes]) => transaction.objectStore('files').put(bytes, [name, path])),
      transaction.done,
    ]);
    return kept;
  });
}

/** Deletes a model and its files. */
export function deleteKeptModel(name: string): Promise<void> {
  return withDatabase(async (database) => {
    const transaction = database.transaction(['models', 'files'], 'readwrite');
    await Promise.all([
      transaction.objectStore('models').delete(name),
      transaction.objectStore('files').delete(IDBKeyRange.bound([name, ''], [name, '\uffff'])),
      transaction.done,
    ]);
  });
}

/** The folder of a kept model. */
export const keptModelSource = (name: string): ModelSource =>
  sourceOf(async (path) => {
    const bytes = await withDatabase((database) => database.get('files', [name, path]));
    if (!bytes) throw new ModelFolderError('modelMissing', `The model “${name}” is not in this browser any more.`);
    return bytes;
  });
