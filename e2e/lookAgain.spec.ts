import type { Page } from '@playwright/test';
import { violations } from './accessibility.ts';
import { photo } from './photos.ts';
import { drawingOf, expect, test } from './studioPage.ts';

/** Gradients take their time on a busy machine. */
const SLOW_MS = 60_000;

test.use({ looksAgain: true });

const choiceOf = (page: Page, name: RegExp) =>
  page.getByRole('radiogroup', { name: 'Reconstruction shown' }).getByRole('radio', { name });

/** The figure that stands beside a choice, in decibels. */
const figureOf = async (page: Page, name: RegExp): Promise<number> => {
  const choice = choiceOf(page, name);
  await expect(choice).toContainText(/[\d.]+ dB/, { timeout: SLOW_MS });
  return Number(/([\d.]+) dB/.exec((await choice.textContent())!)![1]);
};

test.beforeEach(async ({ studio }) => {
  test.setTimeout(4 * SLOW_MS);
  await studio.withSamples(0);
  await studio.open('?backend=wasm');
});

test('a photo comes nearer by itself, can be compared, and is used as it was looked at again', async ({ studio }) => {
  const { page } = studio;
  await studio.drop(photo('Tom', 3));
  const again = await figureOf(page, /^Looked again/);
  const encoded = await figureOf(page, /^As the encoder sees it/);
  expect(again).toBeGreaterThan(encoded);
  expect(await violations(page)).toEqual([]);
  const shown = page.getByText(/^PSNR [\d.]+ dB/);
  await expect(shown).toContainText(`PSNR ${again.toFixed(1)} dB`);
  const nearer = await drawingOf(studio.reconstructionOf('Tom'));

  await choiceOf(page, /^As the encoder/).click();
  await expect(shown).toContainText(`PSNR ${encoded.toFixed(1)} dB`);
  const first = await drawingOf(studio.reconstructionOf('Tom'));
  expect(first).not.toBe(nearer);

  await studio.openTab('Latent');
  await expect.poll(() => drawingOf(studio.reshapedCat)).toBe(nearer);

  await page.reload();
  await expect.poll(() => drawingOf(studio.reshapedCat)).toBe(nearer); // it is kept
  await studio.openTab('Reconstruct');
  await page.getByRole('switch', { name: 'Look again by itself' }).click();
  await expect.poll(() => drawingOf(studio.reconstructionOf('Tom'))).toBe(first);
});

test('switched off, it waits for a click, also after a reload', async ({ studio }) => {
  const { page } = studio;
  await studio.drop(photo('Tom', 3));
  await page.getByRole('switch', { name: 'Look again by itself' }).click();
  await page.reload();
  await studio.settle();
  await expect(page.getByRole('switch', { name: 'Look again by itself' })).not.toBeChecked();
  await page.getByRole('button', { name: 'Look again', exact: true }).click();
  expect(await figureOf(page, /^Looked again/)).toBeGreaterThan(await figureOf(page, /^As the encoder sees it/));
});

test.describe('where a finger points', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test('it waits for a click', async ({ studio }) => {
    const { page } = studio;
    await studio.drop(photo('Tom', 3));
    await studio.settle();
    await expect(page.getByText('Waits for you')).toBeVisible();
    await page.getByRole('button', { name: 'Look again', exact: true }).click();
    await figureOf(page, /^Looked again/);
    await figureOf(page, /^As encoded/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
