import type { Page } from '@playwright/test';
import { TABS } from '../../src/store/viewSlice.ts';
import { JAPANESE_SCENES } from './japaneseScenes.ts';
import {
  directionsOpen,
  lookedAgain,
  modelStarts,
  openModelCard,
  press,
  type Scene,
  SHARDS,
  settle,
  withoutSamples,
} from './sceneSteps.ts';

export const SCENES: readonly Scene[] = [
  ...JAPANESE_SCENES,
  {
    name: 'reconstruct',
    looksAgain: true,
    async arrange(page) {
      await settle(page, 1);
      await lookedAgain(page);
    },
  },
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
      await settle(page, 1);
      await page.getByRole('radio', { name: view }).click();
      await settle(page, 1);
    },
  })),
  {
    name: 'sorted',
    async arrange(page) {
      await settle(page, 1);
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
      await page.getByRole('button', { name: 'Star Lighter', exact: true }).click();
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
      await settle(page, 1);
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
      await settle(page, 1);
      await page.getByRole('button', { name: 'Refine', exact: true }).click();
      await page.getByRole('dialog').locator('canvas').nth(1).waitFor();
    },
  },
  {
    name: 'refined',
    async arrange(page) {
      await settle(page, 1);
      await page.getByRole('button', { name: 'Refine', exact: true }).click();
      await page.getByRole('radio', { name: 'Quick' }).click();
      await page.getByRole('button', { name: 'Start' }).click();
      await page.getByRole('dialog').getByRole('status').waitFor({ timeout: 120_000 });
    },
  },
  {
    name: 'face-found',
    async arrange(page) {
      await settle(page, 1);
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
      await settle(page, 1);
      await page
        .getByRole('button', { name: /^The model hardly recognises/ })
        .first()
        .waitFor();
    },
  },
  {
    name: 'mirror',
    async arrange(page) {
      await settle(page, 1);
      await page.getByRole('button', { name: 'Cat mirror' }).click();
      await page.getByRole('dialog').locator('canvas').waitFor();
    },
  },
  ...TABS.map((tab) => ({
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
      await settle(page, 1);
      await page.getByRole('button', { name: 'Remove Ginger and white' }).click();
      await page.getByRole('button', { name: 'Undo' }).hover();
      await page.getByRole('tooltip').waitFor();
      await settle(page, 1);
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
      await settle(page, 1);
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
      await settle(page, 1);
      await press(page, 'Help and keyboard');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'replay',
    async arrange(page) {
      await settle(page, 1);
      await press(page, 'Watch it learn');
      await page.getByRole('dialog').locator('img').first().waitFor();
    },
  },
  {
    name: 'engine',
    async arrange(page) {
      await settle(page, 1);
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
