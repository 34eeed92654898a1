import { readFile } from 'node:fs/promises';
import type { Download, Locator } from '@playwright/test';
import { PNG } from 'pngjs';
import { tooWide, violations } from './accessibility.ts';
import { photo } from './photos.ts';
import { type DroppedFile, drawingOf, expect, type StudioPage, test } from './studioPage.ts';

/** Frames a second, so that films are short. */
const RATE = 10;

const timeline = ({ page }: StudioPage) => page.getByRole('region', { name: 'Timeline' });
const keys = (studio: StudioPage) => timeline(studio).getByRole('button', { name: /, picture \d$/ });
const moment = ({ page }: StudioPage) => page.getByRole('slider', { name: 'Moment' });
const film = ({ page }: StudioPage) => page.getByRole('img', { name: 'Morph' });
const allDrawn = ({ page }: StudioPage) =>
  expect(page.getByRole('progressbar', { name: 'Frames drawn' })).toHaveCount(0);
const names = (studio: StudioPage) =>
  keys(studio).evaluateAll((all) => all.map((key) => key.getAttribute('aria-label')));

/** Three photos in a loop of 0.6 seconds. */
async function openShortFilm(studio: StudioPage): Promise<void> {
  const { page } = studio;
  await studio.withSamples(0);
  await studio.open('#morph');
  await studio.drop(photo('ginger', 1), photo('tabby', 2), photo('smoke', 3));
  await expect(keys(studio)).toHaveCount(3);
  await page.getByLabel('Frames per second').selectOption(String(RATE));
  await page.getByRole('button', { name: /^From picture 1 to the next/ }).click();
  const segment = page.getByRole('dialog', { name: 'From picture 1 to the next' });
  await segment.getByRole('slider', { name: 'Seconds' }).press('Home');
  await segment.getByRole('button', { name: 'Same for all' }).click();
  await page.keyboard.press('Escape');
  await expect(moment(studio)).toHaveAttribute('aria-valuemax', '5');
  await allDrawn(studio);
}

test('a loop through sample cats is there at once, and plays', async ({ studio }) => {
  await studio.page.emulateMedia({ reducedMotion: 'no-preference' });
  await studio.open('#morph');
  await expect(keys(studio)).toHaveCount(4);
  await allDrawn(studio);
  const place = async () => Number(await moment(studio).getAttribute('aria-valuenow'));
  const first = await place();
  await expect.poll(place).not.toBe(first);
  await studio.page.keyboard.press('p');
  await expect(studio.page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  expect(await violations(studio.page)).toEqual([]);
});

test('easing and way change what is between the keys; keys are moved, taken off and put on with the keyboard', async ({
  studio,
}) => {
  const { page } = studio;
  await openShortFilm(studio);
  const shown = async () => {
    const drawings: string[] = [];
    for (const key of ['Home', 'ArrowRight']) {
      await moment(studio).press(key);
      drawings.push(await drawingOf(film(studio)));
    }
    return drawings;
  };
  const [key, between] = await shown();
  expect(between).not.toBe(key);
  await page.getByText('Straight', { exact: true }).click();
  await allDrawn(studio);
  const [sameKey, straight] = await shown();
  expect(sameKey).toBe(key);
  expect(straight).not.toBe(between);
  await page.getByRole('button', { name: /^From picture 1 to the next/ }).click();
  await page.getByRole('dialog').getByLabel('Easing').selectOption({ label: 'Hold, then jump' });
  await page.keyboard.press('Escape');
  await allDrawn(studio);
  const [, held] = await shown();
  expect(held).toBe(key);

  await moment(studio).press('Home');
  expect(await names(studio)).toEqual(['smoke, picture 1', 'tabby, picture 2', 'ginger, picture 3']);
  const smoke = await drawingOf(film(studio));

  await keys(studio).first().focus();
  await page.keyboard.press('Space');
  await expect(page.getByText('smoke is picked up, from place 1 of 3.')).toBeAttached();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('smoke is at place 2 of 3.')).toBeAttached();
  await page.keyboard.press('Space');
  await expect.poll(() => names(studio)).toEqual(['tabby, picture 1', 'smoke, picture 2', 'ginger, picture 3']);
  await expect.poll(() => drawingOf(film(studio))).not.toBe(smoke);
  await keys(studio).nth(1).press('Enter');
  await expect.poll(() => drawingOf(film(studio))).toBe(smoke);

  await keys(studio).first().press('Delete');
  await expect(keys(studio)).toHaveCount(2);
  await expect(keys(studio).first()).toBeFocused();
  await timeline(studio).getByRole('button', { name: 'Clear' }).click();
  await expect(page.getByText('The timeline is empty.')).toBeVisible();
  await page.getByRole('button', { name: 'Start with four cats' }).click();
  await expect(keys(studio)).toHaveCount(3);
});

