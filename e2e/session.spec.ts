import type { BrowserContext, Page } from '@playwright/test';
import { photo } from './photos.ts';
import { expect, StudioPage, test } from './studioPage.ts';

/** What is written within this long is there after whatever happens: more than the page's own delay. */
const WRITTEN_MS = 1500;

const noSamples = async (page: Page, studio: StudioPage): Promise<StudioPage> => {
  const beside = new StudioPage(page, studio.models);
  await beside.withSamples(0);
  return beside;
};

/** Another tab of the same browser. */
const another = async (context: BrowserContext, studio: StudioPage): Promise<StudioPage> =>
  noSamples(await context.newPage(), studio);

const computed = ({ page }: StudioPage) =>
  expect(page.getByRole('button', { name: /^Computed by / })).toBeVisible({ timeout: 60_000 });

const kept = async ({ page }: StudioPage) => {
  await page.getByRole('button', { name: 'What is kept' }).click();
  return page.getByRole('dialog', { name: 'What is kept' });
};

test('a reload brings back photos, crops, grid, switches, directions, film, family and tab', async ({ studio }) => {
  const { page } = studio;
  await studio.openSmallGrid([photo('ginger', 1), photo('smoke', 2)], ['ginger'], ['smoke', 'ginger']);
  await studio.openTab('Reconstruct');
  await page.getByRole('button', { name: 'Adjust crop', exact: true }).click();
  await page.getByRole('slider', { name: 'Zoom' }).press('End');
  await page.getByRole('button', { name: 'Use this frame' }).click();
  await studio.openTab('Mix');
  await studio.switchOf(1, '8×8').click();
  const mixtures = await studio.mixtures();
  const isOn = await studio.switchOf(1, '8×8').getAttribute('aria-checked');

  await studio.openTab('Latent');
  await page.getByRole('button', { name: 'Trait 1: more, +2 σ', exact: true }).click();
  await expect(studio.directions.first()).toContainText('moved +2.0');
  await page.getByRole('button', { name: 'Keep in library' }).click();
  await expect(studio.ownCats).toHaveCount(3);
  await studio.openTab('Morph');
  const keys = page.getByRole('region', { name: 'Timeline' }).getByRole('button', { name: /, picture \d$/ });
  await expect(keys).toHaveCount(3);
  await keys.first().press('Delete');
  await expect(keys).toHaveCount(2);
  await studio.openTab('Kittens');
  await page.getByRole('button', { name: 'See their kittens' }).click();
  const litter = page.getByRole('region', { name: /^Litter: / });
  const kittens = litter.locator('button[data-nav-row]');
  await expect(kittens).toHaveCount(9);
  const names = await kittens.allTextContents();
  const cats = await studio.ownCats.allTextContents();

  await page.waitForTimeout(WRITTEN_MS);
  await page.reload();
  await computed(studio);
  await expect(studio.ownCats).toHaveText(cats);
  await expect(page.getByRole('tab', { name: 'Kittens' })).toHaveAttribute('aria-selected', 'true');
  await expect(kittens).toHaveText(names);
  await studio.openTab('Morph');
  await expect(keys).toHaveCount(2);
  await studio.openTab('Latent');
  await expect(studio.directions.first()).toContainText('moved +2.0');
  await studio.openTab('Mix');
  expect(await studio.switchOf(1, '8×8').getAttribute('aria-checked')).toBe(isOn);
  expect(await studio.mixtures()).toEqual(mixtures);
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
});

test('a page that is gone right after a change comes back with it, also without its address', async ({ studio }) => {
  const context = studio.page.context();
  await studio.openSmallGrid([photo('ginger', 1), photo('smoke', 2)], ['ginger'], ['smoke', 'ginger']);
  await studio.page.waitForTimeout(WRITTEN_MS);
  const before = await studio.switchOf(2, '16×16').getAttribute('aria-checked');
  await studio.switchOf(2, '16×16').click();
  await studio.page.close();

  const next = await another(context, studio);
  await next.open();
  await computed(next);
  await expect(next.ownCats).toHaveText(['smoke', 'ginger']);
  await expect(next.page.getByRole('tab', { name: 'Mix' })).toHaveAttribute('aria-selected', 'true');
  await expect(next.switchOf(2, '16×16')).not.toHaveAttribute('aria-checked', before!);
});

