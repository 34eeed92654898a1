import { PNG } from 'pngjs';
import { expect, it } from 'vitest';
import { pngDataOf, pngTextOf, withPngData, withPngText } from './pngText.ts';

const image = new PNG({ width: 3, height: 2 });
image.data.fill(77);
const png = new Uint8Array(PNG.sync.write(image));
const TEXT = '{"Kätzchen":"ξ × 猫"}';

it('goes into a PNG file and comes out again, and the picture stays', () => {
  const withText = withPngText(png, 'recipe', TEXT);
  expect(pngTextOf(withText, 'recipe')).toBe(TEXT);
  expect(PNG.sync.read(Buffer.from(withText), { checkCRC: true }).data).toEqual(image.data); // checksums included
});

it('is found by its whole keyword only', () => {
  const withText = withPngText(withPngText(png, 'recipe-of-others', 'no'), 'recipe', TEXT);
  expect(pngTextOf(withText, 'recipe')).toBe(TEXT);
  expect(pngTextOf(withText, 'rec')).toBe(null);
  expect(pngTextOf(png, 'recipe')).toBe(null);
});

it('is not found in what is cut off or no PNG', () => {
  const withText = withPngText(png, 'recipe', TEXT);
  expect(pngTextOf(withText.subarray(0, 50), 'recipe')).toBe(null);
  expect(pngTextOf(new Uint8Array(100), 'recipe')).toBe(null);
  expect(() => withPngText(new Uint8Array(100), 'recipe', TEXT)).toThrow('no PNG');
});

it('goes beside bytes, however many, which come out as they were', async () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i * i);
  const file = withPngText(withPngData(png, 'alPh', bytes), 'recipe', TEXT);
  expect(pngTextOf(file, 'recipe')).toBe(TEXT);
  const data = await pngDataOf(new Blob([file]), 'alPh');
  expect(Buffer.compare(Buffer.from(await data!.arrayBuffer()), bytes)).toBe(0);
  expect(PNG.sync.read(Buffer.from(file), { checkCRC: true }).data).toEqual(image.data);
  expect(await pngDataOf(new Blob([file.subarray(0, 50_000)]), 'alPh')).toBe(null);
  expect(await pngDataOf(new Blob([png]), 'alPh')).toBe(null);
  expect(await pngDataOf(new Blob(['letter']), 'alPh')).toBe(null);
});
