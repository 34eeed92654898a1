import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { P3_TO_SRGB, toSrgb } from '../../src/image/displayP3.ts';
import { largestDifference, PHOTO_CASES } from '../testing/photoCases.ts';
import { decodePixels, loadSharp, readPixels } from './imageFiles.ts';

test.each(PHOTO_CASES)('$name opens', async ({ bytes, width, height, right }) => {
  const pixels = await decodePixels(await bytes());
  expect([pixels.width, pixels.height]).toEqual([width, height]);
  if (right) expect(largestDifference(pixels.data, right.pixels.data)).toBeLessThanOrEqual(right.within);
});

test.each([
  ['empty.jpg', '', /empty\.jpg” is empty/],
  ['page.jpg', '<!DOCTYPE html><title>Not found</title>', /page\.jpg” is a web page/],
  ['letter.png', 'Dear cat, this is a letter.', /letter\.png” is not an image: PNG/],
  ['drawing.png', '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', /is an SVG drawing/],
  ['paper.jpg', '%PDF-1.7\n', /is not an image \(it is a PDF file\)/],
  ['half.gif', 'GIF89a\x01', /is damaged or cut off/],
])('%s is refused with a sentence', async (name, text, sentence) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'alae-images-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, name);
  await writeFile(file, text);
  await expect(readPixels(file)).rejects.toThrow(sentence);
});

test('colours of Display P3, as phones write them into HEIC, become those of sRGB', async () => {
  const sharp = await loadSharp();
  const [p3, plain] = ['displayP3.png', 'plain.png'].map((name) => PHOTO_CASES.find((each) => each.name === name)!);
  const { data } = await sharp(await p3!.bytes(), { ignoreIcc: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = new Uint8ClampedArray(data);
  expect(largestDifference(pixels, plain!.right!.pixels.data)).toBeGreaterThan(10);
  toSrgb(pixels, P3_TO_SRGB);
  expect(largestDifference(pixels, plain!.right!.pixels.data)).toBeLessThanOrEqual(3);
});
