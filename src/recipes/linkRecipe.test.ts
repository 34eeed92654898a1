import { expect, it } from 'vitest';
import type { CatRecipe } from './catRecipe.ts';
import type { GridRecipe } from './gridRecipe.ts';
import { isLinkHash } from './linkHash.ts';
import { LinkError, linkHash, readLink } from './linkRecipe.ts';
import type { MorphRecipe } from './morphRecipe.ts';

const model = { name: 'cats64', fingerprint: 'f', layerCount: 2, latentSize: 4 };
/** Numbers as latents have them; @param count S where all styles are alike */
const styles = (seed: number, count = 16) => {
  const code = Float32Array.from({ length: count }, (_, i) => 3 * Math.sin(seed + 7 * i) ** 3);
  return Float32Array.from({ length: 16 }, (_, i) => code[i % count]!);
};
const photo = { name: 'Möhre 猫', styles: styles(1, 4) };
const made = { name: 'made', styles: styles(2) };
const grid: GridRecipe = {
  model,
  noise: { kind: 'seeded', seed: 7 },
  sources: [photo, made],
  rows: [
    { destination: made, schema: [1, 0.35] },
    { destination: photo, schema: [0, 1] },
  ],
};
const cat: CatRecipe = { model, noise: { kind: 'none' }, cat: made };
const film: MorphRecipe = {
  model,
  noise: { kind: 'none' },
  keys: [
    { cat: photo, seconds: 0.2, easing: 'hold' },
    { cat: made, seconds: 8, easing: 'easeInOut' },
  ],
  isLoop: true,
  path: 'linear',
  framesPerSecond: 24,
};

/** Whatever it is, but for numbers, which half precision rounds to 11 bits. */
function expectAlike(read: unknown, written: unknown): void {
  if (!(written instanceof Float32Array)) {
    if (typeof written !== 'object' || written === null) return void expect(read).toEqual(written);
    expect(Object.keys(read as object).sort()).toEqual(Object.keys(written).sort());
    for (const [key, value] of Object.entries(written)) expectAlike((read as Record<string, unknown>)[key], value);
    return;
  }
  const numbers = read as Float32Array;
  expect(numbers.length).toBe(written.length);
  numbers.forEach((value, i) => {
    expect(Math.abs(value - written[i]!)).toBeLessThanOrEqual(Math.abs(written[i]!) * 2 ** -11 + 2 ** -25);
  });
}

it.each([
  ['grid', grid],
  ['cat', cat],
  ['film', film],
] as const)('brings a %s back, numbers in half precision', (kind, recipe) => {
  const hash = linkHash(kind, recipe as never);
  expect(isLinkHash(hash)).toBe(true);
  expect(hash).toMatch(/^#\w+=[\w-]+$/); // nothing that programs take for the end of an address
  const read = readLink(hash);
  expect(read.kind).toBe(kind);
  expectAlike(read.recipe, recipe);
});

it('holds a cat once, wherever it stands', () => {
  const once = linkHash('grid', { ...grid, sources: [made], rows: grid.rows.slice(0, 1) }).length;
  const twelve = { ...grid, sources: [made], rows: Array(12).fill(grid.rows[0]) };
  expect(linkHash('grid', twelve).length - once).toBeLessThan(60);
});

const codeOf = (hash: string) => {
  try {
    readLink(hash);
    return 'opens';
  } catch (error) {
    return error instanceof LinkError ? error.code : String(error);
  }
};

it('says that it is damaged wherever it is cut off or changed', () => {
  const hash = linkHash('grid', grid);
  for (let length = 0; length < hash.length; length++) expect(codeOf(hash.slice(0, length))).toBe('damaged');
  for (let at = '#grid='.length + 2; at < hash.length; at++) {
    const other = hash[at] === 'A' ? 'B' : 'A';
    const changed = `${hash.slice(0, at)}${other}${hash.slice(at + 1)}`;
    // The last characters may hold bits that say nothing.
    if (codeOf(changed) === 'opens') expect(readLink(changed)).toEqual(readLink(hash));
    else expect(codeOf(changed)).toBe('damaged');
  }
  expect(codeOf(hash.replace('#grid', '#cat'))).toBe('damaged');
  expect(codeOf(hash.replace('#grid', '#dog'))).toBe('damaged');
  expect(codeOf(`${hash} `)).toBe('opens'); // a blank that was copied along
  expect(codeOf('#grid=Ä')).toBe('damaged');
});

it('leaves what a newer studio has made alone', () => {
  expect(codeOf(linkHash('grid', grid).replace('=A', '=B'))).toBe('newer');
});