async function exportAs(
  studio: StudioPage,
  format: string,
  arrange?: (menu: Locator) => Promise<void>,
): Promise<Download> {
  await studio.page.getByRole('button', { name: 'Export GIF, video or strip' }).click();
  const menu = studio.page.getByRole('dialog', { name: 'Export the film' });
  await menu.getByRole('radio', { name: format }).click();
  await menu.getByRole('slider', { name: 'Size' }).press('Home');
  await menu.getByRole('slider', { name: 'Size' }).press('ArrowRight');
  await expect(menu).toContainText('128 pixels a picture');
  await arrange?.(menu);
  const [download] = await Promise.all([
    studio.page.waitForEvent('download'),
    menu.getByRole('button', { name: 'Download' }).click(),
  ]);
  await expect(studio.messages).toContainText(`“${download.suggestedFilename()}” is in your downloads.`);
  return download;
}

test('the film leaves as GIF, as a strip and as video', async ({ studio }) => {
  await openShortFilm(studio);
  let strip: DroppedFile | undefined;

  await test.step('GIF', async () => {
    const download = await exportAs(studio, 'GIF');
    expect(download.suggestedFilename()).toBe('smoke-to-ginger-morph.gif');
    const frames = await decode(studio, await readFile(await download.path()));
    expect(frames).toEqual(Array.from({ length: 6 }, () => ({ width: 128, height: 128, durationMs: 100 })));
  });

  await test.step('PNG strip', async () => {
    const download = await exportAs(studio, 'PNG strip', (menu) =>
      menu.getByRole('slider', { name: 'Pictures' }).press('Home'),
    );
    expect(download.suggestedFilename()).toBe('smoke-to-ginger-strip.png');
    const { width, height } = PNG.sync.read(await readFile(await download.path()));
    expect([width, height]).toEqual([2 * 128 + 4, 128]);
    strip = { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  });

  await test.step('WebM', async () => {
    const download = await exportAs(studio, 'WebM');
    expect(download.suggestedFilename()).toBe('smoke-to-ginger-morph.webm');
    expect(await play(studio, await readFile(await download.path()), 'video/webm')).toEqual({
      width: 128,
      height: 128,
      seconds: 0.6,
    });
  });

  await test.step('MP4, where the browser encodes H.264', async () => {
    await studio.page.getByRole('button', { name: 'Export GIF, video or strip' }).click();
    const menu = studio.page.getByRole('dialog', { name: 'Export the film' });
    const mp4 = menu.getByRole('radio', { name: 'MP4' });
    await expect(mp4.or(menu.getByText(/^No MP4 here/)).first()).toBeVisible();
    const isDisabled = await mp4.isDisabled();
    await studio.page.keyboard.press('Escape');
    test.info().annotations.push({ type: 'MP4', description: isDisabled ? 'no encoder here' : 'encoded' });
    if (isDisabled) return;
    const download = await exportAs(studio, 'MP4');
    expect(download.suggestedFilename()).toBe('smoke-to-ginger-morph.mp4');
    const { width, height, seconds } = await play(studio, await readFile(await download.path()), 'video/mp4');
    expect([width, height]).toEqual([128, 128]);
    expect(seconds).toBeCloseTo(0.6, 2);
  });

  await test.step('the strip opens the film again, whose cats come along once', async () => {
    const before = await names(studio);
    await studio.page.getByLabel('Frames per second').selectOption('24');
    await timeline(studio).getByRole('button', { name: 'Clear' }).click();
    await studio.openTab('Mix');
    await studio.drop(strip!);
    await expect(studio.messages).toContainText('The film in “smoke-to-ginger-strip.png” is open again.');
    expect(await names(studio)).toEqual(before);
    await expect(studio.page.getByLabel('Frames per second')).toHaveValue(String(RATE));
    await expect(moment(studio)).toHaveAttribute('aria-valuemax', '5');
    await expect(studio.ownCats).toHaveCount(3);
  });
});

/** What a video says of itself once the browser can play it. */
async function play({ page }: StudioPage, file: Buffer, type: string) {
  return page.evaluate(
    async ([base64, type]) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const video = document.createElement('video');
      video.src = URL.createObjectURL(new Blob([bytes], { type }));
      await new Promise((resolve, reject) => {
        video.oncanplaythrough = resolve;
        video.onerror = () => reject(new Error(video.error?.message));
      });
      return { width: video.videoWidth, height: video.videoHeight, seconds: video.duration };
    },
    [file.toString('base64'), type] as const,
  );
}

