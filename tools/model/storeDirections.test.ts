import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readModelDirections } from '../../src/modelFolder/directionsFile.ts';
import { readModelFile } from '../../src/modelFolder/read.ts';
import { directionsCommand } from '../commands/directions.ts';
import { UserError } from '../io/userError.ts';
import { TINY_ARCHITECTURE, tinyModel } from '../testing/tinyModel.ts';
import { folderSource } from './openModel.ts';
import { storeDirections } from './storeDirections.ts';

let root: string;
let folder: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-directions-'));
  folder = path.join(root, 'tiny');
  await mkdir(folder);
  for (const [file, bytes] of (await tinyModel()).files) await writeFile(path.join(folder, file), bytes);
});
afterAll(() => rm(root, { recursive: true, force: true }));

const stored = async () => readModelDirections(folderSource(folder), await readModelFile(folderSource(folder)));

test('a model brings the directions that were stored in its folder', async () => {
  expect(await stored()).toBe(null);
  const found = await storeDirections({
    folder,
    kinds: ['pca', 'sefa'],
    count: 3,
    blocks: [1, 2],
    isNamed: false,
    device: 'cpu',
  });
  const directions = await stored();
  expect(directions!.map(({ name }) => name)).toEqual([
    'Trait 1',
    'Trait 2',
    'Trait 3',
    'Style 1',
    'Style 2',
    'Style 3',
  ]);
  directions!.forEach(({ vector, sigma, firstBlock, lastBlock }, i) => {
    expect(vector).toHaveLength(TINY_ARCHITECTURE.latentSize);
    vector.forEach((entry, k) => {
      expect(entry).toBeCloseTo(found[i]!.vector[k]!, 6);
    });
    expect(sigma).toBeGreaterThan(0);
    expect([firstBlock, lastBlock]).toEqual([1, 2]);
  });
  const [first, second, third] = directions!.map(({ sigma }) => sigma);
  expect(first).toBeGreaterThan(second!);
  expect(second).toBeGreaterThan(third!);
});

test('storing again replaces them, and a damaged file is told by its hash', async () => {
  await storeDirections({ folder, kinds: ['sefa'], count: 2, isNamed: false, device: 'cpu' });
  expect((await stored())!.map(({ name, lastBlock }) => `${name}: ${lastBlock}`)).toEqual(['Style 1: 4', 'Style 2: 4']);
  const file = path.join(folder, 'directions.json');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('"Style 2"', '"Style 9"'));
  await expect(stored()).rejects.toThrow('directions.json is damaged');
});

test('says which blocks there are', async () => {
  await expect(storeDirections({ folder, kinds: ['pca'], count: 1, blocks: [2, 5], device: 'cpu' })).rejects.toThrow(
    new UserError(`${folder} has the blocks 0 to 4: give --blocks some of those.`),
  );
  let line = '';
  directionsCommand.exitOverride().configureOutput({ writeErr: (text) => (line += text) });
  expect(() => directionsCommand.parse(['-m', 'a', '--blocks', '3-1'], { from: 'user' })).toThrow();
  expect(line).toContain('as in 2 or 0-3');
});
