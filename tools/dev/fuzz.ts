import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Argument, Command } from 'commander';
import { mapConcurrently } from '../dataset/concurrency.ts';
import { exitWithError } from '../io/userError.ts';
import { wholeNumber } from '../options/optionNumbers.ts';
import type { FuzzCounts, FuzzNews } from '../testing/fuzz/child.ts';
import { FUZZ_KINDS, type FuzzKindName } from '../testing/fuzz/kinds.ts';

const CHILD = fileURLToPath(new URL('../testing/fuzz/child.ts', import.meta.url));
const FUZZ_DEFAULTS = { count: 10_000, atOnce: 2 } as const;
/** An input that is not read by then hangs. */
const HANG_MS = 30_000;
/** The first news come when everything is loaded, which takes a busy machine a while. */
const LOADING_MS = 180_000;
const MOST_BYTES = 2 ** 30;

const TITLES: Readonly<Record<FuzzKindName, string>> = {
  photos: 'photos and their headers',
  zips: 'zips of photos',
  checkpoints: 'checkpoints',
  modelFolders: 'model folders',
  recipes: 'recipes in pictures',
  links: 'links',
  directions: 'directions',
  sessions: 'kept sessions',
  projects: 'project files',
  codes: 'files of codes',
};

interface FuzzOptions {
  readonly count: number;
  readonly seed: number;
  readonly jobs: number;
}

/** Reads damaged inputs of every kind, each kind in a process of its own, and says what became of them. */
async function fuzz(names: readonly FuzzKindName[], { count, seed, jobs }: FuzzOptions): Promise<void> {
  const chosen = names.length > 0 ? names : (Object.keys(FUZZ_KINDS) as FuzzKindName[]);
  const begunMs = performance.now();
  let failed = 0;
  process.stdout.write(`${count} damaged inputs of each kind, seed ${seed}\n`);
  async function* each() {
    yield* chosen;
  }
  await mapConcurrently(each(), jobs, async (name) => {
    const kindBegunMs = performance.now();
    const problem = await fuzzKind(name, count, seed).then(
      ({ used, refused, slowestMs, peakBytes }) => {
        const [seconds, slowest] = [(performance.now() - kindBegunMs) / 1000, slowestMs / 1000];
        const memory = `${Math.round(peakBytes / 2 ** 20)} MiB`;
        process.stdout.write(
          `${TITLES[name]}: ${used} used, ${refused} refused in a sentence; ${seconds.toFixed(0)} s, ` +
            `the slowest ${slowest.toFixed(2)} s, ${memory} at most\n`,
        );
        return peakBytes > MOST_BYTES ? `it took ${memory}, more than ${MOST_BYTES / 2 ** 20}` : undefined;
      },
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    if (problem === undefined) return;
    failed++;
    process.stdout.write(`${TITLES[name]}: FAILED\n${problem}\n`);
  });
  process.stdout.write(`${((performance.now() - begunMs) / 1000).toFixed(0)} s, ${failed} failed\n`);
  process.exitCode = failed > 0 ? 1 : 0;
}

/** @throws Error that says what was wrong: a failure of the program, a hang, a crash, or a file left behind */
async function fuzzKind(name: FuzzKindName, count: number, seed: number): Promise<FuzzCounts> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'alae-fuzz-'));
  try {
    const folders = { TMPDIR: path.join(root, 'tmp'), cwd: path.join(root, 'cwd') };
    for (const folder of Object.values(folders)) await mkdir(folder);
    const counts = await runChild([name, String(count), String(seed)], folders);
    const left = (await Promise.all(Object.values(folders).map((folder) => readdir(folder)))).flat();
    // tsx keeps what it has translated.
    const files = left.filter((file) => !file.startsWith('tsx-') && file !== 'node-compile-cache');
    if (files.length > 0) throw new Error(`It left files behind: ${files.slice(0, 5).join(', ')}.`);
    return counts;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

function runChild(args: readonly string[], { TMPDIR, cwd }: { TMPDIR: string; cwd: string }): Promise<FuzzCounts> {
  const tsx = import.meta.resolve('tsx'); // the child stands in a folder that has no packages
  const child = spawn(process.execPath, ['--import', tsx, CHILD, ...args], {
    cwd,
    env: { ...process.env, TMPDIR },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [reached, errors] = [0, ''];
  child.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk).slice(-4000);
  });
  return new Promise((resolve, reject) => {
    const watch = (limitMs: number) =>
      setTimeout(() => {
        child.kill('SIGKILL');
        reject(new Error(`It hangs soon after input ${reached}.`));
      }, limitMs);
    let timer = watch(LOADING_MS);
    createInterface({ input: child.stdout }).on('line', (line) => {
      clearTimeout(timer);
      timer = watch(HANG_MS);
      if (!line.startsWith('{')) return;
      const news = JSON.parse(line) as FuzzNews;
      if (news.state === 'running') reached = news.count;
      else if (news.state === 'failed') reject(new Error(news.message));
      else resolve(news);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`It crashed soon after input ${reached} (${signal ?? code}).\n${errors}`));
    });
  });
}

const aSeed = Math.floor(Math.random() * 2 ** 31);

new Command('npm run test:fuzz --')
  .description('Read damaged files of every kind: none may hang, crash, leave a file behind or take more than 1 GiB')
  .addArgument(new Argument('[kinds...]', 'only these').choices(Object.keys(FUZZ_KINDS)))
  .option('--count <n>', 'inputs of each kind', wholeNumber(1), FUZZ_DEFAULTS.count)
  .option('--seed <n>', 'which inputs; the same ones for the same number', wholeNumber(0), aSeed)
  .option('--jobs <n>', 'kinds at once', wholeNumber(1), FUZZ_DEFAULTS.atOnce)
  .addHelpText('after', '\nExample:\n  npm run test:fuzz -- zips recipes --count 1000')
  .action(fuzz)
  .parseAsync()
  .catch(exitWithError);