/** Every frame of a GIF, as the browser decodes it. */
async function decode({ page }: StudioPage, file: Buffer) {
  return page.evaluate(async (base64) => {
    const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const decoder = new ImageDecoder({ data, type: 'image/gif' });
    await Promise.all([decoder.tracks.ready, decoder.completed]);
    const frames = [];
    for (let frameIndex = 0; frameIndex < decoder.tracks.selectedTrack!.frameCount; frameIndex++) {
      const { image } = await decoder.decode({ frameIndex });
      frames.push({ width: image.codedWidth, height: image.codedHeight, durationMs: Number(image.duration) / 1000 });
    }
    return frames;
  }, file.toString('base64'));
}

test('an export can be cancelled, and saves nothing', async ({ studio }) => {
  const { page } = studio;
  await studio.open('#morph');
  await page.getByRole('button', { name: 'Export GIF, video or strip' }).click();
  const menu = page.getByRole('dialog', { name: 'Export the film' });
  await menu.getByRole('slider', { name: 'Size' }).press('End');
  let downloads = 0;
  page.on('download', () => downloads++);
  await menu.getByRole('button', { name: 'Download' }).click();
  await expect(page.getByRole('progressbar', { name: 'Export' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel the export' }).click();
  await expect(page.getByRole('button', { name: 'Export GIF, video or strip' })).toBeVisible();
  await allDrawn(studio);
  expect(downloads).toBe(0);
  await expect(studio.messages.getByRole('listitem')).toHaveCount(0);
});

test('without a video encoder the export says why there is no video', async ({ studio }) => {
  const { page } = studio;
  await page.route('**/image.worker*', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `delete globalThis.VideoEncoder;${await response.text()}` });
  });
  await openShortFilm(studio);
  await page.getByRole('button', { name: 'Export GIF, video or strip' }).click();
  const menu = page.getByRole('dialog', { name: 'Export the film' });
  await expect(menu).toContainText('No video here: this browser has no video encoder');
  for (const name of ['MP4', 'WebM']) await expect(menu.getByRole('radio', { name })).toBeDisabled();
});

test('everything has its place on a phone', async ({ studio }) => {
  const { page } = studio;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await openShortFilm(studio);
  for (const height of [844, 664]) {
    await page.setViewportSize({ width: 390, height });
    await page.evaluate(() => scrollTo(0, 0));
    await expect(studio.messages.getByRole('listitem')).toHaveCount(0); // they move the page down while they are there
    const tabs = (await page.getByRole('tablist').boundingBox())!;
    const [picture, play] = [film(studio), page.getByRole('button', { name: 'Play', exact: true })];
    await expect(picture).toBeInViewport({ ratio: 1 });
    const { y, height: high } = (await play.boundingBox())!;
    expect(y + high).toBeLessThanOrEqual(tabs.y);
  }
  expect(await tooWide(page)).toEqual([]);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: /^From picture 1 to the next/ }).click();
  expect(await violations(page)).toEqual([]);
});
