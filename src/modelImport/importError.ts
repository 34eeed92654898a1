import { CodedError } from '../base/codedError.ts';
import { CheckpointError, type CheckpointErrorCode } from '../convert/checkpointError.ts';
import { ModelFolderError, type ModelFolderErrorCode } from '../modelFolder/modelFolderError.ts';

/**
 * Why a file does not become a model of this browser: what is wrong with it, or
 * - `unreadable`: it cannot be read from disk (any more)
 * - `outOfMemory`: this browser does not give its conversion the memory
 * - `storageFull`: this browser lets the page keep no more
 * - `storageClosed`: this browser lets the page keep nothing
 * - `stopped`: the conversion ended by itself
 */
export type ImportErrorCode =
  | CheckpointErrorCode
  | ModelFolderErrorCode
  | 'unreadable'
  | 'outOfMemory'
  | 'storageFull'
  | 'storageClosed'
  | 'stopped';

/** A model that could not be taken in. The message is one sentence. */
export class ImportError extends CodedError<ImportErrorCode> {
  constructor(code: ImportErrorCode, message: string, options?: ErrorOptions) {
    super('ImportError', code, message, options);
  }
}

/** Any failure of an import as one of the codes. */
export function toImportError(cause: unknown): ImportError {
  if (cause instanceof ImportError) return cause;
  if (cause instanceof CheckpointError || cause instanceof ModelFolderError) {
    return new ImportError(cause.code, cause.message, { cause });
  }
  const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
  if (name === 'QuotaExceededError') {
    return new ImportError('storageFull', 'There is no room for it in this browser’s storage.', { cause });
  }
  if (name === 'NotReadableError' || name === 'NotFoundError') {
    return new ImportError('unreadable', 'The file has changed or is gone since you chose it.', { cause });
  }
  if (name === 'RangeError' || /memory/i.test(message)) {
    return new ImportError('outOfMemory', 'It takes more memory than this browser gives the page.', { cause });
  }
  return new ImportError('stopped', `The conversion stopped: ${message}`, { cause });
}
