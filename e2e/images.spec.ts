import { expect, test } from '@playwright/test';
import { PNG } from 'pngjs';
import { centreSquare } from '../src/image/crop.ts';
import { composeGridSheet } from '../src/image/gridSheet.ts';
import type { Pixels } from '../src/image/pixels.ts';
import { cropTo } from '../src/image/resample.ts';
import { decodePixels } from '../tools/io/imageFiles.ts';
import { largestDifference, PHOTO_CASES } from '../tools/testing/photoCases.ts';
import { type HarnessServer, serveHarness } from './harnessServer.ts';

let server: HarnessServer;

test.beforeAll(async () => {
  server = await serveHarness(new Map());
});

test.afterAll(() => server.close());

test.beforeEach(async ({ page }) => {
  await page.goto(server.url);
  await page.waitForFunction(() => window.harness);
  await page.evaluate(() => {
    window.crop = async (bytes, name, resolution) => {
      try {
        const file = new File([Uint8Array.from(bytes)], name);
        const { pixels, box, width, height } = await window.harness.cropPhoto(file, { resolution });
        return { width, height, box, data: [...pixels.data] };
      } catch (error) {
        const { code, message } = error as { code: string; message: string };
        return { failure: { code, message } };
      }
    };
  });
});

declare global {
  interface Window {
    crop(
      bytes: number[],
      name: string,
      resolution: number,
    ): Promise<{ width?: number; height?: number; data?: number[]; failure?: { code: string; message: string } }>;
  }
}

/** A PNG of columns 0, 1, 2 … in red and rows in green. */
function gradientPng(width: number, height: number): number[] {
  const png = new PNG({ width, height });
  for (let i = 0; i < width * height; i++) {
    png.data.set([(i % width) * 8, Math.floor(i / width) * 8, 0, 255], 4 * i);
  }
  return [...PNG.sync.write(png)];
}

test('files that cannot be used are refused with a sentence, and the worker goes on', async ({ page }) => {
  const png = gradientPng(40, 30);
  const huge = [...png];
  huge.splice(16, 8, 0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20); // says 20,000 pixels a side
  const refused = await page.evaluate(
    async ({ png, huge }) => {
      const canvas = new OffscreenCanvas(400, 400);
      const context = canvas.getContext('2d')!;
      for (let i = 0; i < 400; i++) {
        context.fillStyle = `hsl(${i * 7} 80% 50%)`;
        context.fillRect(i, (i * 37) % 400, 90, 90);
      }
      const jpeg = [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer())];
      const text = [...new TextEncoder().encode('Dear cat, this is a letter.')];
      const heic = [0, 0, 0, 24, ...new TextEncoder().encode('ftypheic'), 0, 0, 0, 0];
      const page = [...new TextEncoder().encode('<!DOCTYPE html><title>Not found</title>')];
      return {
        text: (await window.crop(text, 'letter.png', 8)).failure,
        heic: (await window.crop(heic, 'IMG_1.HEIC', 8)).failure,
        huge: (await window.crop(huge, 'wall.png', 8)).failure,
        page: (await window.crop(page, 'cat.jpg', 8)).failure,
        empty: (await window.crop([], 'cat.jpg', 8)).failure,
        cutPng: (await window.crop(png.slice(0, 60), 'half.png', 8)).failure,
        cutJpeg: (await window.crop(jpeg.slice(0, jpeg.length / 2), 'half.jpg', 8)).failure,
        good: (await window.crop(png, 'good.png', 8)).failure,
      };
    },
    { png, huge },
  );
  expect(refused.text).toEqual({
    code: 'notAnImage',
    message: expect.stringContaining('“letter.png” is not an image'),
  });
  expect(refused.heic).toEqual({ code: 'damaged', message: expect.stringContaining('“IMG_1.HEIC” is damaged') });
  expect(refused.huge).toEqual({ code: 'tooLarge', message: expect.stringContaining('20000 × 20000 pixels') });
  expect(refused.page).toEqual({ code: 'notAnImage', message: expect.stringContaining('is a web page') });
  expect(refused.empty).toEqual({ code: 'empty', message: expect.stringContaining('“cat.jpg” is empty') });
  expect(refused.cutPng?.code).toBe('damaged');
  expect(refused.cutJpeg?.code).toBe('damaged');
  expect(refused.good).toBeUndefined();
});

