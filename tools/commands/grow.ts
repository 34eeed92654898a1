import { spawn } from 'node:child_process';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Command } from 'commander';
import { openDataset } from '../dataset/dataset.ts';
import { MANIFEST_FILE, type Manifest } from '../dataset/manifest.ts';
import { FINEST_RESOLUTION, prepareDataset } from '../dataset/prepare.ts';
import { createProgressLine } from '../io/progress.ts';
import { messageOf, notWritten, UserError } from '../io/userError.ts';
import { checkModelReplaceable } from '../model/writeModelFolder.ts';
import { numberBetween, wholeNumber } from '../options/optionNumbers.ts';
import { checkpointNames } from '../run/checkpoint.ts';
import { CHOSEN_FILE, checkNewRun } from '../run/runDirectory.ts';
import { createRunFeed } from '../run/runFeed.ts';
import { finestFor, suggestOptions } from '../run/suggestOptions.ts';
import { DEFAULT_WATCH_PORT } from './watch.ts';

/** With fewer images than this a model learns them by heart. */
const FEW_IMAGES = 500;
/** With fewer, nothing comes of it. */
const LEAST_IMAGES = 16;
/** What part of the images being copies, or flat, is said. */
const MANY_PART = 0.5;
const RESTARTS = 3;
/** How often it is looked whether there is something to publish. */
const LOOK_MS = 5000;
/** How long a training that is about to end is waited for. */
const PATIENCE_MS = 120_000;

interface GrowOptions {
  readonly out?: string;
  readonly models: string;
  readonly data: string;
  readonly hours?: number;
  readonly title?: string;
  readonly publishMinutes: number;
  readonly port: number;
  readonly open: boolean;
}

export const growCommand = new Command('grow')
  .description(
    'From a folder of photos to a model in the studio: prepare, train, watch and publish; called again it goes on',
  )
  .argument('<input...>', 'folder or .zip of photos, TFRecord files, or a data set made by prepare')
  .option(
    '-o, --out <run>',
    'run directory, whose name becomes the name of the model (default: runs/ and the name of the input)',
  )
  .option(
    '--hours <number>',
    'stop after this time; the first call also divides it among the sizes',
    numberBetween(0.01, 10_000),
  )
  .option('--title <text>', 'name for people (default: the name of the model)')
  .option('--data <dir>', 'folder that prepared images are put into', 'data')
  .option('--models <dir>', 'folder that the model is published into', 'public/models')
  .option('--publish-minutes <number>', 'time between publications', numberBetween(0.1, 1e6), 15)
  .option('--port <number>', 'port of the page that follows the training', wholeNumber(1, 65535), DEFAULT_WATCH_PORT)
  .option('--no-open', 'do not open a browser')
  .addHelpText(
    'after',
    '\nCtrl-C stops after the current iteration, with a checkpoint, and publishes once more.\n\nExamples:\n' +
      '  npm run alae -- grow photos/cats\n' +
      '  npm run alae -- grow cats.zip --out runs/my-cats --hours 8 --title "My cats"',
  )
  .action((input: [string, ...string[]], options: GrowOptions) => grow(input, options));

