import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { packModelIndex } from '../src/modelFolder/write.ts';
import { TINY_ARCHITECTURE, tinyModel } from '../tools/testing/tinyModel.ts';
import { tooWide, violations } from './accessibility.ts';
import { photo } from './photos.ts';
import { drawingOf, expect, type StudioPage, test } from './studioPage.ts';

/** Of a model with few layers: ten swaps for each of them are many pictures. */
const SIZES = ['4×4', '8×8', '16×16'];

const layer = (page: Page, size: string) => page.getByRole('region', { name: new RegExp(`^${size}, `) });
const cells = (page: Page, size: string) => layer(page, size).locator('button.layer-cell');
const wholeCat = (page: Page) => page.getByRole('img', { name: /as the model redraws it$/ });

/** Waits until all swaps are drawn and measured, which takes a while on a machine that is busy. */
async function settle({ page }: StudioPage): Promise<void> {
  await expect(cells(page, '16×16').last().locator('canvas')).toBeVisible({ timeout: 90_000 });
  await expect(page.locator('main [aria-busy=true]')).toHaveCount(0, { timeout: 90_000 });
}

test.beforeEach(async ({ studio }) => {
  test.slow();
  const { model, files } = await tinyModel('shallow', { ...TINY_ARCHITECTURE, layerCount: SIZES.length });
  studio.models.clear();
  studio.models.set(...packModelIndex([model]));
  for (const [path, bytes] of files) studio.models.set(`shallow/${path}`, bytes);
  await studio.withSamples(0);
  await studio.open('#mix');
  await studio.drop(photo('ginger', 1));
  await studio.page.getByRole('radio', { name: 'Layer by layer' }).click();
  await settle(studio);
});

test('each layer is swapped alone with ten random cats; a swap opens large and can be kept', async ({ studio }) => {
  const { page } = studio;
  await test.step('what each layer did is drawn, mapped and said', async () => {
    const before = await drawingOf(wholeCat(page));
    const seen = new Set<string>();
    for (const size of SIZES) {
      await expect(cells(page, size)).toHaveCount(10);
      await expect(layer(page, size)).toContainText(/swapping it changes a pixel by \d+(\.\d)?% on average, \w/);
      seen.add(await drawingOf(layer(page, size).getByRole('img', { name: `Where ${size} acts` })));
      for (const cell of await cells(page, size).all()) seen.add(await drawingOf(cell));
    }
    expect(seen.size).toBe(SIZES.length * 11); // no two are the same
    expect(seen).not.toContain(before);
    expect(await violations(page)).toEqual([]);
  });

  await test.step('arrow keys go from swap to swap', async () => {
    await cells(page, '4×4').nth(1).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await expect(cells(page, '8×8').nth(2)).toBeFocused();
  });

  await test.step('what is kept of a swap is the same cat', async () => {
    const cell = cells(page, '8×8').nth(2);
    const swapped = await drawingOf(cell);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'ginger, 8×8 of Dream 3' });
    await expect(dialog.getByRole('slider', { name: 'Without and with the swap' })).toBeAttached();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Keep in library' }).click();
    await page.keyboard.press('Escape');
    await expect(cell).toBeFocused();
    await studio.ownCats.filter({ hasText: 'ginger, 8×8 of Dream 3' }).click();
    await expect.poll(() => drawingOf(wholeCat(page))).toBe(swapped);
  });

  await test.step('V goes back to the grid', async () => {
    await page.keyboard.press('v');
    await expect(page.getByRole('radio', { name: 'Mixing grid' })).toBeChecked();
  });
});

test('the swap goes the other way, with other cats, and leaves as a sheet that opens as a mixing grid', async ({
  studio,
}) => {
  const { page } = studio;
  const first = cells(page, '4×4').first();
  const borrowed = await drawingOf(first);
  await page.getByRole('radio', { name: 'Lend a layer' }).click();
  await expect(first.getByRole('img')).toHaveAccessibleName('Dream 1, 4×4 of ginger');
  await settle(studio);
  const lent = await drawingOf(first);
  expect(lent).not.toBe(borrowed);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'PNG', exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('ginger-layers.png');
  const bytes = await readFile(await download.path());
  const sheet = PNG.sync.read(bytes);
  // Eleven pictures across and four down, of 16 pixels at 16×, with gaps of 2 and labels.
  expect(sheet.width).toBeGreaterThan(16 * (11 * 16 + 10 * 2));
  expect(sheet.height).toBeGreaterThan(16 * (4 * 16 + 3 * 2));

  await page.getByRole('button', { name: 'Other cats' }).click();
  await expect(first.getByRole('img')).not.toHaveAccessibleName('Dream 1, 4×4 of ginger');
  await settle(studio);
  expect(await drawingOf(first)).not.toBe(lent);

  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(first.getByRole('img')).toHaveAccessibleName('Dream 1, 4×4 of ginger');

  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await tooWide(page)).toEqual([]);
  expect(await violations(page)).toEqual([]);

  await studio.drop({ name: 'layers.png', bytes });
  await expect(page.getByRole('region', { name: /^Row \d+: ginger$/ })).toHaveCount(SIZES.length);
  expect((await studio.mixtures())[0]![0]).toBe(lent);
});
