import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Command, Option } from 'commander';
import { stringify } from 'yaml';
import { seededRandom } from '../../src/latent/random.ts';
import { LOSSES } from '../../src/learning/losses.ts';
import { ENGINES, type EngineName } from '../compute/devices.ts';
import { isLeftover } from '../io/atomicFile.ts';
import { exitWithError } from '../io/userError.ts';
import { wholeNumber } from '../options/optionNumbers.ts';
import { checkpointNames, readLatestCheckpoint } from '../run/checkpoint.ts';
import { STATS_FILE, type StatsLine } from '../run/runDirectory.ts';
import { prepareTinyDataset, TINY_ARCHITECTURE, TINY_TRAIN_COUNT } from './tinyRun.ts';

const BATCH = 4;
const CHECKPOINT_MS = 250;
/** Share of the kills that hit the program while it starts. */
const KILLED_EARLY = 0.2;
const POLL_MS = 4;

interface KillTestOptions {
  readonly kills: number;
  readonly engine: EngineName;
  readonly seed: number;
  /** A sitting is killed after at most so many iterations. */
  readonly sittingIterations: number;
  /** Whether the supervisor brings the training back, instead of a new command with --resume. */
  readonly isSupervised: boolean;
  readonly log?: (line: string) => void;
}

/** What the kills have hit. */
interface KillReport {
  readonly kills: number;
  readonly iterations: number;
  /** While the program started, while it trained, and of these while a checkpoint was due or being written. */
  readonly whileStarting: number;
  readonly whileTraining: number;
  readonly whileWriting: number;
  /** Most iterations that one kill has cost. */
  readonly mostIterationsLost: number;
}

/**
 * Kills a small training (SIGKILL) at random moments and lets it go on, across the change from 4 to 8 pixels, and
 * compares it with one that was left alone. After each kill there must be a whole checkpoint, no older than the one before,
 * and none that was due may be missing; at the end all losses, weights, averages and optimiser state must be the same bit for
 * bit, and nothing half-written may be left.
 * @throws Error that says what was not so
 */
