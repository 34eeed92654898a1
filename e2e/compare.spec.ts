import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { unzipSync } from 'fflate';
import { PNG } from 'pngjs';
import { decodeNpy } from '../src/latent/npy.ts';
import { violations } from './accessibility.ts';
import { photo } from './photos.ts';
import { drawingOf, expect, type StudioPage, test } from './studioPage.ts';

const comparison = ({ page }: StudioPage, name: string): Locator =>
  page.getByRole('region', { name: `${name}: original and reconstruction` });

test('a line parts the original from the reconstruction, by pointer and by keys; the pair leaves, or one of the two', async ({
  studio,
}) => {
  const { page } = studio;
  await studio.withSamples(0);
  await studio.open();
  await studio.drop(photo('ginger', 1));
  await studio.settle();
  await page.getByRole('radio', { name: 'Slider' }).click();
  const line = page.getByRole('slider', { name: 'Original against reconstruction' });
  const reads = (percent: number) =>
    expect(line).toHaveAttribute('aria-valuetext', `${percent}% original, ${100 - percent}% reconstruction`);

  await reads(50);
  await line.press('ArrowRight');
  await reads(51);
  await line.press('PageDown');
  await reads(41);
  await line.press('End');
  await reads(100);

  const box = (await studio.reconstructionOf('ginger').boundingBox())!;
  const at = (share: number) => [box.x + share * box.width, box.y + 0.3 * box.height] as const;
  await page.mouse.move(...at(0.8));
  await page.mouse.down();
  await reads(80);
  await page.mouse.move(...at(0.25));
  await page.mouse.up();
  await reads(25);
  const original = comparison(studio, 'ginger').getByRole('img', { name: 'ginger', exact: true });
  const clip = await original.evaluate(
    (it) => getComputedStyle(it.closest<HTMLElement>('[style*=clip-path]')!).clipPath,
  );
  expect(clip).toBe('inset(0px 75% 0px 0px)');
  expect(await violations(page)).toEqual([]);

  const exported = async (part: string, key: string) => {
    const download = await exportPair(studio, part, (menu) => menu.getByRole('slider', { name: 'Size' }).press(key));
    const { width, height } = PNG.sync.read(await readFile(await download.path()));
    return [download.suggestedFilename(), width, height];
  };
  expect(await exported('Both', 'ArrowRight')).toEqual(['ginger-reconstruction.png', 2 * 1024, 1024]);
  expect(await exported('Reconstruction', 'Home')).toEqual(['ginger-reconstruction.png', 64, 64]);
  expect(await exported('Original', 'End')).toEqual(['ginger-original.png', 2048, 2048]);
});

test('without texture all pictures are others, and so are the figures; the difference is mapped', async ({
  studio,
}) => {
  const { page } = studio;
  await studio.withSamples(0);
  await studio.open();
  await studio.drop(photo('ginger', 1), photo('tabby', 2));
  const figures = () => page.getByText(/PSNR/).textContent();
  const texture = studio.fineTexture;
  await studio.settle();
  const reconstruction = () => drawingOf(studio.reconstructionOf('ginger'));
  const [before, figuresBefore] = [await reconstruction(), await figures()];
  await studio.openTab('Mix');
  await studio.layOutGrid(['ginger'], ['tabby']);
  const mixtureBefore = await studio.mixtures();

  await texture.click();
  await expect(texture).not.toBeChecked();
  await expect.poll(() => studio.mixtures()).not.toEqual(mixtureBefore);
  await studio.openTab('Reconstruct');
  await studio.settle();
  expect(await reconstruction()).not.toBe(before);
  expect(await figures()).not.toBe(figuresBefore);

  await texture.click();
  await expect.poll(reconstruction).toBe(before);
  await expect.poll(figures).toBe(figuresBefore);
  await studio.openTab('Mix');
  await studio.settle();
  expect(await studio.mixtures()).toEqual(mixtureBefore);

  await test.step('figures of the difference fit each other', async () => {
    await studio.openTab('Reconstruct');
    await page.keyboard.press('v');
    await expect(page.getByRole('radio', { name: 'Slider' })).toBeChecked();
    await page.keyboard.press('v');
    const maps: string[] = [];
    for (const name of ['tabby', 'ginger']) {
      await studio.ownCats.filter({ hasText: name }).click();
      await studio.settle();
      const pair = comparison(studio, name);
      const map = pair.getByRole('img', { name: `Difference between ${name} and its reconstruction` });
      maps.push(await drawingOf(map));
      const [, average, psnr, mse] = (await pair.textContent())!.match(
        /(\d+) of 255 on average.*PSNR (\d+\.\d) dB · MSE (0\.\d{4}) · SSIM -?[01]\.\d{3}/,
      )!;
      expect(Number(psnr)).toBeCloseTo(-10 * Math.log10(Number(mse)), 1);
      // A mean is never above the root of the mean square.
      expect(Number(average)).toBeGreaterThan(0);
      expect(Number(average) - 0.5).toBeLessThanOrEqual(255 * Math.sqrt(Number(mse) + 0.00005));
    }
    expect(maps[0]).not.toBe(maps[1]);
    await page.getByRole('button', { name: 'What the figures mean' }).click();
    await expect(page.getByRole('dialog', { name: 'What the figures mean' })).toContainText('Structural similarity');
    expect(await violations(page)).toEqual([]);
  });
});

/** The newest first. */
const ADDED = ['tom 10', 'Äugler', 'ginger', 'tom 9'];

