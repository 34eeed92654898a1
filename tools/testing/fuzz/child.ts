/** Reads damaged inputs of one kind and tells, a line of JSON each, how far it is: tsx child.ts <kind> <count> <seed> */
import fc from 'fast-check';
import { FUZZ_KINDS, type FuzzKindName } from './kinds.ts';

/** What a child tells its parent. */
export type FuzzNews =
  | { readonly state: 'running'; readonly count: number }
  | ({ readonly state: 'done' } & FuzzCounts)
  | { readonly state: 'failed'; readonly message: string };

export interface FuzzCounts {
  readonly used: number;
  readonly refused: number;
  readonly slowestMs: number;
  readonly peakBytes: number;
}

const NEWS_EVERY_MS = 1000;

const [name, count, seed] = process.argv.slice(2);
const tell = (news: FuzzNews) => void process.stdout.write(`${JSON.stringify(news)}\n`);

async function run(): Promise<FuzzNews> {
  const { inputs, read } = await FUZZ_KINDS[name as FuzzKindName]();
  const counts = { used: 0, refused: 0, slowestMs: 0 };
  let toldMs = 0;
  const property = fc.asyncProperty(inputs, async (input) => {
    const begunMs = performance.now();
    if (begunMs - toldMs > NEWS_EVERY_MS) {
      tell({ state: 'running', count: counts.used + counts.refused });
      toldMs = begunMs;
    }
    counts[(await read(input)) ? 'used' : 'refused']++;
    counts.slowestMs = Math.max(counts.slowestMs, performance.now() - begunMs);
  });
  const details = await fc.check(property, { numRuns: Number(count), seed: Number(seed) });
  if (details.failed) {
    const error = details.errorInstance;
    const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { state: 'failed', message: `${fc.defaultReportMessage(details)}\n${cause}` };
  }
  return { state: 'done', ...counts, peakBytes: 1024 * process.resourceUsage().maxRSS };
}

tell(await run());
process.exit(0);
