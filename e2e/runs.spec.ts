import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { startMachineMeter } from '../tools/run/machineUse.ts';
import { appendStats, createRun, rewindStats, writeSheet } from '../tools/run/runDirectory.ts';
import { stageAt, totalImages } from '../tools/run/schedule.ts';
import { parseTrainingOptions } from '../tools/run/trainingOptions.ts';
import { tooWide, violations } from './accessibility.ts';

const TRAIN_COUNT = 1000;
const BATCH = 100;
const options = parseTrainingOptions(
  {
    architecture: { layerCount: 3 },
    epochsPerLod: 1,
    trainEpochs: 4,
    batchSizePerLod: BATCH,
    learningRatePerLod: 0.003,
  },
  'the test',
);
const machine = startMachineMeter();

let root: string;
let run: string;
let watcher: ChildProcess | undefined;

test.beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-runs-'));
  run = path.join(root, 'tabbies');
});
test.afterEach(async () => {
  watcher?.kill('SIGINT');
  await end();
  await rm(root, { recursive: true, force: true });
});

/** Writes what a trainer would between two numbers of images: a line for every iteration, a sheet for every fifth. */
async function train(from: number, to: number, discriminator = 1.4): Promise<void> {
  for (let seen = from + BATCH; seen <= to; seen += BATCH) {
    await appendStats(run, {
      ...stageAt(options, TRAIN_COUNT, seen - BATCH),
      ...{ discriminator, generator: 0.7, latent: 100 / seen },
      imagesSeen: seen,
      iteration: seen / BATCH,
      totalImages: totalImages(options, TRAIN_COUNT),
      imagesPerSecond: 50,
      elapsedMs: seen * 20,
      writtenAt: Date.now(),
      machine: machine.read(),
    });
    if (seen % (5 * BATCH) === 0) await writeSheet(run, seen, sheetOf(seen));
  }
}

/** A sheet of one colour, which tells it from the others. */
function sheetOf(seen: number) {
  const data = new Uint8ClampedArray(4 * 120 * 50).fill(255);
  for (let i = 0; i < data.length; i += 4) data[i] = seen / 20;
  return { width: 120, height: 50, data };
}

/** Runs `alae watch` as a user does; gives what it says up to a pattern. */
async function watch(until: RegExp, ...args: string[]): Promise<string> {
  const cli = path.join(import.meta.dirname, '..', 'tools', 'cli.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', cli, 'watch', run, ...args]);
  watcher = child;
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  await expect.poll(() => said, { timeout: 90_000 }).toMatch(until);
  return said;
}

/** Waits for the command to end. */
async function end(): Promise<void> {
  if (watcher?.exitCode === null) await once(watcher, 'close');
  watcher = undefined;
}

/** The curve's number that is shown large. */
const reading = (page: Page, curve: string) => page.getByRole('region', { name: curve, exact: true }).locator('header');
const picture = (page: Page) => page.getByRole('img', { name: /^Sample sheet after/ });

test('follows a run from before it begins, through a resume, to its end', async ({ page }) => {
  const uncaught: string[] = [];
  page.on('pageerror', ({ message }) => uncaught.push(message));
  const address = /http:\/\/localhost:\d+\/runs\//.exec(await watch(/Watching/, '--no-open', '--port', '4390'))![0];
  await page.goto(address);
  await expect(page.getByRole('heading', { name: /^Waiting for .*tabbies$/ })).toBeVisible();
  await createRun(run, options);
  await expect(page.getByRole('heading', { name: 'tabbies is about to begin' })).toBeVisible();

  await train(0, 2600);
  await expect(page.getByRole('heading', { name: 'tabbies', exact: true })).toBeVisible();
  await expect(page.getByRole('status')).toHaveText('Training');
  await expect(reading(page, 'Discriminator')).toContainText('1.40');
  await expect(page.getByText('near the balance of 1.39: neither side wins')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Levels of detail' }).locator('[aria-current=step]')).toContainText(
    '16×16',
  );
  await expect(page.getByText('learningRatePerLod')).toBeVisible();

  // The slider goes through the sheets; the newest is followed.
  await expect(picture(page)).toHaveAccessibleName(/^Sample sheet after 2,500 images seen/);
  const moment = page.getByRole('slider', { name: 'Moment of the training' });
  await moment.press('Home');
  await expect(picture(page)).toHaveAccessibleName('Sample sheet after 500 images seen, 4×4 pixels');
  await expect(picture(page)).toHaveAttribute('src', 'samples/0000000500.png');
  await moment.press('End');

  // Keys read values off a curve, in every card at the same moment.
  const curve = page.getByRole('slider', { name: 'Latent error, value by value' });
  await curve.press('Home');
  await expect(curve).toHaveAttribute('aria-valuetext', '1.00 squared at 100 images, 4×4');
  await expect(page.getByRole('region', { name: 'Speed' })).toContainText('at 100 images, 4×4');
  await curve.press('Escape');

  // Resumed from a checkpoint: what came after it is replaced.
  await rewindStats(run, 2000);
  await train(2000, 2400, 3.2);
  await expect(reading(page, 'Discriminator')).not.toContainText('1.40');
  await expect(page.getByText('2,400 images so far')).toBeVisible();
  await expect(picture(page)).toHaveAccessibleName(/^Sample sheet after 2,000 images seen/);

  await train(2400, 4000);
  await expect(page.getByRole('status')).toHaveText('Finished');
  await expect(picture(page)).toHaveAccessibleName(/^Sample sheet after 4,000 images seen/);

  for (const width of [1440, 390]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      expect.soft(await violations(page), `${width} ${colorScheme}`).toEqual([]);
      expect.soft(await tooWide(page), `${width} ${colorScheme}`).toEqual([]);
    }
  }
  expect(uncaught).toEqual([]);
});

test('writes a report that needs no network', async ({ page, context }) => {
  await createRun(run, options);
  await train(0, 1500);
  const report = path.join(root, 'report.html');
  await watch(/report\.html: 3 sample sheets/, '--out', report);
  await end();

  await context.setOffline(true);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`file://${report}`);
  await expect(page.getByRole('heading', { name: 'tabbies', exact: true })).toBeVisible();
  await expect(reading(page, 'Generator')).toContainText('0.700');
  await page.getByRole('slider', { name: 'Moment of the training' }).press('Home');
  await expect(picture(page)).toHaveAccessibleName(/^Sample sheet after 500 images seen/);
  expect(await picture(page).evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(120);
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(picture(page)).toHaveAccessibleName(/^Sample sheet after 1,500 images seen/);
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible(); // it stops there
  expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([`file://${report}`]);
});

test('says what it is for where nothing is watched', async ({ page }) => {
  await page.goto('./runs/');
  await expect(page.getByRole('heading', { name: 'No training is watched here' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: 'To the studio' }).click();
  await expect(page).toHaveTitle('Alae Studio');
});
