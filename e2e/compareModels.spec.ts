import { readFile } from 'node:fs/promises';
import { PNG } from 'pngjs';
import { packModelIndex } from '../src/modelFolder/write.ts';
import { TINY_ARCHITECTURE, tinyModel } from '../tools/testing/tinyModel.ts';
import { violations } from './accessibility.ts';
import { photo } from './photos.ts';
import { drawingOf, expect, type StudioPage, test } from './studioPage.ts';

/** A second model beside the tiny one: half as large, so that it draws other pictures. */
async function serveTwo({ models }: StudioPage): Promise<void> {
  const small = await tinyModel('small', { ...TINY_ARCHITECTURE, layerCount: 4 });
  for (const [path, bytes] of small.files) models.set(`small/${path}`, bytes);
  const [path, bytes] = packModelIndex([(await tinyModel()).model, { ...small.model, title: 'Small ones' }]);
  models.set(path, bytes);
}

/** Two engines on a busy machine take their time. */
test.beforeEach(() => test.setTimeout(240_000));

test('two models redraw the photos side by side, until one ends it', async ({ studio }) => {
  const { page } = studio;
  await serveTwo(studio);
  await studio.withSamples(1);
  await studio.open();
  await studio.drop(photo('Tom', 3));
  await studio.settle();
  const alone = await drawingOf(studio.reconstructionOf('Tom'));

  await page.getByRole('button', { name: 'Compare with…' }).click();
  await page.getByRole('menuitem', { name: 'Small ones' }).click();
  const both = page.getByRole('region', { name: 'Two models side by side' });
  const own = both.getByRole('img', { name: 'Tom as Random weights redraws it' });
  const rival = both.getByRole('img', { name: 'Tom as Small ones redraws it' });
  await expect(both.getByRole('status').filter({ hasText: 'comes nearer to this photo' })).toBeVisible();
  expect(await drawingOf(own)).toBe(alone);
  expect(await drawingOf(rival)).not.toBe(alone);
  const figures = async (title: string) => {
    const text = await both.getByRole('figure').filter({ hasText: title }).filter({ hasText: 'PSNR' }).textContent();
    return Number(text!.match(/MSE (0\.\d{4})/)![1]);
  };
  const [ownError, rivalError] = [await figures('Random weights'), await figures('Small ones')];
  const nearer = ownError < rivalError ? 'Random weights' : 'Small ones';
  await expect(both.getByText(`“${nearer}” comes nearer to this photo`).filter({ visible: true })).toBeVisible();
  expect(await violations(page)).toEqual([]);

  const gallery = page.getByRole('region', { name: 'All photos under both models' });
  await expect(gallery.getByText(/is nearer in \d of 2 photos/)).toBeVisible();
  await expect(gallery.getByRole('row').filter({ hasText: 'Small ones' })).toContainText(/\d dB0\.\d{4}-?0\.\d{3}\d/);

  const download = async (entry: string) => {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: entry }).click(),
    ]);
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
  };
  const sheet = await download('All photos as one PNG');
  expect(sheet.name).toBe('random-weights-small-ones-compared.png');
  expect(PNG.sync.read(sheet.bytes).width).toBeGreaterThan(3 * 256);
  const [, ...rows] = (await download('All figures as CSV')).bytes.toString().trimEnd().split('\r\n');
  expect(rows.map((row) => row.split(',')[1])).toEqual(['tiny', 'small', 'tiny', 'small']);
  const tom = rows.filter((row) => row.startsWith('Tom,')).map((row) => Number(row.split(',')[4]));
  expect(tom[0]).toBeCloseTo(ownError, 3);
  expect(tom[1]).toBeCloseTo(rivalError, 3);

  const engines = () => page.workers().filter((worker) => worker.url().includes('engine')).length;
  const withTwo = engines();
  await page.getByRole('button', { name: 'End comparison' }).click();
  await expect(both).toHaveCount(0);
  await expect.poll(() => drawingOf(studio.reconstructionOf('Tom'))).toBe(alone);
  await expect.poll(engines).toBe(withTwo - 1); // its memory is free again
});

test('a model that cannot be used says so, and the one in use goes on', async ({ studio }) => {
  const { page } = studio;
  await serveTwo(studio);
  studio.models.delete('small/G-shard1of1.bin');
  await studio.withSamples(1);
  await studio.open();
  await studio.settle();
  await page.getByRole('button', { name: 'Compare with…' }).click();
  await page.getByRole('menuitem', { name: 'Small ones' }).click();
  await expect(studio.messages).toContainText('“Small ones” cannot be compared with.');
  await expect(page.getByRole('button', { name: 'Compare with…' })).toBeVisible();
  await studio.settle();
});
