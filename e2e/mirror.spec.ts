import { stat } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { ensureChromium } from '../tools/dev/chromium.ts';
import { violations } from './accessibility.ts';
import { drawingOf, expect, test } from './studioPage.ts';

test.use({
  launchOptions: {
    executablePath: ensureChromium(),
    args: ['--disable-quic', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  },
});

declare global {
  interface Window {
    /** Every stream that the page was given. */
    streams: MediaStream[];
  }
}

const mirrorOf = (page: Page) => page.getByRole('dialog', { name: 'Cat mirror' });

test('the mirror shows a cat, pauses, gives a picture to the library and lets go of the camera', async ({ studio }) => {
  const { page } = studio;
  await page.addInitScript(() => {
    window.streams = [];
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted);
      window.streams.push(stream);
      return stream;
    };
  });
  await studio.withSamples(0);
  await studio.open();
  await page.getByRole('button', { name: 'Cat mirror' }).click();
  const mirror = mirrorOf(page);
  const cat = mirror.getByRole('img', { name: 'You as a cat' });
  await expect(cat.locator('canvas')).toBeVisible();
  await expect(mirror).toContainText(/[\d.]+ pictures\/s/);
  await expect(mirror).toContainText('never leave this device');
  const first = await drawingOf(cat);
  await expect.poll(() => drawingOf(cat)).not.toBe(first);
  expect(await violations(page)).toEqual([]);

  await mirror.getByRole('button', { name: 'Pause' }).click();
  expect(await mirror.locator('video').evaluate((video: HTMLVideoElement) => video.paused)).toBe(true);
  await mirror.getByRole('button', { name: 'Go on' }).click();
  const download = page.waitForEvent('download');
  await mirror.getByRole('button', { name: 'Save you as a cat' }).click();
  expect((await download).suggestedFilename()).toBe('you-as-a-cat.png');
  const clip = page.waitForEvent('download');
  await mirror.getByRole('button', { name: 'Record a clip' }).click();
  await mirror.getByRole('button', { name: /^Save the clip/ }).click();
  expect((await clip).suggestedFilename()).toMatch(/^you-as-a-cat-clip\.(mp4|webm|gif)$/);
  expect((await stat(await (await clip).path())).size).toBeGreaterThan(1000);
  await mirror.getByRole('button', { name: 'Take a picture' }).click();
  await expect(page.getByText(/“Mirror .*” is in your library now/)).toBeVisible();

  await page.keyboard.press('Escape');
  await expect(mirror).toHaveCount(0);
  await expect(studio.ownCats).toHaveText([/^Mirror \d/]);
  const states = () => page.evaluate(() => window.streams.flatMap((s) => s.getTracks().map((t) => t.readyState)));
  await expect.poll(states).toEqual(['ended']);
});

test('a camera that fails gets a sentence that says why, and another try', async ({ studio }) => {
  const { page } = studio;
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    const failures = ['NotAllowedError', 'NotFoundError'];
    mediaDevices.getUserMedia = async (wanted) => {
      const failure = failures.shift();
      if (failure) throw new DOMException('', failure);
      return open(wanted);
    };
  });
  await studio.withSamples(0);
  await studio.open();
  await page.getByRole('button', { name: 'Cat mirror' }).click();
  const mirror = mirrorOf(page);
  for (const sentence of [
    'The camera is not allowed: permit it beside the page’s address, then try again.',
    'No camera was found: connect one, then try again.',
  ]) {
    await expect(mirror.getByRole('alert')).toContainText(sentence);
    await mirror.getByRole('button', { name: 'Try again' }).click();
  }
  await expect(mirror.locator('video')).toBeVisible();
});

test('a page that is not secure says why there is no camera', async ({ studio }) => {
  const { page } = studio;
  await page.addInitScript(() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined }));
  await studio.withSamples(0);
  await studio.open();
  await page.getByRole('button', { name: 'Cat mirror' }).click();
  await expect(mirrorOf(page).getByRole('alert')).toContainText('Browsers give the camera to https pages only');
});
