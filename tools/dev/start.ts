import { Command } from 'commander';
import { build } from 'vite';
import { DEFAULT_PORT, servePage, servesFolder } from '../io/servePage.ts';
import { exitWithError } from '../io/userError.ts';
import { wholeNumber } from '../options/optionNumbers.ts';

interface StartOptions {
  readonly port: number;
  readonly open: boolean;
}

/**
 * Builds the page, serves it on this computer only, and opens it where there is a desktop. Ctrl-C ends it. Models are those of
 * public/models at any moment, not those of when it was built: some are published while they learn.
 */
async function start(options: StartOptions): Promise<void> {
  process.stdout.write('Building the studio …\n');
  await build({ logLevel: 'error' });
  const plugins = [servesFolder('models', 'public/models')];
  const { address } = await servePage({ outDir: 'dist', ...options, plugins });
  process.stdout.write(`\n  Alae Studio is ready:  ${address}\n\n  Ctrl-C stops it.\n`);
}

new Command('npm start --')
  .description('Build the studio and serve it on this computer')
  .option('--port <number>', 'port to serve on; the next free one if it is taken', wholeNumber(1, 65535), DEFAULT_PORT)
  .option('--no-open', 'do not open a browser')
  .option('--verbose', 'show the stack when something fails')
  .addHelpText('after', '\nExample:\n  npm start -- --port 8080')
  .action(start)
  .parseAsync()
  .catch(exitWithError);