/** @throws UserError */
async function grow(input: readonly [string, ...string[]], options: GrowOptions): Promise<void> {
  const name = nameOf(options.out ?? path.parse(path.resolve(input[0])).name);
  const run = options.out ?? path.join('runs', name);
  const model = path.join(options.models, name);
  const isBegun = (await checkpointNames(run)).length > 0;
  if (!isBegun) {
    await checkNewRun(run);
    await checkModelReplaceable(model, false).catch((cause) => {
      throw new UserError(`${model} holds a model already, and ${run} no training of it: give --out another name.`, {
        cause,
      });
    });
  }
  await waitForOthers(run);
  const hasCard = await findCard();
  const dataset = await prepared(input, path.join(options.data, name), isBegun, hasCard);
  const { manifest } = await openDataset(dataset);
  const warning = describeFewImages(dataset, manifest);
  if (warning) process.stderr.write(`${warning}\n`);
  const config = isBegun ? [] : ['--config', await chooseConfiguration(run, manifest, hasCard, options.hours)];
  const minutes = options.hours === undefined ? undefined : 60 * options.hours;

  const { watchRun } = await import('../watch/watchRun.ts');
  const page = await watchRun(run, { port: options.port, open: options.open, isGuest: true });
  process.stdout.write(`Follow it at ${page.address}; the studio (npm start) lists ${name} once it is published.\n`);
  const publisher = publishRegularly(run, model, options);
  try {
    const { superviseTraining } = await import('../training/supervisor.ts');
    await superviseTraining({ out: run, ...(minutes !== undefined && { minutes }), restarts: RESTARTS }, [
      ...['train', '--dataset', dataset, '--out', run, ...config],
      ...(isBegun ? ['--resume'] : []),
      ...(minutes === undefined ? [] : ['--minutes', String(minutes)]),
    ]);
  } finally {
    await publisher.finish();
    await page.close();
  }
  process.stdout.write(
    `The same call goes on: npm run alae -- grow ${input.join(' ')}${options.out ? ` --out ${run}` : ''}\n`,
  );
}

