import { expect, it } from 'vitest';
import { EngineError } from '../engine/protocol.ts';
import { ImportError } from '../modelImport/importError.ts';
import { errorSentence } from './errorSentences.ts';

it('adds what to do to what went wrong in the engine', () => {
  const error = new EngineError(
    'network',
    'http://localhost:4173/models/cats64/E-1.bin could not be fetched: the connection failed.',
  );
  expect(errorSentence(error)).toBe(
    'models/cats64/E-1.bin could not be fetched: the connection failed. Check your connection and try again.',
  );
});

it('ends every sentence', () => {
  expect(errorSentence(new Error('notes.txt is not an image'))).toBe('notes.txt is not an image.');
  expect(errorSentence('??')).toBe('Something went wrong.');
});

it('adds what to do to a model that could not be taken in', () => {
  const error = new ImportError('storageFull', 'There is no room for it in this browser’s storage.');
  expect(errorSentence(error)).toBe(
    'There is no room for it in this browser’s storage. Delete a model that you no longer need, or free space on the disk.',
  );
});
