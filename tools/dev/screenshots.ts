import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { Command } from 'commander';
import sharp from 'sharp';
import { build, preview } from 'vite';
import { exitWithError, messageOf, UserError } from '../io/userError.ts';
import { answersForRun } from '../watch/watchRun.ts';
import { ensureChromium } from './chromium.ts';

interface Scene {
  readonly name: string;
  /** Before the page opens: what the network does. */
  readonly prepare?: (page: Page) => Promise<void>;
  /** The address after the page's own. */
  readonly address?: string;
  /** Brings the page to where the picture is taken. */
  readonly arrange: (page: Page) => Promise<void>;
}

const SHARDS = '**/models/**/*.bin';

const pictures = (page: Page) => page.locator('main [role=img] canvas');

/** Waits until the page computes nothing that it shows. (What runs in the page is text: Node knows no `document`.) */
async function settle(page: Page, atLeast: number): Promise<void> {
  await pictures(page)
    .nth(atLeast - 1)
    .waitFor({ timeout: 120_000 });
  await page.waitForFunction("document.querySelectorAll('.animate-shimmer, canvas.opacity-55').length === 0");
}

/** Leaves the shelf of sample cats empty. */
const withoutSamples = (page: Page) =>
  page.route('**/samples/samples.json', (route) =>
    route.fulfill({ json: { origin: '', licence: '', size: 0, samples: [] } }),
  );

/** Waits for the model where no picture says that it is there. */
const modelStarts = (page: Page) =>
  page.getByRole('button', { name: /^Computed by / }).waitFor({ state: 'attached', timeout: 120_000 });

/** Waits for the list of directions, whose pictures are drawn once they are in view. */
const directionsOpen = (page: Page) => page.getByRole('region', { name: 'Directions' }).waitFor({ timeout: 120_000 });

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function openModelCard(page: Page): Promise<void> {
  await settle(page, 13);
  await page
    .getByRole('button', { name: /About the model|×/ })
    .first()
    .click();
  await page.getByRole('dialog').waitFor();
}

