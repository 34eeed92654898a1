/**
 * Trains both kinds of G on the same images in the same order, one after the other, and measures them beside each other:
 *   tsx tools/dev/trialGenerators.ts --dataset data/cats --out trial
 * Called again it goes on where it was stopped.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { parse, stringify } from 'yaml';
import type { Pixels } from '../../src/image/pixels.ts';
import { parseStats } from '../../src/learning/feed.ts';
import { GENERATORS, type GeneratorKind } from '../../src/networks/architecture.ts';
import { median } from '../evaluation/statistics.ts';
import { readPixels, writePng } from '../io/imageFiles.ts';
import { exitWithError, UserError } from '../io/userError.ts';
import { checkpointNames } from '../run/checkpoint.ts';
import { statsFile } from '../run/runDirectory.ts';

interface TrialOptions {
  readonly dataset: string;
  readonly out: string;
  readonly config: string;
  readonly threads?: string;
}

const CLI = path.join(import.meta.dirname, '../cli.ts');
/** Sheets of an evaluation that are laid side by side. */
const SHEETS = ['samples.png', 'reconstructions.png'];

const command = new Command('trialGenerators')
  .requiredOption('-d, --dataset <dir>', 'data set made by prepare')
  .requiredOption('-o, --out <dir>', 'where runs, models and the evaluation go')
  .option(
    '-c, --config <file>',
    'training configuration without architecture.generator',
    'tools/configs/generators16.yaml',
  )
  .option('--threads <count>', 'cores (default: all)')
  .action(runTrial);

async function runTrial({ dataset, out, config, threads }: TrialOptions): Promise<void> {
  await mkdir(out, { recursive: true });
  const shared = parse(await readFile(config, 'utf8')) as { readonly architecture?: object };
  const models: string[] = [];
  for (const generator of GENERATORS) {
    const ownConfig = path.join(out, `${generator}.yaml`);
    await writeFile(ownConfig, stringify({ ...shared, architecture: { ...shared.architecture, generator } }));
    const run = path.join(out, 'runs', generator);
    const isBegun = (await checkpointNames(run)).length > 0;
    const cores = threads === undefined ? [] : ['--threads', threads];
    const data = ['--dataset', dataset, '--config', ownConfig, ...(isBegun ? ['--resume'] : [])];
    await alae('train', '--out', run, '--engine', 'traced', ...cores, ...data);
    const model = path.join(out, 'models', generator);
    await alae('export', run, '--out', model, '--force', '--no-replay');
    models.push(model);
  }
  const [first, second] = models as [string, string];
  const evaluation = path.join(out, 'evaluation');
  await alae('evaluate', '--model', first, '--compare', second, '--dataset', dataset, '--out', evaluation);
  for (const name of SHEETS) {
    const sides = await Promise.all(['first', 'second'].map((side) => readPixels(path.join(evaluation, side, name))));
    await writePng(path.join(out, name), besideEachOther(sides));
  }
  for (const generator of GENERATORS)
    process.stdout.write(await describeSpeed(generator, path.join(out, 'runs', generator)));
  process.stdout.write(`${SHEETS.join(' and ')} in ${out}: ${GENERATORS.join(' on the left, ')} on the right\n`);
}

/** Calls the command line in a process of its own. @throws UserError when it fails */
async function alae(...args: string[]): Promise<void> {
  process.stdout.write(`alae ${args.join(' ')}\n`);
  const child = spawn(process.execPath, ['--import', 'tsx', CLI, ...args], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0)
    throw new UserError(`alae ${args[0]} has not come to its end: see above, and call this again to go on.`);
}

/** Of the finest size, wholly faded in. */
async function describeSpeed(generator: GeneratorKind, run: string): Promise<string> {
  const lines = (await readFile(statsFile(run), 'utf8')).split('\n').flatMap((line) => parseStats(line) ?? []);
  const finest = Math.max(...lines.map(({ lod }) => lod));
  const speeds = lines.filter(({ lod, blend }) => lod === finest && blend === 1).map((line) => line.imagesPerSecond);
  const { imagesSeen, elapsedMs } = lines.at(-1)!;
  const minutes = Math.round(elapsedMs / 60_000);
  return `${generator}: ${imagesSeen} images in ${minutes} minutes, ${median(speeds).toFixed(1)} images/s at the finest size\n`;
}

function besideEachOther(sides: readonly Pixels[]): Pixels {
  const height = Math.max(...sides.map((side) => side.height));
  const width = sides.reduce((sum, side) => sum + side.width, 0);
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  let left = 0;
  for (const side of sides) {
    for (let y = 0; y < side.height; y++) {
      const row = side.data.subarray(4 * y * side.width, 4 * (y + 1) * side.width);
      data.set(row, 4 * (y * width + left));
    }
    left += side.width;
  }
  return { width, height, data };
}

await command.parseAsync().catch(exitWithError);