test('the page decodes files as the command line does', async ({ page }) => {
  for (const { name, bytes, width, height, right } of PHOTO_CASES) {
    const file = await bytes();
    const side = Math.min(width, height);
    const encoded = Buffer.from(file).toString('base64');
    const shown = await page.evaluate(
      async ({ encoded, name, side }) => {
        const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
        const { pixels, width, height } = await window.harness.cropPhoto(new File([bytes], name), { resolution: side });
        const rows = Array.from({ length: side }, (_, y) => pixels.data.subarray(4 * side * y, 4 * side * (y + 1)));
        return { width, height, data: btoa(rows.map((row) => String.fromCharCode(...row)).join('')) };
      },
      { encoded, name, side },
    );
    const data = Buffer.from(shown.data, 'base64');
    expect([shown.width, shown.height], name).toEqual([width, height]);
    const whole = await decodePixels(file);
    const there = cropTo(whole, centreSquare(whole), side);
    expect.soft(largestDifference(data, there.data), `${name}, page and command line`).toBeLessThanOrEqual(2);
    if (!right) continue;
    const wanted = cropTo(right.pixels, centreSquare(right.pixels), side);
    expect.soft(largestDifference(data, wanted.data), name).toBeLessThanOrEqual(right.within);
  }
});

test('very large photos are worked on smaller, with their own size', async ({ page }) => {
  test.slow();
  const results = await page.evaluate(async () => {
    const shapes = [
      [12_000, 9000],
      [20_000, 1500],
    ] as const;
    const found = [];
    for (const [width, height] of shapes) {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d')!;
      context.fillStyle = 'rgb(200 40 90)';
      context.fillRect(0, 0, width, height);
      const file = new File([await canvas.convertToBlob({ type: 'image/jpeg' })], 'cat.jpg');
      const crop = await window.harness.cropPhoto(file, { resolution: 8 });
      found.push({ size: [crop.width, crop.height], box: crop.box, colour: [...crop.pixels.data.slice(0, 4)] });
    }
    return found;
  });
  expect(results.map(({ size }) => size)).toEqual([
    [12_000, 9000],
    [20_000, 1500],
  ]);
  for (const { box, size, colour } of results) {
    expect(box.size).toBe(Math.min(...size));
    expect(largestDifference(colour, [200, 40, 90, 255])).toBeLessThanOrEqual(3);
  }
});

const plain = (red: number): Pixels => ({
  width: 8,
  height: 8,
  data: new Uint8ClampedArray(256).map((_, i) => [red, i, 255 - i, 255][i % 4]!),
});

test('the page’s PNG of a grid is what the command line composes', async ({ page }) => {
  const sheet = {
    sources: [plain(10), plain(60)],
    destinations: [plain(110)],
    cells: [[plain(160), plain(210)]],
  };
  for (const scale of [1, 3, 8]) {
    const bytes = await page.evaluate(
      async ({ scale, reds }) => {
        const [a, b, c, d, e] = reds.map((data) => ({ width: 8, height: 8, data: Uint8ClampedArray.from(data) }));
        const sheet = { sources: [a!, b!], destinations: [c!], cells: [[d!, e!]] };
        const blob = await window.harness.gridPng(sheet, { scale });
        return [...new Uint8Array(await blob.arrayBuffer())];
      },
      {
        scale,
        reds: [...sheet.sources, ...sheet.destinations, ...sheet.cells[0]!].map(({ data }) => [...data]),
      },
    );
    const png = PNG.sync.read(Buffer.from(bytes));
    const composed = composeGridSheet(sheet, { scale });
    expect([png.width, png.height]).toEqual([composed.width, composed.height]);
    expect(Buffer.compare(png.data, Buffer.from(composed.data))).toBe(0);
  }
});

test('labels stand outside the pictures', async ({ page }) => {
  const [without, labelled] = await page.evaluate(async () => {
    const image = { width: 64, height: 64, data: new Uint8ClampedArray(4 * 64 * 64).fill(255) };
    const sheet = { sources: [image], destinations: [image], cells: [[image]] };
    const labels = { columns: ['a cat with a name that is far too long'], rows: ['SDDDD'] };
    const read = async (blob: Blob) => [...new Uint8Array(await blob.arrayBuffer())];
    return [
      await read(await window.harness.gridPng(sheet, { scale: 2 })),
      await read(await window.harness.gridPng(sheet, { scale: 2, labels })),
    ];
  });
  const [small, large] = [without!, labelled!].map((bytes) => PNG.sync.read(Buffer.from(bytes)));
  expect(large!.width).toBeGreaterThan(small!.width);
  expect(large!.height).toBeGreaterThan(small!.height);
  const dark = (png: PNG) => png.data.filter((value, i) => i % 4 === 0 && value < 128).length;
  expect(dark(small!)).toBe(0);
  expect(dark(large!)).toBeGreaterThan(50);
});