const SCENES: readonly Scene[] = [
  { name: 'reconstruct', arrange: (page) => settle(page, 13) },
  { name: 'mix', address: '#mix', arrange: (page) => settle(page, 30) },
  {
    name: 'mix-pointed',
    address: '#mix',
    async arrange(page) {
      await settle(page, 30);
      await page.locator('.mix-row').nth(3).locator('.mix-cell').nth(2).hover();
      await page.getByRole('tooltip').waitFor();
    },
  },
  {
    name: 'mix-share',
    address: '#mix',
    async arrange(page) {
      await settle(page, 30);
      const row = page.getByRole('region', { name: /^Row 2:/ });
      for (const [block, presses] of [3, 7, 5].entries()) {
        for (let i = 0; i < presses; i++) await row.locator('[data-block]').nth(block).press('Shift+ArrowUp');
      }
      await row.locator('[data-block]').nth(1).click({ button: 'right' });
      await page.getByRole('dialog').waitFor();
      await settle(page, 30);
    },
  },
  ...(['Slider', 'Difference'] as const).map((view) => ({
    name: `compare-${view.toLowerCase()}`,
    async arrange(page: Page) {
      await settle(page, 13);
      await page.getByRole('radio', { name: view }).click();
      await settle(page, 13);
    },
  })),
  {
    name: 'sorted',
    async arrange(page) {
      await settle(page, 13);
      await page.getByRole('button', { name: 'Sort the library' }).click();
      await page.getByRole('menuitemradio', { name: 'Most alike first' }).click();
      await page.getByText('dB', { exact: false }).nth(20).waitFor();
    },
  },
  {
    name: 'layers',
    address: '#mix',
    async arrange(page) {
      await page.getByRole('radio', { name: 'Layer by layer' }).click();
      await settle(page, 66);
    },
  },
  {
    name: 'layer-swap',
    address: '#mix',
    async arrange(page) {
      await page.getByRole('radio', { name: 'Layer by layer' }).click();
      await settle(page, 66);
      await page.locator('button.layer-cell').nth(24).click();
      await page.getByRole('dialog').locator('canvas').nth(2).waitFor();
    },
  },
  { name: 'latent', address: '#latent', arrange: (page) => settle(page, 1) },
  {
    name: 'directions-add',
    address: '#latent',
    async arrange(page) {
      await directionsOpen(page);
      await page.getByRole('button', { name: 'Star Trait 1', exact: true }).click();
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'directions-sheet',
    address: '#latent',
    async arrange(page) {
      await directionsOpen(page);
      await page.getByRole('button', { name: 'Sheet' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'examples',
    address: '#latent',
    async arrange(page) {
      await directionsOpen(page);
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('button', { name: 'Choose cats' }).click();
      const cats = page.getByRole('dialog').getByRole('listitem').getByRole('button');
      for (const key of [0, 1, 2]) await cats.nth(key).press('+');
      for (const key of [5, 7]) await cats.nth(key).press('-');
    },
  },
  {
    name: 'morph',
    address: '#morph',
    async arrange(page) {
      await settle(page, 1);
      await page.waitForFunction("!document.querySelector('[role=progressbar]')", null, { timeout: 300_000 });
      await page.getByRole('slider', { name: 'Moment' }).press('PageUp');
    },
  },
  { name: 'kittens-before', address: '#kittens', arrange: (page) => page.getByText('Try it with these two').waitFor() },
  {
    name: 'kittens',
    address: '#kittens',
    async arrange(page) {
      await page.getByRole('button', { name: 'Try it with these two' }).click();
      await page.getByRole('button', { name: 'Roll again' }).waitFor();
      const kitten = (place: number) => page.locator('main button[data-nav-row]').nth(place);
      await kitten(4).click();
      await page.getByRole('button', { name: 'As mother' }).click();
      await page.getByRole('button', { name: 'See their kittens' }).click();
      await kitten(2).click();
      await settle(page, 1);
      await page.evaluate('scrollTo(0, 0)');
    },
  },
  {
    name: 'cell',
    address: '#mix',
    async arrange(page) {
      await settle(page, 30);
      await page.locator('button.mix-cell').nth(1).click();
      await page.getByRole('dialog').locator('canvas').first().waitFor();
    },
  },
  {
    name: 'crop',
    async arrange(page) {
      await settle(page, 13);
      await page.getByRole('button', { name: 'Adjust crop' }).click();
      await page.getByRole('dialog').locator('canvas').waitFor();
    },
  },
  {
    name: 'drag',
    address: '#latent',
    async arrange(page) {
      const pad = page.getByRole('application');
      await pad.waitFor({ timeout: 120_000 });
      for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp', 'ArrowUp', 'ArrowUp']) await pad.press(`Shift+${key}`);
      await settle(page, 1);
    },
  },
  {
    name: 'refine',
    async arrange(page) {
      await settle(page, 13);
      await page.getByRole('button', { name: 'Refine', exact: true }).click();
      await page.getByRole('dialog').locator('canvas').nth(1).waitFor();
    },
  },
  {
    name: 'refined',
    async arrange(page) {
      await settle(page, 13);
      await page.getByRole('button', { name: 'Refine', exact: true }).click();
      await page.getByRole('radio', { name: 'Quick' }).click();
      await page.getByRole('button', { name: 'Start' }).click();
      await page.getByRole('dialog').getByRole('status').waitFor({ timeout: 120_000 });
    },
  },
  {
    name: 'face-found',
    async arrange(page) {
      await settle(page, 13);
      await page.getByRole('button', { name: 'Adjust crop', exact: true }).click();
      await page.getByRole('button', { name: 'Find the face' }).click();
      await page.getByRole('list', { name: 'Frames that were found' }).locator('canvas').first().waitFor();
      await page.waitForFunction("document.querySelectorAll('.animate-shimmer').length === 0");
    },
  },
  {
    name: 'unfamiliar',
    async arrange(page) {
      await page.getByRole('button', { name: 'Not a cat? Try these' }).click();
      await settle(page, 19);
      await page
        .getByRole('button', { name: /^The model hardly recognises/ })
        .first()
        .waitFor();
    },
  },
  {
    name: 'mirror',
    async arrange(page) {
      await settle(page, 13);
      await page.getByRole('button', { name: 'Cat mirror' }).click();
      await page.getByRole('dialog').locator('canvas').waitFor();
    },
  },
  ...['reconstruct', 'mix', 'latent', 'morph', 'kittens'].map((tab) => ({
    name: `empty-${tab}`,
    prepare: withoutSamples,
    address: `#${tab}`,
    async arrange(page: Page) {
      await modelStarts(page);
      await page.getByText('No cats here yet').waitFor();
    },
  })),
  {
    name: 'grid-empty',
    prepare: withoutSamples,
    address: '#mix',
    async arrange(page) {
      await modelStarts(page);
      await press(page, 'Random cat');
      await page.getByRole('button', { name: 'Fill the grid' }).waitFor();
    },
  },
  {
    name: 'kittens-alone',
    prepare: withoutSamples,
    address: '#kittens',
    async arrange(page) {
      await modelStarts(page);
      await press(page, 'Random cat');
      await page.getByRole('button', { name: 'Dream up a second cat' }).waitFor();
      await page.locator('main canvas').first().waitFor();
    },
  },
  {
    name: 'undo',
    async arrange(page) {
      await settle(page, 13);
      await page.getByRole('button', { name: 'Remove Ginger and white' }).click();
      await page.getByRole('button', { name: 'Undo' }).hover();
      await page.getByRole('tooltip').waitFor();
      await settle(page, 12);
    },
  },
  {
    name: 'mix-export',
    address: '#mix',
    async arrange(page) {
      await settle(page, 30);
      await press(page, 'Export');
    },
  },
  {
    name: 'saved',
    address: '#mix',
    async arrange(page) {
      await settle(page, 30);
      await press(page, 'Export');
      await press(page, 'Download');
      await page.getByText('is in your downloads', { exact: false }).waitFor();
    },
  },
  {
    name: 'sort-menu',
    async arrange(page) {
      await settle(page, 13);
      await page.getByRole('button', { name: 'Sort the library' }).click();
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'segment',
    address: '#morph',
    async arrange(page) {
      await settle(page, 1);
      await page.getByRole('button', { name: /^From picture 1 to the next/ }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'morph-export',
    address: '#morph',
    async arrange(page) {
      await settle(page, 1);
      await press(page, 'Export GIF, video or strip');
    },
  },
  {
    name: 'help',
    async arrange(page) {
      await settle(page, 13);
      await press(page, 'Help and keyboard');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'replay',
    async arrange(page) {
      await settle(page, 13);
      await press(page, 'Watch it learn');
      await page.getByRole('dialog').locator('img').first().waitFor();
    },
  },
  {
    name: 'engine',
    async arrange(page) {
      await settle(page, 13);
      await page.getByRole('button', { name: /^Computed by / }).click();
    },
  },
  {
    name: 'model-card',
    arrange: openModelCard,
  },
  {
    name: 'learning',
    async arrange(page) {
      await openModelCard(page);
      const curves = page.getByRole('region', { name: 'How it learnt' });
      await curves.waitFor();
      await curves.scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'loading',
    async prepare(page) {
      await page.route(SHARDS, (route) => (route.request().url().includes('/E-') ? route.continue() : undefined));
    },
    async arrange(page) {
      await page.getByRole('progressbar').waitFor();
      await page.waitForTimeout(1000); // what is fetched at once has arrived
    },
  },
  {
    name: 'no-model',
    async prepare(page) {
      await page.route('**/models/index.json', (route) => route.fulfill({ status: 404 }));
    },
    arrange: (page) => page.getByRole('alert').first().waitFor(),
  },
  {
    name: 'samples-lost',
    async prepare(page) {
      await page.route('**/samples/samples.json', (route) => route.abort());
    },
    async arrange(page) {
      await modelStarts(page);
      await page.getByRole('button', { name: 'Dismiss' }).waitFor();
    },
  },
  {
    name: 'error',
    async prepare(page) {
      await page.route(SHARDS, (route) => route.abort());
    },
    arrange: (page) => page.getByRole('alert').first().waitFor(),
  },
  {
    name: 'run',
    address: 'runs/',
    async arrange(page) {
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForFunction('[...document.images].every(({ complete }) => complete)');
    },
  },
  {
    name: 'run-sheets',
    address: 'runs/',
    async arrange(page) {
      await page.getByRole('slider', { name: 'Moment of the training' }).scrollIntoViewIfNeeded();
      await page.waitForFunction('[...document.images].every(({ complete }) => complete)');
    },
  },
];

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
  const context = await browser.newContext({ ...device, colorScheme: shots[0]!.theme, reducedMotion: 'reduce' });
  try {
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
