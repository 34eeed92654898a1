import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { TestSplit } from '../../src/modelFolder/schema.ts';
import { pathReason, UserError } from '../io/userError.ts';
import type { Dataset } from './dataset.ts';

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

/**
 * Says in a sentence that a model may have learnt from test images of a data set.
 * @param split the images that the model's training kept apart; undefined where that is not known
 * @returns undefined where they are the data set's test images
 */
export function describeOtherSplit(
  model: string,
  split: TestSplit | undefined,
  { directory, manifest }: Pick<Dataset, 'directory' | 'manifest'>,
): string | undefined {
  if (split === undefined) {
    return `${model} does not say which images its training kept apart: it may have learnt from test images of ${directory}.`;
  }
  if (isDeepStrictEqual(split, manifest.testSplit)) return undefined;
  return (
    `${model} may have learnt from test images of ${directory}: its training kept ${inWords(split)} apart, the data set has ` +
    `${inWords(manifest.testSplit)}. Prepare the data set with ${optionsFor(split)}.`
  );
}

const inWords = (split: TestSplit | undefined): string => {
  if (split === undefined) return 'images that a shuffle chose';
  if (split.by === 'hash') return `a part of ${split.fraction} by names and seed ${split.seed}`;
  return `the images of a list of ${split.count} names (SHA-256 ${split.sha256.slice(0, 8)}…)`;
};

const optionsFor = (split: TestSplit): string =>
  split.by === 'hash' ? `--test-fraction ${split.fraction} --seed ${split.seed}` : 'that list as --test-names';
