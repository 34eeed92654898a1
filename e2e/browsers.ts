import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { build } from 'vite';
import { installOnDebian } from '../tools/dev/debianPackages.ts';
import { servePage } from '../tools/io/servePage.ts';
import { exitWithError } from '../tools/io/userError.ts';
import type { BrowserKind } from './browsers/drivenBrowser.ts';
import { firefox } from './browsers/firefox.ts';
import { smoke } from './browsers/smoke.ts';
import { webkit } from './browsers/webkit.ts';

const KINDS: readonly BrowserKind[] = [firefox, webkit];
/** The next free one is taken where it is not. */
const PORT = 4299;

/** Builds the page and goes through its first steps in the browsers that the end-to-end tests do not drive. */
async function run(options: { readonly build: boolean }): Promise<void> {
  if (options.build) await build({ logLevel: 'error' });
  const page = await servePage({ outDir: 'dist', port: PORT, open: false, isGuest: true });
  try {
    for (const kind of KINDS) await runIn(kind, page.address);
  } finally {
    await page.close();
  }
}

async function runIn(kind: BrowserKind, url: string): Promise<void> {
  if (!kind.isInstalled()) installOnDebian(...kind.packages);
  if (!kind.isInstalled()) {
    print(`${kind.name}: skipped, it is not installed here (on Debian: ${kind.packages.join(', ')}).\n`);
    return;
  }
  const root = await mkdtemp(path.join(os.tmpdir(), 'alae-browsers-'));
  const [folder, downloads] = ['profile', 'downloads'].map((name) => path.join(root, name)) as [string, string];
  for (const each of [folder, downloads]) await mkdir(each);
  const beganMs = performance.now();
  let step = 'it starts';
  let title = kind.name;
  try {
    const browser = await kind.start({ folder, downloads });
    title = browser.title;
    try {
      const badge = await smoke(browser, url, downloads, (next) => {
        step = next;
      });
      print(`${title}: passed, ${((performance.now() - beganMs) / 1000).toFixed(1)} s. ${badge}.\n`);
    } finally {
      await browser.close();
    }
  } catch (error) {
    process.exitCode = 1;
    print(`${title}: FAILED where ${step}\n${error instanceof Error ? error.message : String(error)}\n`);
  } finally {
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

const print = (text: string) => void process.stdout.write(text);

new Command('npm run test:browsers --')
  .description(
    'Drop a photo, reconstruct, mix and export in Firefox and WebKitGTK; on Debian they are installed as root',
  )
  .option('--no-build', 'drive the page in dist as it is')
  .option('--verbose', 'show the stack when something fails')
  .addHelpText('after', '\nExample:\n  npm run test:browsers -- --no-build')
  .action(run)
  .parseAsync()
  .catch(exitWithError);