export async function killTest({
  kills,
  engine,
  seed,
  log = () => {},
  ...options
}: KillTestOptions): Promise<KillReport> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'alae-kill-'));
  try {
    const data = await prepareTinyDataset(root);
    const iterations = Math.round((0.6 * kills + 1) * options.sittingIterations); // kills hit after half of them on average
    const config = path.join(root, 'config.yaml');
    await writeFile(config, stringify(tinyOptions(iterations)));
    const [whole, killed] = [path.join(root, 'whole'), path.join(root, 'killed')];
    const start = (out: string, ...more: string[]) =>
      startTraining(['--dataset', data, '--out', out, '--config', config, '--engine', engine, ...more]);
    await finish(start(whole, '--restarts', '0'));
    log(`${iterations} iterations without a kill`);
    const report = await trainUnderFire(killed, { ...options, kills, random: seededRandom(seed), log }, (...more) =>
      start(killed, ...more),
    );
    await compareRuns(whole, killed);
    return { ...report, iterations };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

const tinyOptions = (iterations: number) => ({
  architecture: TINY_ARCHITECTURE,
  epochsPerLod: (0.4 * iterations * BATCH) / TINY_TRAIN_COUNT,
  trainEpochs: (iterations * BATCH) / TINY_TRAIN_COUNT,
  batchSizePerLod: BATCH,
  r1Interval: 4,
  photo: {},
  averageHalfLifeImages: 100,
  checkpointMinutes: CHECKPOINT_MS / 60_000,
  sheetKimg: 0.2,
});

interface Fire extends Pick<KillTestOptions, 'kills' | 'sittingIterations' | 'isSupervised'> {
  readonly random: () => number;
  readonly log: (line: string) => void;
}

async function trainUnderFire(
  run: string,
  { kills, sittingIterations, isSupervised, random, log }: Fire,
  start: (...more: string[]) => Training,
): Promise<Omit<KillReport, 'iterations'>> {
  const report = { kills, whileStarting: 0, whileTraining: 0, whileWriting: 0, mostIterationsLost: 0 };
  let last = await imagesOfCheckpoint(run);
  const startAgain = () =>
    isSupervised
      ? start('--restarts', String(kills))
      : start('--restarts', '0', ...(last === undefined ? [] : ['--resume']));
  let training = startAgain();
  for (let kill = 0; kill < kills; kill++) {
    if (random() < KILLED_EARLY && !isSupervised) {
      await setTimeout(1000 * random());
    } else {
      const trainer = await training.nextTrainer();
      const reached = (await linesOf(run)).length;
      const goal = reached + Math.floor(sittingIterations * random());
      while ((await linesOf(run)).length < goal && !training.hasEnded()) await setTimeout(POLL_MS);
      await setTimeout(2 * POLL_MS * random());
      if (training.hasEnded()) throw new Error(`The training ended before kill ${kill + 1}: ${training.output()}`);
      if (isSupervised) process.kill(trainer, 'SIGKILL');
    }
    if (!isSupervised) {
      const isTraining = training.isTraining();
      await training.kill();
      report[isTraining ? 'whileTraining' : 'whileStarting'] += 1;
      const { lost, isDue } = await checkAfterKill(run, last);
      if (isTraining && isDue) report.whileWriting += 1;
      if (isTraining) report.mostIterationsLost = Math.max(report.mostIterationsLost, lost);
      last = await imagesOfCheckpoint(run);
      log(
        `kill ${kill + 1} of ${kills} ${isTraining ? `after ${last} images` : 'at the start'}, ${lost} iterations lost`,
      );
      training = startAgain();
    } else report.whileTraining += 1;
  }
  await finish(training);
  return report;
}

/** What the kill has cost, in iterations, and whether a checkpoint was due at that moment. */
async function checkAfterKill(run: string, before: number | undefined): Promise<{ lost: number; isDue: boolean }> {
  const names = await checkpointNames(run).catch((): string[] => []);
  if (names.length === 0) {
    if (before !== undefined) throw new Error('The kill has cost the only checkpoint.');
    return { lost: 0, isDue: false };
  }
  const { progress } = await readLatestCheckpoint(run);
  if (progress.imagesSeen !== Number(names.at(-1))) throw new Error(`The checkpoint ${names.at(-1)} is damaged.`);
  if (before !== undefined && progress.imagesSeen < before)
    throw new Error(`The checkpoint of ${before} images is gone.`);
  const since = (await linesOf(run)).filter(({ imagesSeen }) => imagesSeen > progress.imagesSeen);
  const due = since.findIndex(({ elapsedMs }) => elapsedMs - progress.elapsedMs > CHECKPOINT_MS);
  if (due !== -1 && due < since.length - 1)
    throw new Error(`${since.length} iterations are lost: more than an interval.`);
  return { lost: since.length, isDue: due !== -1 };
}

const imagesOfCheckpoint = async (run: string): Promise<number | undefined> => {
  const name = (await checkpointNames(run)).at(-1);
  return name === undefined ? undefined : Number(name);
};

/** The lines of stats.jsonl: one for every iteration. What a kill has cut short is no line. */
async function linesOf(run: string): Promise<StatsLine[]> {
  const text = await readFile(path.join(run, STATS_FILE), 'utf8').catch(() => '');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return whole.filter((line) => line !== '').map((line) => JSON.parse(line) as StatsLine);
}

async function compareRuns(whole: string, killed: string): Promise<void> {
  const [expected, found] = [await lossesOf(whole), await lossesOf(killed)];
  const different = expected.findIndex((line, i) => !isDeepStrictEqual(line, found[i]));
  if (different !== -1 || found.length !== expected.length) {
    throw new Error(
      `The losses differ: ${JSON.stringify(expected[different])} is ${JSON.stringify(found[different])} after kills.`,
    );
  }
  const [a, b] = [await readLatestCheckpoint(whole), await readLatestCheckpoint(killed)];
  if (!isDeepStrictEqual(a.state, b.state)) throw new Error('The weights differ.');
  const left = (await readdir(killed, { recursive: true })).filter((name) => isLeftover(path.basename(name)));
  if (left.length > 0) throw new Error(`Half-written files are left: ${left.join(', ')}.`);
}

const lossesOf = async (run: string) =>
  (await linesOf(run)).map((line) => ({
    imagesSeen: line.imagesSeen,
    lod: line.lod,
    blend: line.blend,
    learningRate: line.learningRate,
    losses: LOSSES.map((loss) => line[loss]),
  }));

interface Training {
  readonly child: ChildProcess;
  output(): string;
  hasEnded(): boolean;
  /** Whether the first iteration may have begun. */
  isTraining(): boolean;
  /** The process that trains, once it does: each of them is told once. */
  nextTrainer(): Promise<number>;
  kill(): Promise<void>;
}

function startTraining(args: readonly string[]): Training {
  const cli = path.join(import.meta.dirname, '..', 'cli.ts');
  const command = ['--import', 'tsx', cli, 'train', ...args];
  const child = spawn(process.execPath, [...command, '--device', 'wasm', '--stats-seconds', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  let output = '';
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  const collect = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const trainers = () => [...output.matchAll(/^Training with .* \(process (\d+)\)/gm)].map((match) => Number(match[1]));
  let told = 0;
  return {
    child,
    output: () => output,
    hasEnded: () => hasEnded,
    isTraining: () => trainers().length > 0,
    nextTrainer: async () => {
      while (trainers().length <= told) {
        if (hasEnded) throw new Error(`The training does not start: ${output}`);
        await setTimeout(POLL_MS);
      }
      return trainers()[told++]!;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function finish({ child, output, hasEnded }: Training): Promise<void> {
  if (!hasEnded()) await new Promise((resolve) => child.on('close', resolve));
  if (child.exitCode !== 0) throw new Error(`The training failed: ${output()}`);
}

interface KillTestArguments extends Omit<KillTestOptions, 'isSupervised' | 'log'> {
  readonly supervised: boolean;
}

if (process.argv[1] === import.meta.filename) {
  new Command('npm run test:kill --')
    .description('Kill a small training at random moments and check that nothing is lost')
    .option('--kills <count>', 'how often', wholeNumber(1, 10_000), 50)
    .option('--sitting-iterations <count>', 'kill after at most so many iterations', wholeNumber(1), 40)
    .option('--seed <number>', 'seed of the moments', wholeNumber(0), 1)
    .addOption(new Option('--engine <name>', 'engine that trains').choices(ENGINES).default('eager'))
    .option('--supervised', 'kill only the training process, which its supervisor starts again', false)
    .option('--verbose', 'show the stack when something fails')
    .addHelpText('after', '\nExample:\n  npm run test:kill -- --kills 10 --engine traced')
    .action(async ({ supervised, ...options }: KillTestArguments) => {
      const log = (line: string) => process.stdout.write(`${line}\n`);
      const report = await killTest({ ...options, isSupervised: supervised, log });
      log(`Nothing was lost or damaged: ${JSON.stringify(report)}`);
    })
    .parseAsync()
    .catch(exitWithError);
}
