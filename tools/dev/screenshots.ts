import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { Command } from 'commander';
import sharp from 'sharp';
import { build, preview } from 'vite';
import { exitWithError, messageOf, UserError } from '../io/userError.ts';
import { answersForRun } from '../watch/watchRun.ts';
import { ensureChromium } from './chromium.ts';
import { SCENES } from './pageScenes.ts';
import type { Scene } from './sceneSteps.ts';

const DEVICES = {
  wide: { viewport: { width: 1440, height: 960 } },
  narrow: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const;
const THEMES = ['light', 'dark'] as const;

interface ScreenshotOptions {
  readonly out: string;
  readonly only?: string;
  readonly dist: string;
  readonly build: boolean;
  readonly png: boolean;
  readonly run?: string;
}

/** Photographs every screen of the built page, wide and narrow, light and dark. */
async function takeScreenshots({ out, only, dist, build: isBuilt, png, run }: ScreenshotOptions): Promise<void> {
  const wanted = new RegExp(only ?? '');
  await mkdir(out, { recursive: true });
  if (isBuilt) await build({ logLevel: 'error', build: { outDir: dist, emptyOutDir: true } });
  const server = await preview({
    logLevel: 'error',
    build: { outDir: dist },
    preview: { port: 4299, host: 'localhost' },
    plugins: run === undefined ? [] : [answersForRun(run)],
  });
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: ['--disable-quic', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  });
  try {
    const address = server.resolvedUrls?.local[0];
    if (!address) throw new UserError('The local server did not start.');
    for (const scene of SCENES) {
      for (const [width, device] of Object.entries(DEVICES)) {
        const shots = THEMES.map((theme) => ({ theme, name: `${scene.name}-${width}-${theme}` }))
          .filter(({ name }) => wanted.test(name))
          .map(({ theme, name }) => ({ theme, file: join(out, `${name}.${png ? 'png' : 'webp'}`) }));
        if (shots.length === 0) continue;
        await photograph(browser, scene, { address, device, shots }).catch((error) => {
          process.stderr.write(`${scene.name} (${width}): ${messageOf(error)}\n`);
          process.exitCode = 1; // the others are worth having all the same
        });
      }
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

interface Sitting {
  readonly address: string;
  readonly device: (typeof DEVICES)[keyof typeof DEVICES];
  readonly shots: readonly { readonly theme: (typeof THEMES)[number]; readonly file: string }[];
}

/** Arranges a scene once and photographs it in each theme that is wanted. */
async function photograph(browser: Browser, scene: Scene, { address, device, shots }: Sitting): Promise<void> {
  const context = await browser.newContext({
    ...device,
    colorScheme: shots[0]!.theme,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    bypassCSP: true, // what the scenes wait for is evaluated as text
  });
  try {
    if (!scene.looksAgain) await context.addInitScript("localStorage.setItem('lookAgain', 'off')");
    const page = await context.newPage();
    page.on('pageerror', (error) => process.stderr.write(`${scene.name}: ${error.message}\n`));
    await scene.prepare?.(page);
    await page.goto(address + (scene.address ?? ''));
    await scene.arrange(page);
    await page.evaluate('document.fonts.ready');
    const overflow = (await page.evaluate<number>('document.documentElement.scrollWidth')) - device.viewport.width;
    if (overflow > 0) process.stderr.write(`${scene.name}: the page is ${overflow} pixels too wide.\n`);
    for (const { theme, file } of shots) {
      await page.emulateMedia({ colorScheme: theme });
      await page.evaluate('new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))');
      await sharp(await page.screenshot({ animations: 'disabled' })).toFile(file); // changes of colour at their end
      process.stdout.write(`${file}\n`);
    }
  } finally {
    await context.close();
  }
}

new Command('npm run screenshots --')
  .description('Photograph every screen of the page, wide and narrow, light and dark')
  .option('--out <dir>', 'folder for the pictures', 'docs/screenshots')
  .option('--only <pattern>', 'only names that match, for example "mix-wide"')
  .option('--dist <dir>', 'folder of the built page', 'dist')
  .option('--no-build', 'photograph the page as it was last built')
  .option('--run <dir>', 'run directory of train, for the pictures of the page that follows one')
  .option('--png', 'write PNG files in the place of WebP')
  .option('--verbose', 'show the stack when something fails')
  .addHelpText('after', '\nExample:\n  npm run screenshots -- --only "mix-.*-dark" --out /tmp/shots')
  .action(takeScreenshots)
  .parseAsync()
  .catch(exitWithError);