/** A name for folders and addresses. */
const nameOf = (text: string): string =>
  path
    .basename(path.resolve(text))
    .replace(/[^\w-]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'model';

/** A training whose supervisor was killed stops by itself, with a checkpoint, after its iteration. @throws UserError when it does not */
async function waitForOthers(run: string): Promise<void> {
  const feed = createRunFeed(run);
  for (let waitedMs = 0; (await feed.read()).state === 'running'; waitedMs += LOOK_MS) {
    if (waitedMs === 0) process.stdout.write(`Waiting for the training that is still at work on ${run} …\n`);
    if (waitedMs >= PATIENCE_MS) {
      throw new UserError(
        `A training is at work on ${run}: stop it with Ctrl-C where it runs, or follow it with npm run alae -- watch ${run}.`,
      );
    }
    await setTimeout(LOOK_MS);
  }
}

async function findCard(): Promise<boolean> {
  const { startBackend } = await import('../compute/backend.ts');
  const backend = await startBackend('auto');
  await backend.close();
  return backend.name === 'webgpu';
}

/** The data set of the images, made now unless that has been done. @returns its directory */
async function prepared(
  input: readonly [string, ...string[]],
  out: string,
  isBegun: boolean,
  hasCard: boolean,
): Promise<string> {
  const isDataset = (directory: string) =>
    stat(path.join(directory, MANIFEST_FILE)).then(
      () => true,
      () => false,
    );
  if (await isDataset(input[0])) return input[0];
  const isThere = await isDataset(out);
  if (isThere) {
    const { manifest } = await openDataset(out);
    if (manifest.source !== path.basename(path.resolve(input[0]))) {
      throw new UserError(
        `${out} holds the images of ${manifest.source}, not of ${input[0]}: give --out another name.`,
      );
    }
    if (isBegun) return out; // else the images may have become others since
  }
  if (isBegun) process.stdout.write(`${out} is gone: it is made again.\n`);
  const line = createProgressLine();
  try {
    const manifest = await prepareDataset({
      input,
      out,
      force: isThere,
      finestResolution: Math.min(FINEST_RESOLUTION, finestFor(hasCard)),
      onProgress: (step, done) => line.update(`${step} images: ${done}`),
    });
    line.clear();
    const { counts, skipped, resolutions } = manifest;
    const left = skipped.length > 0 ? `; ${skipped.length} left out, named in ${out}/${MANIFEST_FILE}` : '';
    process.stdout.write(
      `${out}: ${counts.train} training images and ${counts.test} test images at up to ${resolutions.at(-1)} pixels${left}.\n`,
    );
    return out;
  } finally {
    line.clear();
  }
}

/**
 * What to expect of few images, of copies and of images that show nothing.
 * @throws UserError where nothing would come of it
 */
export function describeFewImages(dataset: string, { counts, skipped }: Manifest): string | undefined {
  const usable = counts.train + counts.test;
  const all = usable + skipped.filter(({ filter }) => filter !== undefined).length;
  const reasons = (['duplicate', 'flat', 'dark'] as const).flatMap((filter) => {
    const count = skipped.filter((image) => image.filter === filter).length;
    const words = { duplicate: 'are copies of others', flat: 'are of one colour', dark: 'are nearly black' };
    return count > MANY_PART * all ? [`${count} of ${all} ${words[filter]}`] : [];
  });
  const why = reasons.length > 0 ? ` (${reasons.join(', ')})` : '';
  if (counts.train < LEAST_IMAGES) {
    throw new UserError(
      `${dataset} leaves ${counts.train} training images${why}: nothing comes of fewer than ${LEAST_IMAGES}; add images.`,
    );
  }
  if (usable < FEW_IMAGES) {
    return (
      `${dataset} has ${usable} different images${why}: the model will learn them by heart. Expect fair pictures of these and poor ones of ` +
      `others; from ${FEW_IMAGES} on it begins to be a model of more, and 5,000 are better.`
    );
  }
  return why ? `${dataset} has ${usable} different images${why}.` : undefined;
}

/** Chooses a configuration, prints it and keeps it in the run. @returns its file */
async function chooseConfiguration(
  run: string,
  { counts, resolutions, channels }: Manifest,
  hasCard: boolean,
  hours: number | undefined,
): Promise<string> {
  const resolution = Math.min(resolutions.at(-1)!, finestFor(hasCard));
  const cores = os.availableParallelism();
  const { yaml } = suggestOptions({ trainCount: counts.train, resolution, channels, hasCard, cores, hours });
  const file = path.join(run, CHOSEN_FILE);
  try {
    await mkdir(run, { recursive: true });
    await writeFile(file, yaml);
  } catch (cause) {
    throw notWritten(file, cause);
  }
  process.stdout.write(`\n${yaml}\n`);
  return file;
}

/** Publishes the newest state from time to time, in a process of its own; once more at the end. */
function publishRegularly(run: string, model: string, { publishMinutes, title }: GrowOptions) {
  let published: string | undefined;
  let publishedAtMs = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | undefined;

  async function publish(): Promise<void> {
    const newest = (await checkpointNames(run)).at(-1);
    // The checkpoint of before the first iteration shows nothing but random numbers.
    if (newest === undefined || Number.parseInt(newest, 10) === 0 || newest === published) return;
    published = newest;
    publishedAtMs = performance.now();
    const args = ['export', run, '--out', model, '--force', ...(title === undefined ? [] : ['--title', title])];
    const failure = await runQuietly(args);
    if (failure !== undefined) published = undefined;
    const state = `${Number.parseInt(newest, 10).toLocaleString('en')} images`;
    process.stdout.write(failure === undefined ? `Published at ${state}: ${model}\n` : `Not published: ${failure}\n`);
  }
  const publishOnce = (): Promise<void> => {
    running ??= publish()
      .catch((cause) => void process.stdout.write(`Not published: ${messageOf(cause)}\n`))
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  const timer = setInterval(() => {
    if (performance.now() - publishedAtMs >= publishMinutes * 60_000) void publishOnce();
  }, LOOK_MS);
  return {
    async finish() {
      clearInterval(timer);
      await running;
      await publishOnce();
    },
  };
}

/** This program with other arguments. @returns what it said went wrong, where something did */
function runQuietly(args: readonly string[]): Promise<string | undefined> {
  const child = spawn(process.execPath, [...process.execArgv, process.argv[1]!, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr!.on('data', (chunk) => {
    said += chunk;
  });
  return new Promise((resolve) => {
    child.on('error', (cause) => resolve(messageOf(cause)));
    child.on('close', (code) => resolve(code === 0 ? undefined : said.trim() || `it ended with code ${code}`));
  });
}