test('two tabs do not overwrite each other, and the one finds what the other left', async ({ studio }) => {
  const context = studio.page.context();
  await noSamples(studio.page, studio);
  await studio.open();
  await studio.drop(photo('ginger', 1));
  await expect(studio.ownCats).toHaveText(['ginger']);
  await studio.page.waitForTimeout(WRITTEN_MS);
  const second = await another(context, studio);
  await second.open();
  await second.drop(photo('smoke', 2));
  await expect(second.ownCats).toHaveText(['smoke']);
  await second.page.waitForTimeout(WRITTEN_MS);
  for (const tab of [studio, second]) await tab.page.reload();
  await expect(studio.ownCats).toHaveText(['ginger']);
  await expect(second.ownCats).toHaveText(['smoke']);

  const others = (await kept(studio)).getByRole('region', { name: 'Other tabs' });
  await expect(others).toContainText('open in another tab');
  await second.page.close();
  await others.getByRole('button', { name: 'Open here' }).click();
  await expect(studio.ownCats).toHaveText(['smoke']);
  await (await kept(studio)).getByRole('button', { name: 'Delete' }).click();
  await others.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(others).toBeHidden();
});

test('starting afresh is one step, and what is dropped while the page opens lies on top', async ({ studio }) => {
  const { page } = studio;
  await studio.openSmallGrid([photo('ginger', 1), photo('smoke', 2)], ['ginger'], ['smoke', 'ginger']);
  const mixtures = await studio.mixtures();
  const dialog = await kept(studio);
  await expect(dialog.getByText('Photos, as they were given')).toBeVisible();
  await dialog.getByRole('button', { name: 'Start afresh' }).click();
  await expect(studio.ownCats).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(studio.ownCats).toHaveText(['smoke', 'ginger']);
  expect(await studio.mixtures()).toEqual(mixtures);
  await page.waitForTimeout(WRITTEN_MS);
  await page.reload();
  await studio.drop(photo('tabby', 3));
  await expect(studio.ownCats).toHaveText(['tabby', 'smoke', 'ginger']);

  await (await kept(studio)).getByRole('button', { name: 'Start afresh' }).click();
  await expect(studio.ownCats).toHaveCount(0);
  await page.waitForTimeout(WRITTEN_MS);
  await page.reload();
  await computed(studio);
  await expect(studio.ownCats).toHaveCount(0);
});

test('what is damaged is lost alone, and named', async ({ studio }) => {
  const { page } = studio;
  await studio.openSmallGrid([photo('ginger', 1), photo('smoke', 2)], ['ginger'], ['smoke']);
  await page.waitForTimeout(WRITTEN_MS);
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('sessions');
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('photos', 'readwrite');
          const photos = transaction.objectStore('photos');
          const listing = photos.getAllKeys();
          listing.onsuccess = () => photos.put({ file: 'none', width: 1, height: 1 }, listing.result[0]!);
          transaction.oncomplete = () => resolve();
          transaction.onerror = reject;
        };
      }),
  );
  await page.reload();
  await expect(studio.messages).toContainText('is damaged and did not come back: cats of the library (1)');
  await expect(studio.ownCats).toHaveCount(1);
});

for (const [how, refuse] of [
  [
    'refuses',
    () =>
      (IDBFactory.prototype.open = () => {
        throw new DOMException('no', 'SecurityError');
      }),
  ],
  ['never answers', () => (IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest)],
] as const) {
  test(`the page works on where the storage ${how}, and says so once`, async ({ studio }) => {
    await studio.page.addInitScript(refuse);
    await noSamples(studio.page, studio);
    await studio.open();
    await studio.drop(photo('ginger', 1));
    await expect(studio.messages).toContainText('This browser keeps nothing for this page');
    await expect(studio.ownCats).toHaveText(['ginger']);
    await expect(studio.reconstructionOf('ginger').locator('canvas')).toBeVisible();
    await expect(studio.page.getByText('The library lasts until you close the page.')).toBeVisible();
  });
}

test('what a tab kept is there after it has crashed', async ({ studio }) => {
  const context = studio.page.context();
  await noSamples(studio.page, studio);
  await studio.open();
  await studio.drop(photo('ginger', 1), photo('smoke', 2));
  await expect(studio.ownCats).toHaveText(['smoke', 'ginger']);
  await studio.page.waitForTimeout(WRITTEN_MS);
  const crashed = studio.page.waitForEvent('crash');
  const cdp = await context.newCDPSession(studio.page);
  void cdp.send('Page.crash').catch(() => {}); // the page that would answer is gone
  await crashed;
  const next = await another(context, studio);
  await next.open();
  await expect(next.ownCats).toHaveText(['smoke', 'ginger']);
  await studio.page.close();
  await next.page.waitForTimeout(WRITTEN_MS);
  await next.page.close({ runBeforeUnload: false });
  const last = await another(context, studio);
  await last.open();
  await expect(last.ownCats).toHaveText(['smoke', 'ginger']);
});
