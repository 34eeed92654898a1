import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { violations } from './accessibility.ts';
import { photo } from './photos.ts';
import { drawingOf, expect, test } from './studioPage.ts';

/** Gradients take their time on a busy machine. */
const SLOW_MS = 60_000;

const dialogOf = (page: Page) => page.getByRole('dialog', { name: /^Refine / });

async function openRefine(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Refine', exact: true }).click();
  const dialog = dialogOf(page);
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Starts, waits until some steps are done, and stops. */
async function refineAWhile(dialog: Locator): Promise<void> {
  await dialog.getByRole('radio', { name: 'Patient' }).click();
  await dialog.getByRole('button', { name: 'Start' }).click();
  await expect(dialog.getByText(/^Step ([5-9]|\d\d+) of 200$/)).toBeVisible({ timeout: SLOW_MS });
  await dialog.getByRole('button', { name: 'Stop here' }).click();
  await expect(dialog.getByRole('status')).toContainText(/· ([5-9]|\d\d|1\d\d) steps in/);
}

/** The two errors that the outcome names. */
async function errorsOf(dialog: Locator): Promise<{ after: number; before: number }> {
  const text = await dialog.getByRole('status').textContent();
  const [, after, before] = /Error ([\d.]+), at first ([\d.]+)/.exec(text ?? '')!;
  return { after: Number(after), before: Number(before) };
}

test.beforeEach(async ({ studio }) => {
  test.setTimeout(4 * SLOW_MS);
  await studio.withSamples(0);
  await studio.open('?backend=wasm');
  await studio.drop(photo('Tom', 3));
  await studio.settle();
});

test('a reconstruction is refined until it is stopped, kept as a cat of its own and exported', async ({ studio }) => {
  const { page } = studio;
  const dialog = await openRefine(page);
  const refined = dialog.getByRole('img', { name: /, refined$/ });
  const first = await drawingOf(refined);
  await dialog.getByRole('switch', { name: 'Fine texture too' }).click();
  await refineAWhile(dialog);
  const { before, after } = await errorsOf(dialog);
  expect(after).toBeLessThan(before);
  expect(await drawingOf(refined)).not.toBe(first);
  expect(await violations(page)).toEqual([]);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'PNG' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/refined\.png$/);
  expect((await readFile(await download.path())).subarray(1, 4).toString()).toBe('PNG');
  await dialog.getByRole('button', { name: 'Keep in library' }).click();
  await expect(dialog.getByRole('button', { name: 'In your library' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(studio.ownCats).toHaveCount(2);
  await expect(studio.ownCats.first()).toContainText('Tom, refined');
  // It is looked at now, beside the photo.
  const pair = page.getByRole('region', { name: 'Tom, refined: original and reconstruction' });
  await expect(pair.getByRole('img', { name: 'Tom', exact: true })).toBeVisible();
  await expect(pair.getByText('Original', { exact: true })).toBeVisible();
  await expect(pair.getByText(/^PSNR/)).toBeVisible();
});

test('what is finished is there until it is dismissed, and what was kept draws as it was refined', async ({
  studio,
}) => {
  const { page } = studio;
  let dialog = await openRefine(page);
  await refineAWhile(dialog);
  const outcome = await dialog.getByRole('status').textContent();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  dialog = await openRefine(page);
  await expect(dialog.getByRole('status')).toHaveText(outcome!);
  const refined = await drawingOf(dialog.getByRole('img', { name: /, refined$/ }));
  await dialog.getByRole('button', { name: 'Keep in library' }).click();
  await dialog.getByRole('button', { name: 'Try otherwise' }).click();
  await expect(dialog.getByRole('button', { name: 'Start' })).toBeVisible();
  await page.keyboard.press('Escape');
  await studio.ownCats.last().click();
  await openRefine(page);
  await expect(dialog.getByRole('button', { name: 'Start' })).toBeVisible();
  await page.keyboard.press('Escape');
  await studio.ownCats.first().click();
  await studio.openTab('Latent');
  await expect.poll(() => drawingOf(studio.reshapedCat)).toBe(refined);
});

test('closing the dialog ends the work, and the worker is free for others', async ({ studio }) => {
  const { page } = studio;
  const dialog = await openRefine(page);
  await dialog.getByRole('radio', { name: 'Patient' }).click();
  await dialog.getByRole('radio', { name: 'All at once' }).click();
  await dialog.getByRole('button', { name: 'Start' }).click();
  await expect(dialog.getByText(/^Step \d+ of 200$/)).toBeVisible({ timeout: SLOW_MS });
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await studio.openTab('Latent');
  await studio.settle();
  await studio.openTab('Reconstruct');
  await refineAWhile(await openRefine(page));
});
