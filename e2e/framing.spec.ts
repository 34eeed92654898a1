import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { type CropBox, overlap } from '../src/image/crop.ts';
import { encodePng } from '../tools/io/imageFiles.ts';
import { pasteHead, SAMPLE_HEADS } from '../tools/testing/scenes.ts';
import { violations } from './accessibility.ts';
import { photo } from './photos.ts';
import { drawingOf, expect, test } from './studioPage.ts';

const HEADS = {
  ...SAMPLE_HEADS,
  files: ['pixabay_cat_000351.webp', 'pixabay_cat_000650.webp', 'pixabay_cat_000543.webp'],
};

/** A sample cat's head, leaning, somewhere in a larger picture; and where its face is. */
async function garden() {
  const { photo: pixels, truth } = await pasteHead(HEADS, 2, { seed: 3, maxAngle: 20, shortSide: 900 });
  return { file: { name: 'garden.png', bytes: encodePng(pixels) }, truth };
}

/** The frame in which the page shows a photo of this width, in the photo's pixels. */
async function frameOf(page: Page, name: string, width: number): Promise<CropBox> {
  const style = await page
    .getByRole('img', { name, exact: true })
    .first()
    .evaluate(({ style: { width: wide, left, top } }: HTMLElement) => [wide, left, top].map(Number.parseFloat));
  const size = (100 * width) / style[0]!;
  return { left: (-style[1]! * size) / 100, top: (-style[2]! * size) / 100, size };
}

test('the face in a photo is found, chosen and framed', async ({ studio }) => {
  const { page } = studio;
  const { file, truth } = await garden();
  await studio.withSamples(0);
  await studio.open();
  await studio.drop(file);
  await studio.settle();
  await page.getByRole('button', { name: 'Adjust crop', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Frame the face' });
  await dialog.getByRole('button', { name: 'Find the face' }).click();
  const found = dialog.getByRole('list', { name: 'Frames that were found' }).getByRole('button');
  await expect(found.first()).toHaveAttribute('aria-pressed', 'true');
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Use this frame' }).click();
  await expect(dialog).toHaveCount(0);
  await studio.settle();
  const width = await page
    .getByRole('img', { name: 'garden', exact: true })
    .first()
    .evaluate((image) => (image as HTMLImageElement).naturalWidth);
  expect(overlap(await frameOf(page, 'garden', width), truth)).toBeGreaterThan(0.6);
});

test('a clear face is framed when its photo is added, and undo takes the frame back, not the photo', async ({
  studio,
}) => {
  const { page } = studio;
  const { file, truth } = await garden();
  await studio.withSamples(0);
  await studio.open();
  await expect(page.getByRole('button', { name: /^Computed by / })).toBeVisible();
  await studio.drop(file);
  await expect(page.getByText('The face in “garden” has been framed.')).toBeVisible();
  const framed = page.getByRole('img', { name: 'garden', exact: true }).first();
  const width = await framed.evaluate((image) => (image as HTMLImageElement).naturalWidth);
  expect(overlap(await frameOf(page, 'garden', width), truth)).toBeGreaterThan(0.6);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await frameOf(page, 'garden', width)).size).toBeCloseTo(900, -1);
  await expect(studio.ownCats).toHaveText([/^garden/]);
});

test('a person becomes a cat: where no cat is seen, the person’s face is framed', async ({ studio }) => {
  const { page } = studio;
  await studio.withSamples(0);
  await studio.open();
  await expect(page.getByRole('button', { name: /^Computed by / })).toBeVisible();
  await studio.drop({ name: 'astronaut.jpg', bytes: await readFile('tools/testing/fixtures/astronaut.jpg') });
  await expect(page.getByText('A person’s face in “astronaut” has been framed.')).toBeVisible();
  const { left, top, size } = await frameOf(page, 'astronaut', 320);
  const [eyesX, eyesY] = [156, 96]; // between them, in the photo
  expect(Math.abs((eyesX - left) / size - 0.5)).toBeLessThan(0.08);
  expect(Math.abs((eyesY - top) / size - 0.4)).toBeLessThan(0.08);
});

test('where no face is seen the page says so, and a frame can be turned by hand', async ({ studio }) => {
  const { page } = studio;
  await studio.withSamples(0);
  await studio.open();
  await expect(page.getByRole('button', { name: /^Computed by / })).toBeVisible();
  await studio.drop(photo('stripes', 2, 200, 140));
  await expect(page.getByText('No face was found in “stripes”: it stays as it is.')).toBeVisible();
  await studio.settle();
  await page.getByRole('button', { name: 'Adjust crop', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Frame the face' });
  const preview = dialog.getByRole('img', { name: 'What the model sees' });
  const upright = await drawingOf(preview);
  for (let i = 0; i < 3; i++) await dialog.getByRole('slider', { name: 'Turn' }).press('PageUp');
  await expect.poll(() => drawingOf(preview)).not.toBe(upright);
  const leaning = await drawingOf(preview);
  await dialog.getByRole('button', { name: 'Turn by 90 degrees' }).click();
  await expect.poll(() => drawingOf(preview)).not.toBe(leaning);
  await dialog.getByRole('button', { name: 'Find the face' }).click();
  // The tests' model, which has learnt nothing, knows anything well.
  await expect(dialog.getByRole('list', { name: 'Frames that were found' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
});

test('a frame that somebody chose stays when the photo is looked at', async ({ studio }) => {
  const { page } = studio;
  const { file } = await garden();
  await studio.withSamples(0);
  await studio.open();
  await expect(page.getByRole('button', { name: /^Computed by / })).toBeVisible();
  await studio.drop(file);
  await page.getByRole('button', { name: 'Adjust crop', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Frame the face' });
  await expect(dialog.getByRole('img', { name: 'What the model sees' }).locator('canvas')).toBeVisible();
  await dialog.getByRole('slider', { name: 'Zoom' }).press('End');
  await dialog.getByRole('button', { name: 'Use this frame' }).click();
  await studio.settle();
  const chosen = await frameOf(page, 'garden', 1200);
  await page.getByRole('button', { name: 'Random cat' }).click(); // something else to compute
  await page.getByRole('button', { name: 'garden', exact: true }).click();
  await studio.settle();
  expect(await frameOf(page, 'garden', 1200)).toEqual(chosen);
});
