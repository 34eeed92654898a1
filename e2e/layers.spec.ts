import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { tooWide, violations } from './accessibility.ts';
import { photo } from './photos.ts';
import { drawingOf, expect, test } from './studioPage.ts';

const SIZES = ['4×4', '8×8', '16×16', '32×32', '64×64'];

const layer = (page: Page, size: string) => page.getByRole('region', { name: new RegExp(`^${size}, `) });
const cells = (page: Page, size: string) => layer(page, size).locator('button.layer-cell');
const wholeCat = (page: Page) => page.getByRole('img', { name: /as the model redraws it$/ });

test.beforeEach(async ({ studio }) => {
  await studio.withoutSamples();
  await studio.open('#mix');
  await studio.drop(photo('ginger', 1));
  await studio.page.getByRole('radio', { name: 'Layer by layer' }).click();
  await studio.settle();
});

test('each layer is swapped alone with ten random cats, and what it did is mapped and said', async ({ studio }) => {
  const { page } = studio;
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

  await page.setViewportSize({ width: 390, height: 844 });
  expect(await tooWide(page)).toEqual([]);
  expect(await violations(page)).toEqual([]);
});

test('a swap opens large, and what is kept of it is the same cat', async ({ studio }) => {
  const { page } = studio;
  const cell = cells(page, '8×8').nth(2);
  const swapped = await drawingOf(cell);
  await cell.click();
  const dialog = page.getByRole('dialog', { name: 'ginger, 8×8 of Dream 3' });
  await expect(dialog.getByRole('slider', { name: 'Without and with the swap' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Keep in library' }).click();
  await page.keyboard.press('Escape');
  await expect(cell).toBeFocused();
  await studio.ownCats.filter({ hasText: 'ginger, 8×8 of Dream 3' }).click();
  await expect.poll(() => drawingOf(wholeCat(page))).toBe(swapped);
});

test('the swap goes the other way, with other cats, and leaves as a sheet', async ({ studio }) => {
  const { page } = studio;
  const shown = () => drawingOf(cells(page, '4×4').first());
  const borrowed = await shown();
  await page.getByRole('radio', { name: 'Lend a layer' }).click();
  await expect(cells(page, '4×4').first().getByRole('img')).toHaveAccessibleName('Dream 1, 4×4 of ginger');
  await studio.settle();
  const lent = await shown();
  expect(lent).not.toBe(borrowed);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'PNG', exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('ginger-layers.png');
  const sheet = PNG.sync.read(await readFile(await download.path()));
  // Eleven pictures across and six down, of 64 pixels at 4×, with gaps of 2 and labels.
  expect(sheet.width).toBeGreaterThan(4 * (11 * 64 + 10 * 2));
  expect(sheet.height).toBeGreaterThan(4 * (6 * 64 + 5 * 2));

  await page.getByRole('button', { name: 'Other cats' }).click();
  await studio.settle();
  expect(await shown()).not.toBe(lent);
  await expect(cells(page, '4×4').first().getByRole('img')).toHaveAccessibleName(/^Dream \d+, 4×4 of ginger$/);
});

test('arrow keys go from swap to swap', async ({ studio }) => {
  const { page } = studio;
  await cells(page, '4×4').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(cells(page, '8×8').nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'ginger, 8×8 of Dream 2' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('v');
  await expect(page.getByRole('radio', { name: 'Mixing grid' })).toBeChecked();
});
