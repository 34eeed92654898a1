import type { Locator, Page } from '@playwright/test';
import { photo } from './photos.ts';
import { expect, type StudioPage, type TabName, test } from './studioPage.ts';

const TABS: readonly TabName[] = ['Reconstruct', 'Mix', 'Latent', 'Morph', 'Kittens'];
const EMPTY = { name: 'nothing.jpg', bytes: new Uint8Array() };

/** What can be pressed and is in view: whether a message lies over any of it now is asked of them later. */
async function markPressable(page: Page): Promise<number> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('button, [role=tab], [role=slider], [role=switch], input')];
    const middle = (element: Element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2);
    };
    const seen = all.filter((element) => element.contains(middle(element)));
    for (const element of all) element.toggleAttribute('data-seen', seen.includes(element));
    return seen.length;
  });
}

/** Of what was in view before, what messages lie over. */
const covered = (messages: Locator): Promise<string[]> =>
  messages.evaluate((region) => {
    const place = region.parentElement!;
    return [...document.querySelectorAll<HTMLElement>('[data-seen]')]
      .filter((element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        const corners = [top + 1, (top + bottom) / 2, bottom - 1].flatMap((y) =>
          [left + 1, (left + right) / 2, right - 1].map((x) => document.elementFromPoint(x, y)),
        );
        return corners.some((hit) => place.contains(hit));
      })
      .map((element) => element.getAttribute('aria-label') ?? element.textContent ?? '');
  });

async function expectNothingCovered(studio: StudioPage): Promise<void> {
  expect(await markPressable(studio.page)).toBeGreaterThan(5);
  await studio.drop(EMPTY);
  await expect(studio.messages.getByRole('listitem')).toHaveCount(1);
  // the page moves in the frame after the one that first shows the message
  await expect.poll(() => covered(studio.messages)).toEqual([]);
}

for (const [width, height] of [
  [390, 844],
  [390, 664],
  [1366, 768],
] as const) {
  test(`messages cover nothing that can be pressed, at ${width}x${height}`, async ({ studio }) => {
    const { page } = studio;
    await page.setViewportSize({ width, height });
    await studio.open();
    for (const tab of TABS) {
      await test.step(tab, async () => {
        await studio.openTab(tab);
        await expect(page.locator('main h1')).toBeVisible();
        await expectNothingCovered(studio);
        await studio.messages.getByRole('button', { name: 'Dismiss' }).click();
        await page.evaluate(() => scrollTo(0, 200));
        await expectNothingCovered(studio);
        await studio.messages.getByRole('button', { name: 'Dismiss' }).click();
      });
    }
    await test.step('over a dialog', async () => {
      await page.getByRole('button', { name: 'Help and keyboard' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await markPressable(page);
      await page.dispatchEvent('main', 'drop', {
        dataTransfer: await page.evaluateHandle(() => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([], 'nothing.jpg'));
          return transfer;
        }),
      });
      await expect(studio.messages.getByRole('listitem', { includeHidden: true })).toHaveCount(1);
      await expect.poll(() => covered(studio.messages)).toEqual([]);
    });
  });
}

test('on a phone what comes next stays in view while a message is shown', async ({ studio }) => {
  const { page } = studio;
  await page.setViewportSize({ width: 390, height: 844 });
  await studio.open();
  await studio.settle();
  await studio.drop(photo('ginger', 1));
  await expect(studio.messages.getByRole('listitem').first()).toBeVisible();
  const compare = page.getByRole('button', { name: 'Compare with…' });
  await compare.click({ trial: true, timeout: 3000 }); // while it is there, and where it is
  await expect(compare).toBeInViewport({ ratio: 1 });
  await expect(studio.messages.getByRole('listitem').first()).toBeVisible();
});
