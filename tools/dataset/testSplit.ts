import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestSplit } from '../../src/modelFolder/schema.ts';
import { pathReason, UserError } from '../userError.ts';

/** Which images are set apart for evaluation: a question of each image's name, whatever other images there are. */
export interface TestChoice {
  /** How it stands in the data set and in models trained on it. */
  readonly split: TestSplit;
  /** @param name of an image, a path with forward slashes */
  isTest(name: string): boolean;
}

/** A part of all images, drawn by name and seed. @param fraction 0 to 1 */
export const chooseByHash = (seed: number, fraction: number): TestChoice => ({
  split: { by: 'hash', seed, fraction },
  isTest: (name) => placeOf(name, seed) < fraction,
});

/**
 * The images that a text file names, one a line, by their path in the source or without its folders.
 * @throws UserError when the file cannot be read or names nothing
 */
export async function chooseByNames(file: string): Promise<TestChoice> {
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new UserError(`The list ${file} cannot be read (${pathReason(cause)}): give --test-names a text file.`, {
      cause,
    });
  });
  const lines = text.split('\n').map((line) => line.trim());
  const names = [...new Set(lines.filter((line) => line !== '').map(knownName))].sort();
  if (names.length === 0) {
    throw new UserError(`The list ${file} names no image: give --test-names a text file with one name a line.`);
  }
  const listed = new Set(names);
  const sha256 = createHash('sha256').update(names.join('\n')).digest('hex');
  return {
    split: { by: 'names', count: names.length, sha256 },
    isTest: (name) => listed.has(knownName(name)) || listed.has(knownName(path.posix.basename(name))),
  };
}

/** Where an image stands among all images there could be: from 0 up to 1, by its name and the seed alone. */
export const placeOf = (name: string, seed: number): number =>
  createHash('sha256')
    .update(`${seed}:${knownName(name)}`)
    .digest()
    .readUIntBE(0, 6) /
  2 ** 48;

/** The cats of AFHQ are called `afhq_…` in collections of several sources: they are the same images. */
const knownName = (name: string): string => name.replace(/(^|\/)afhq_(?=[^/]*$)/, '$1');
