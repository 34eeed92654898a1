import { Command } from 'commander';
import { wholeNumber } from '../options/optionNumbers.ts';
import type { WatchOptions } from '../watch/watchRun.ts';

export const DEFAULT_WATCH_PORT = 4180;

interface WatchCommandOptions extends WatchOptions {
  readonly out?: string;
}

export const watchCommand = new Command('watch')
  .description('Follow a training in the browser: losses, speed, sample sheets; or write them down as a report')
  .argument('<run>', 'run directory of train; it may be one that does not exist yet')
  .option('-o, --out <file>', 'write a report, one HTML file with everything in it, and end')
  .option(
    '--port <number>',
    'port to serve on; the next free one if it is taken',
    wholeNumber(1, 65535),
    DEFAULT_WATCH_PORT,
  )
  .option('--no-open', 'do not open a browser')
  .addHelpText(
    'after',
    '\nExamples:\n  npm run alae -- watch runs/cats\n  npm run alae -- watch runs/cats --out report.html',
  )
  .action(async (run: string, { out, ...options }: WatchCommandOptions) => {
    if (out !== undefined) {
      const { writeReport } = await import('../watch/runReport.ts');
      const { byteLength, sheetCount } = await writeReport(run, out);
      process.stdout.write(`${out}: ${sheetCount} sample sheets, ${(byteLength / 1e6).toFixed(1)} MB\n`);
      return;
    }
    const { watchRun } = await import('../watch/watchRun.ts');
    process.stdout.write('Building the page …\n');
    const { address } = await watchRun(run, options);
    process.stdout.write(`\n  Watching ${run}:  ${address}\n\n  Ctrl-C stops watching, not the training.\n`);
  });