test('the library is sorted by likeness, and its figures leave as a table', async ({ studio }) => {
  const { page } = studio;
  await studio.withSamples(0);
  await studio.open('#latent'); // where no pair is shown that would be measured anyway
  await studio.drop(...ADDED.toReversed().map((name, i) => photo(name, i + 1)));
  await expect(studio.ownCats).toHaveText(ADDED);
  await studio.settle();
  const cards = page.getByRole('region', { name: 'All pictures' }).locator('button[aria-pressed]');
  const choose = async (entry: string) => {
    await page.getByRole('button', { name: 'Sort the library' }).click();
    await page.getByRole('menuitemradio', { name: entry }).click();
  };
  /** What stands on a card after its name, which may end in a digit. */
  const figureIn = (text: string) => text.slice(ADDED.find((name) => text.startsWith(name))?.length);
  const figures = async (unit: RegExp) =>
    (await cards.allTextContents()).map((text) => Number(figureIn(text).match(unit)?.[1]));
  const names = async () => (await cards.allTextContents()).map((text) => text.replace(/\d+\.\d+ dB|SSIM .*/, ''));

  await test.step('most alike first, and the other way round', async () => {
    await choose('Most alike first');
    await expect(cards.filter({ hasText: / dB$/ })).toHaveCount(ADDED.length, { timeout: 60_000 });
    const falling = await figures(/(\d+\.\d) dB$/);
    expect(falling).toEqual(falling.toSorted((a, b) => b - a));
    expect(new Set(falling).size).toBeGreaterThan(2);
    await choose('Least alike first');
    await expect.poll(() => figures(/(\d+\.\d) dB$/)).toEqual(falling.toReversed());
  });

  await test.step('by structure', async () => {
    await choose('Structure (SSIM)');
    await expect(cards.filter({ hasText: /SSIM -?[01]\.\d\d$/ })).toHaveCount(ADDED.length);
    const rising = await figures(/SSIM (-?[01]\.\d\d)$/);
    expect(rising).toEqual(rising.toSorted((a, b) => a - b));
  });

  await test.step('the table has a row for each, in the order that is shown', async () => {
    const shown = await names();
    await page.getByRole('button', { name: 'Sort the library' }).click();
    expect(await violations(page)).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'All figures as CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('random-weights-likeness.csv');
    const [head, ...rows] = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
    expect(head).toBe('name,kind,model,mse,psnr_db,ssim');
    const fields = rows.map((row) => row.split(','));
    expect(fields.map(([name]) => name)).toEqual(shown);
    for (const [, kind, model, mse, psnr] of fields) {
      expect([kind, model]).toEqual(['photo', 'tiny']);
      expect(Number(psnr)).toBeCloseTo(-10 * Math.log10(Number(mse)), 9);
    }
  });

  await test.step('the archive holds pictures, figures and codes, which come back as cats', async () => {
    const shown = await names();
    await page.getByRole('button', { name: 'Sort the library' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Pictures, figures and codes as ZIP' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('random-weights-library.zip');
    const files = unzipSync(await readFile(await download.path()));
    expect(Object.keys(files)).toHaveLength(2 * shown.length + 2);
    const [given, redrawn] = Object.keys(files).filter((name) => name.endsWith('.png'));
    expect(given).toMatch(/^1-.+-given\.png$/);
    const picture = PNG.sync.read(Buffer.from(files[redrawn!]!));
    expect([picture.width, picture.height]).toEqual([64, 64]);
    const codes = decodeNpy(files['codes.npy']!);
    expect(codes.shape[0]).toBe(shown.length);
    await studio.drop({ name: 'mine.npy', bytes: files['codes.npy']! });
    await expect(studio.messages).toContainText(`The ${shown.length} cats of “mine.npy” are in your library now.`);
    await page.getByRole('button', { name: 'Undo' }).click();
    await studio.drop({ name: 'none.npy', bytes: files['likeness.csv']! });
    await expect(studio.messages).toContainText('“none.npy” is not a NumPy array (.npy).');
  });

  await test.step('by name, and back on the shelves', async () => {
    await choose('By name');
    await expect(cards).toHaveText(['Äugler', 'ginger', 'tom 9', 'tom 10']);
    await choose('As added');
    await expect(studio.ownCats).toHaveText(ADDED);
  });
});

test('what was saved can be shared where the device has a share sheet', async ({ studio }) => {
  const { page } = studio;
  await page.addInitScript(() => {
    navigator.canShare = ({ files } = {}) => files?.every(({ type }) => type === 'image/png') ?? false;
    navigator.share = async ({ files } = {}) => {
      document.title = `shared ${files!.map(({ name, size }) => (size > 0 ? name : 'nothing')).join()}`;
    };
  });
  await studio.withSamples(1);
  await studio.open();
  await studio.settle();
  const download = await exportPair(studio, 'Both');
  await studio.messages.getByRole('button', { name: 'Share' }).click();
  await expect(page).toHaveTitle(`shared ${download.suggestedFilename()}`);
  await expect(studio.messages.getByRole('listitem')).toHaveCount(0);
});

/** Downloads the pair or one of the two. */
async function exportPair({ page }: StudioPage, part: string, arrange?: (menu: Locator) => Promise<void>) {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const menu = page.getByRole('dialog', { name: 'Export the pair' });
  await menu.getByRole('radio', { name: part }).click();
  await arrange?.(menu);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    menu.getByRole('button', { name: 'Download' }).click(),
  ]);
  return download;
}
