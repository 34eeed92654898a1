import { EngineError, type EngineErrorCode } from '../engine/protocol.ts';
import { ModelFolderError } from '../modelFolder/modelFolderError.ts';
import { ImportError, type ImportErrorCode } from '../modelImport/importError.ts';

/** What to do about each failure of the engine or a model folder; the error's own message says what and where. */
const ADVICE: Record<EngineErrorCode, string> = {
  modelMissing: 'Check the model’s folder, then try again.',
  modelInvalid: 'The model’s folder may be damaged: copy it again, then retry.',
  network: 'Check your connection and try again.',
  backendUnavailable: 'Reload without “?backend=” to let the page choose.',
  tooLarge: 'Choose a smaller model, or a device with more memory.',
  crashed: 'Your photos are still here: try again.',
  aborted: 'It was stopped before it was done: try again.',
};

/** What to do about each failure of a model that was dropped on the page. */
const IMPORT_ADVICE: Record<ImportErrorCode, string> = {
  notACheckpoint: 'Choose a .pth checkpoint of StyleALAE, or a model folder as .zip.',
  otherNetwork: 'Only StyleALAE runs here.',
  damaged: 'Download or copy the file again.',
  unsafe: 'Ask where the file comes from; it was not opened.',
  unsupported: 'Save it again with PyTorch in a plain format.',
  tooLarge: 'No such model runs in a browser.',
  modelMissing: 'Choose the whole model folder.',
  modelInvalid: 'Copy the model folder again.',
  network: 'Check your connection and try again.',
  unreadable: 'Choose it again.',
  outOfMemory: 'Close other tabs, or use a device with more memory.',
  storageFull: 'Delete a model that you no longer need, or free space on the disk.',
  storageClosed: 'Allow this page to store data, or leave the private window.',
  stopped: 'Try again.',
};

/** What reading a file throws that is not there any more. */
const GONE = ['NotFoundError', 'NotReadableError'];

/** One sentence (and what to do) for anything that failed. */
export function errorSentence(error: unknown): string {
  const message =
    error instanceof Error && error.message ? withFullStop(withoutHost(error.message)) : 'Something went wrong.';
  if (error instanceof DOMException && GONE.includes(error.name)) {
    return 'The file cannot be read: it has been moved or changed, or lies in an archive. Copy it to a folder and add it from there.';
  }
  if (error instanceof ImportError) return `${message} ${IMPORT_ADVICE[error.code]}`;
  const isKnown = error instanceof EngineError || error instanceof ModelFolderError;
  return isKnown ? `${message} ${ADVICE[error.code]}` : message;
}

/** The page's own address is no news: 'models/cats64/…' says where. */
const withoutHost = (text: string): string => text.replace(/\bhttps?:\/\/[^/\s]+\//g, '');

const withFullStop = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
