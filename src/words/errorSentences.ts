import { EngineError } from '../engine/protocol.ts';
import { ModelFolderError } from '../modelFolder/modelFolderError.ts';
import { ImportError } from '../modelImport/importError.ts';
import { errorWords } from './errorWords.ts';
import { translated } from './language.ts';

/** What reading a file throws that is not there any more. */
const GONE = ['NotFoundError', 'NotReadableError'];

/** One sentence (and what to do) for anything that failed. */
export function errorSentence(error: unknown): string {
  const message =
    error instanceof Error && error.message
      ? withFullStop(withoutHost(translated(error.message)))
      : errorWords.somethingWrong;
  if (error instanceof DOMException && GONE.includes(error.name)) return errorWords.gone;
  if (error instanceof ImportError) return errorWords.advised(message, errorWords.import[error.code]);
  const isKnown = error instanceof EngineError || error instanceof ModelFolderError;
  return isKnown ? errorWords.advised(message, errorWords.engine[error.code]) : message;
}

/** The page's own address is no news: 'models/cats64/…' says where. */
const withoutHost = (text: string): string => text.replace(/\bhttps?:\/\/[^/\s]+\//g, '');

const withFullStop = (text: string): string => (/[.!?。]$/.test(text) ? text : errorWords.sentence(text));
