import { EngineError, type EngineErrorCode } from '../engine/protocol.ts';
import { ModelFolderError } from '../modelFolder/errors.ts';

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

/** One sentence (and what to do) for anything that failed. */
export function errorSentence(error: unknown): string {
  const message =
    error instanceof Error && error.message ? withFullStop(withoutHost(error.message)) : 'Something went wrong.';
  const isKnown = error instanceof EngineError || error instanceof ModelFolderError;
  return isKnown ? `${message} ${ADVICE[error.code]}` : message;
}

/** The page's own address is no news: 'models/cats64/…' says where. */
const withoutHost = (text: string): string => text.replace(/\bhttps?:\/\/[^/\s]+\//g, '');

const withFullStop = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
