import { concatenate } from '../base/concatenate.ts';
import { ModelFolderError } from './modelFolderError.ts';

export interface FetchOptions {
  /**
   * Lower-case hexadecimal, where it is known: with it in its address a file can be kept, since it is the same for good. Whoever
   * asks verifies what comes.
   */
  readonly sha256?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with the length of each piece that arrives. */
  readonly onBytes?: ((byteLength: number) => void) | undefined;
}

/** Where the files of a model folder come from. `path` is relative to the folder. */
export interface ModelSource {
  /**
   * The bytes of a file.
   * @throws ModelFolderError 'modelMissing' when it is not there, 'network' when it cannot be reached
   */
  fetch(path: string, options?: FetchOptions): Promise<Uint8Array<ArrayBuffer>>;
}

/**
 * A browser must ask whether a file has changed: the shards of an older model have the same names and would count as
 * damaged. (Apart, because Node's types do not know the option.)
 */
const REVALIDATE = { cache: 'no-cache' } as const;

/** A model folder on a web server. */
export function urlSource(folderUrl: string): ModelSource {
  const base = folderUrl.endsWith('/') ? folderUrl : `${folderUrl}/`;
  return {
    async fetch(path, { sha256, signal, onBytes } = {}) {
      try {
        const response = await fetch(addressOf(base, path, sha256), {
          ...REVALIDATE,
          signal: signal ?? null,
        });
        if (!response.ok) throw refusal(base + path, response.status);
        return await readBody(response, onBytes);
      } catch (cause) {
        if (signal?.aborted || cause instanceof ModelFolderError) throw cause;
        throw new ModelFolderError('network', `${base}${path} could not be fetched: the connection failed.`, { cause });
      }
    },
  };
}

/** Of a file in a model folder. @param folderUrl with a slash at the end */
export const addressOf = (folderUrl: string, path: string, sha256?: string): string =>
  folderUrl + path + (sha256 ? `?sha256=${sha256}` : '');

function refusal(url: string, status: number): ModelFolderError {
  return status === 404 || status === 410
    ? new ModelFolderError('modelMissing', `${url} is not there (the server answered ${status}).`)
    : new ModelFolderError('network', `${url} could not be fetched: the server answered ${status}.`);
}

async function readBody(response: Response, onBytes: FetchOptions['onBytes']): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  const reader = response.body?.getReader();
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    pieces.push(piece.value);
    onBytes?.(piece.value.byteLength);
  }
  return concatenate(pieces);
}

/** Files that come whole, from memory, a disk or an archive. @param find gives nothing for a file that is not there */
export function sourceOf(find: (path: string) => Promise<Uint8Array<ArrayBuffer> | undefined>): ModelSource {
  return {
    async fetch(path, { signal, onBytes } = {}) {
      signal?.throwIfAborted();
      const bytes = await find(path);
      if (!bytes) throw new ModelFolderError('modelMissing', `${path} is not there.`);
      onBytes?.(bytes.byteLength);
      return bytes;
    },
  };
}

/** Files in memory, by path. */
export const memorySource = (files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): ModelSource =>
  sourceOf(async (path) => files.get(path));
