import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Argument, Command } from 'commander';
import { z } from 'zod';
import { createProgressLine } from '../io/progress.ts';
import { exitWithError } from '../io/userError.ts';
import { ensurePyTorch } from '../torch/python.ts';
import { ensureChromium } from './chromium.ts';
import { weighFirstLoad } from './firstLoad.ts';

const PROJECTS = ['page', 'worker', 'tools', 'e2e'];

interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly output: string;
  /** What passed only when it was tried again, and how it had failed. */
  readonly secondTries?: readonly string[];
  /** Why the step did not run. */
  readonly skipped?: string;
}

interface Step {
  readonly title: string;
  /** `reports` is an empty directory for the runner's own report. */
  readonly run: (reports: string) => Promise<Outcome>;
}

const STEPS = {
  types: { title: 'type check', run: checkTypes },
  biome: { title: 'Biome', run: () => asOneTest(runTool('@biomejs/biome', ['ci', '--colors=off'])) },
  unit: { title: 'unit tests', run: (reports) => runVitest(reports) },
  build: { title: 'page build', run: () => asOneTest(runTool('vite', ['build', '--logLevel', 'warn'])) },
  weight: { title: 'first load', run: checkFirstLoad },
  e2e: { title: 'end-to-end tests', run: runEndToEndTests },
  torch: { title: 'PyTorch tests', run: runTorchTests },
} satisfies Record<string, Step>;
type StepName = keyof typeof STEPS;
const STEP_NAMES = Object.keys(STEPS) as StepName[];
/** What needs nothing but Node and a browser. */
const USUAL_STEPS = STEP_NAMES.filter((name) => name !== 'torch');

/** Runs the steps in order, one line each, and the output of those that fail. */
async function test(names: readonly StepName[]): Promise<void> {
  const total = { passed: 0, failed: 0 };
  for (const name of names.length > 0 ? names : USUAL_STEPS) {
    const { passed, failed } = await runStep(STEPS[name]);
    total.passed += passed;
    total.failed += failed;
    if (name === 'build' && failed > 0) {
      process.stdout.write('end-to-end tests: not run, there is no page to open\n');
      break;
    }
  }
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

async function runStep({ title, run }: Step): Promise<Outcome> {
  const startedMs = performance.now();
  const line = createProgressLine(process.stdout);
  line.update(`${title} …`);
  const reports = await mkdtemp(path.join(os.tmpdir(), 'alae-test-'));
  let outcome: Outcome;
  try {
    outcome = await run(reports);
  } catch (error) {
    outcome = { passed: 0, failed: 1, output: error instanceof Error ? error.message : String(error) };
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
  const { passed, failed, output, skipped, secondTries = [] } = outcome;
  line.clear();
  if (skipped) {
    process.stdout.write(`${title}: skipped, ${skipped}\n`);
    return outcome;
  }
  const verdict = failed > 0 ? `FAILED (${failed} of ${passed + failed})` : `passed (${passed})`;
  process.stdout.write(`${title}: ${verdict}, ${((performance.now() - startedMs) / 1000).toFixed(1)} s\n`);
  for (const secondTry of secondTries) process.stdout.write(`  passed at the second try: ${secondTry}\n`);
  if (failed > 0) process.stdout.write(`${output.trimEnd()}\n`);
  return outcome;
}

interface Exit {
  readonly code: number;
  readonly output: string;
}

/** Runs the executable of an installed package with this Node, and collects what it prints. */
function runTool(packageName: string, args: readonly string[], env: Record<string, string> = {}): Promise<Exit> {
  const { file, bin } = executableOf(packageName);
  const child = spawn(process.execPath, [path.join(path.dirname(file), bin), ...args], {
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function executableOf(packageName: string): { file: string; bin: string } {
  const require = createRequire(import.meta.url);
  const file = require.resolve(`${packageName}/package.json`);
  const { bin } = z.object({ bin: z.union([z.string(), z.record(z.string(), z.string())]) }).parse(require(file));
  return { file, bin: typeof bin === 'string' ? bin : Object.values(bin)[0]! };
}

async function asOneTest(exit: Promise<Exit>): Promise<Outcome> {
  const { code, output } = await exit;
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
}

async function checkTypes(): Promise<Outcome> {
  const exits: Exit[] = [];
  for (const project of PROJECTS) exits.push(await runTool('typescript', ['-p', `tsconfig.${project}.json`]));
  const code = Math.max(...exits.map((exit) => exit.code));
  return asOneTest(Promise.resolve({ code, output: exits.map((exit) => exit.output).join('') }));
}

/** Of the page as it is built: `build` comes before it. */
async function checkFirstLoad(): Promise<Outcome> {
  const { isLight, sentence } = await weighFirstLoad('dist');
  return { passed: isLight ? 1 : 0, failed: isLight ? 0 : 1, output: sentence };
}

const vitestReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });

async function runTorchTests(reports: string): Promise<Outcome> {
  if (ensurePyTorch()) return runVitest(reports, '--config', 'tools/torch/vitest.config.ts');
  const skipped = 'there is no Python with PyTorch, numpy and Pillow here (on Debian: python3-torch, python3-pil)';
  return { passed: 0, failed: 0, output: '', skipped };
}

async function runVitest(reports: string, ...more: string[]): Promise<Outcome> {
  const file = path.join(reports, 'unit.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...more];
  const exit = await runTool('vitest', args);
  const { numPassedTests, numFailedTests } = vitestReport.parse(await readReport(file, exit));
  return counted(numPassedTests, numFailedTests, exit);
}

const playwrightSpec = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(
    z.object({
      status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
      results: z.array(z.object({ error: z.object({ message: z.string().optional() }).optional() })),
    }),
  ),
});
/** Of a file, or of a `describe` in one. */
const playwrightSuite = z.object({
  specs: z.array(playwrightSpec),
  get suites() {
    return z.array(playwrightSuite).optional();
  },
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  suites: z.array(playwrightSuite),
});

const specsOf = (suites: readonly z.infer<typeof playwrightSuite>[]): z.infer<typeof playwrightSpec>[] =>
  suites.flatMap((suite) => [...suite.specs, ...specsOf(suite.suites ?? [])]);

/** Without colours. */
const firstLine = (text = ''): string => stripVTControlCharacters(text).split('\n')[0]!;

async function runEndToEndTests(reports: string): Promise<Outcome> {
  ensureChromium();
  const file = path.join(reports, 'e2e.json');
  const exit = await runTool('@playwright/test', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  const { stats, suites } = playwrightReport.parse(await readReport(file, exit));
  const secondTries = specsOf(suites).flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'flaky')
      .map(({ results: [first] }) => `${file}, ${title}\n    ${firstLine(first?.error?.message)}`),
  );
  return { ...counted(stats.expected + stats.flaky, stats.unexpected, exit), secondTries };
}

async function readReport(file: string, { output }: Exit): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`The tests did not run:\n${output}`);
  });
  return JSON.parse(text);
}

/** A runner that fails without a failing test (a file that does not load, say) counts as one failure. */
const counted = (passed: number, failed: number, { code, output }: Exit): Outcome => ({
  passed,
  failed: code === 0 ? failed : Math.max(1, failed),
  output,
});

new Command('npm test --')
  .description(
    'Check types and style, run the unit tests, build the page and drive it in a browser; torch: with PyTorch, by name only',
  )
  .addArgument(new Argument('[steps...]', 'only these').choices(STEP_NAMES))
  .addHelpText('after', '\nExample:\n  npm test -- types unit')
  .action(test)
  .parseAsync()
  .catch(exitWithError);
