import { type Scene, settle } from './sceneSteps.ts';

/** The tabs in Japanese. */
export const JAPANESE_SCENES: readonly Scene[] = [
  { name: 'ja-reconstruct', address: '?lang=ja', arrange: (page) => settle(page, 1) },
  { name: 'ja-mix', address: '?lang=ja#mix', arrange: (page) => settle(page, 30) },
  { name: 'ja-latent', address: '?lang=ja#latent', arrange: (page) => settle(page, 1) },
  {
    name: 'ja-morph',
    address: '?lang=ja#morph',
    async arrange(page) {
      await settle(page, 1);
      await page.waitForFunction("!document.querySelector('[role=progressbar]')", null, { timeout: 300_000 });
      await page.getByRole('slider', { name: '時点' }).press('PageUp');
    },
  },
  {
    name: 'ja-kittens',
    address: '?lang=ja#kittens',
    async arrange(page) {
      await page.getByRole('button', { name: 'この 2 匹で試す' }).click();
      await page.locator('main button[data-nav-row]').nth(4).click();
      await settle(page, 1);
      await page.evaluate('scrollTo(0, 0)');
    },
  },
];
