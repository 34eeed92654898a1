import { Command } from 'commander';
import { build, preview } from 'vite';
import { wholeNumber } from './options.ts';
import { exitWithError, UserError } from './userError.ts';

const DEFAULT_PORT = 4173;

interface StartOptions {
  readonly port: number;
  readonly open: boolean;
}

/** Builds the page, serves it on this computer only, and opens it where there is a desktop. Ctrl-C ends it. */
async function start({ port, open }: StartOptions): Promise<void> {
  process.stdout.write('Building the studio …\n');
  await build({ logLevel: 'error' });
  // A taken port makes Vite try the next one.
  const server = await preview({ logLevel: 'error', preview: { port, host: 'localhost', open: open && hasDesktop() } });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new UserError('The local server did not start: try another port with npm start -- --port 8080.');
  process.stdout.write(`\n  Alae Studio is ready:  ${address}\n\n  Ctrl-C stops it.\n`);
  process.once('SIGINT', () => void server.close().finally(() => process.exit(0)));
}

const hasDesktop = (): boolean =>
  process.platform === 'darwin' ||
  process.platform === 'win32' ||
  Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

new Command('npm start --')
  .description('Build the studio and serve it on this computer')
  .option('--port <number>', 'port to serve on; the next free one if it is taken', wholeNumber(1, 65535), DEFAULT_PORT)
  .option('--no-open', 'do not open a browser')
  .option('--verbose', 'show the stack when something fails')
  .addHelpText('after', '\nExample:\n  npm start -- --port 8080')
  .action(start)
  .parseAsync()
  .catch(exitWithError);
