import { readFile } from 'node:fs/promises';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { startBackend } from '../../tools/compute/backend.ts';
import { CheckpointError } from '../convert/checkpointError.ts';
import { measureCheck } from '../inference/selfCheck.ts';
import { readModel, toParams } from '../modelFolder/decodeWeights.ts';
import { ModelFolderError } from '../modelFolder/modelFolderError.ts';
import { GROUPS } from '../modelFolder/schema.ts';
import { memorySource } from '../modelFolder/source.ts';
import type { PackedModel } from '../modelFolder/write.ts';
import { ImportError, toImportError } from './importError.ts';
import { type ImportContext, importModel } from './importModel.ts';

const FIXTURE = 'tools/testing/fixtures/style32/checkpoint-zip.pth';

/** Largest relative error of a rounded number: the recorded ones are stored so. */
const HALF_PRECISION = 2 ** -11;

const context: ImportContext = { takenNames: ['mine'], requireMemory: () => {}, startBackend: async () => {} };

let checkpoint: Uint8Array<ArrayBuffer>;
let converted: PackedModel;

const given = (name: string, bytes: Uint8Array<ArrayBuffer>) =>
  ({ kind: 'file', name, file: new File([bytes], name) }) as const;

beforeAll(async () => {
  await startBackend('cpu');
  checkpoint = new Uint8Array(await readFile(FIXTURE));
  converted = await importModel(given('mine.pth', checkpoint), context);
}, 60_000);

/** The folder's files with some changed, as a zip with the folder in it. */
const zipped = (change: Readonly<Record<string, Uint8Array>> = {}) =>
  new Uint8Array(
    zipSync(
      Object.fromEntries(
        Object.entries({ ...Object.fromEntries(converted.files), ...change }).map(([path, bytes]) => [
          `some folder/${path}`,
          bytes,
        ]),
      ),
    ),
  );

describe('a checkpoint', () => {
  test('becomes a model folder under a free name, whose recorded check holds', async () => {
    const { model, weights } = await readModel(memorySource(converted.files), { groups: GROUPS });
    expect(model).toMatchObject({
      name: 'mine-2',
      title: 'mine',
      conversion: { file: 'mine.pth', weights: 'averaged' },
    });
    expect(await measureCheck({ ...model, params: toParams(weights) }, weights)).toBeLessThan(HALF_PRECISION);
  });

  test('that needs more memory than there is is refused before anything is computed', async () => {
    const refusal = new ImportError('outOfMemory', 'Too much.');
    const importing = importModel(given('mine.pth', checkpoint), {
      ...context,
      requireMemory: () => {
        throw refusal;
      },
      startBackend: () => Promise.reject(new Error('It was computed.')),
    });
    await expect(importing).rejects.toBe(refusal);
  });

  test('that is cut off is damaged', async () => {
    const importing = importModel(given('mine.pth', checkpoint.slice(0, checkpoint.length / 2)), context);
    await expect(importing).rejects.toMatchObject({ constructor: CheckpointError, code: 'damaged' });
  });
});

describe('a model folder', () => {
  test('comes out of a zip as it went in, but for its name', async () => {
    const { model, files } = await importModel(given('any.zip', zipped()), context);
    expect(model).toEqual({ ...converted.model, name: 'mine-2' });
    for (const { path } of model.shards) expect(files.get(path)).toEqual(converted.files.get(path));
  });

  test('comes out of a dropped folder, without what does not belong', async () => {
    const entries = [...converted.files].map(([path, bytes]) => [path, new File([bytes], path)] as const);
    const files = new Map([...entries, ['samples.png', new File(['picture'], 'samples.png')] as const]);
    const imported = await importModel({ kind: 'folder', name: 'mine', files }, context);
    expect([...imported.files.keys()].toSorted()).toEqual([...converted.files.keys()].toSorted());
  });

  test('with a changed byte is refused', async () => {
    const path = converted.model.shards.at(-1)!.path;
    const changed = converted.files.get(path)!.with(0, converted.files.get(path)![0]! ^ 1);
    const importing = importModel(given('any.zip', zipped({ [path]: changed })), context);
    await expect(importing).rejects.toMatchObject({ constructor: ModelFolderError, code: 'modelInvalid' });
  });
});

test('a zip without a model is no checkpoint', async () => {
  const zip = new Uint8Array(zipSync({ 'cat.txt': new TextEncoder().encode('meow') }));
  await expect(importModel(given('cats.zip', zip), context)).rejects.toBeInstanceOf(CheckpointError);
});

test('what the browser refuses has a code', () => {
  const code = (name: string) => toImportError(new DOMException('No.', name)).code;
  expect(code('QuotaExceededError')).toBe('storageFull');
  expect(code('NotReadableError')).toBe('unreadable');
  expect(toImportError(new RangeError('Array buffer allocation failed')).code).toBe('outOfMemory');
});
