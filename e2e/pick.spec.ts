import type { Locator, Page } from '@playwright/test';
import { violations } from './accessibility.ts';
import { expect, type StudioPage, test } from './studioPage.ts';

const bar = (page: Page) => page.getByRole('region', { name: 'Picked cats' });
const card = (studio: StudioPage, index: number) =>
  studio.page.getByRole('region', { name: 'Sample cats' }).locator('li > button:first-child').nth(index);
const centreOf = async (place: Locator) => {
  const { x, y, width, height } = (await place.boundingBox())!;
  return [x + width / 2, y + height / 2] as const;
};

/** Carries a card by mouse to a place of the page. */
async function carry(studio: StudioPage, from: Locator, to: Locator): Promise<void> {
  const { mouse } = studio.page;
  await from.scrollIntoViewIfNeeded();
  const [x, y] = await centreOf(from);
  await mouse.move(x, y);
  await mouse.down();
  await mouse.move(x + 20, y, { steps: 3 });
  await expect(async () => {
    const [aimX, aimY] = await centreOf(to); // which may still be moving itself
    await mouse.move(aimX, aimY, { steps: 8 });
    const place = studio.page.locator('[data-over]');
    await expect(place).toBeVisible({ timeout: 1000 });
    const { x, y, width, height } = (await place.boundingBox())!;
    expect(aimX > x && aimX < x + width && aimY > y && aimY < y + height, 'that place').toBe(true);
  }).toPass({ timeout: 20_000 });
  await mouse.up();
}

test('a grid of ten by ten takes five clicks, and its sources stay in view', async ({ studio }) => {
  const { page } = studio;
  await studio.withSamples(10);
  await studio.open();
  await studio.settle();
  let clicks = 0;
  const click = async (what: Locator, modifiers: readonly 'Shift'[] = []) => {
    await what.click({ modifiers: [...modifiers] });
    clicks++;
  };
  await click(card(studio, 0));
  await click(card(studio, 9), ['Shift']);
  await expect(bar(page)).toContainText('10 picked');
  await click(bar(page).getByRole('button', { name: 'Mix' }));
  await click(page.getByRole('menuitem', { name: 'Each with each' }));
  await expect(page.locator('.mix-cell[data-nav-row]')).toHaveCount(100);
  expect(clicks).toBeLessThanOrEqual(5);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(bar(page)).toBeHidden();
  const source = page.locator('.mix-headBox .mix-cell').last();
  await page.locator('.mix-row').last().scrollIntoViewIfNeeded();
  await page.locator('.mix-body').evaluate((body) => body.scrollTo({ left: body.scrollWidth }));
  await expect(source).toBeInViewport();
  const cell = page.locator('[data-nav-row="10"].mix-cell').last();
  await expect.poll(async () => (await source.boundingBox())!.x - (await cell.boundingBox())!.x).toBeCloseTo(0, 0);
});

test('by key: picked with others, all of them, removed and brought back', async ({ studio }) => {
  const { page } = studio;
  await studio.open();
  await studio.settle();
  await card(studio, 0).focus();
  await page.keyboard.press('Control+Space');
  await expect(card(studio, 0)).toHaveRole('checkbox');
  await expect(card(studio, 0)).toBeChecked();
  await card(studio, 2).focus();
  await page.keyboard.press('Shift+Space');
  await expect(bar(page)).toContainText('3 picked');
  await page.keyboard.press('Delete');
  await expect(studio.sampleCats).toHaveCount(1);
  await studio.messages.getByRole('button', { name: 'Undo' }).click();
  await expect(studio.sampleCats).toHaveCount(4);
  await card(studio, 1).focus();
  await page.keyboard.press('Control+a');
  await expect(bar(page)).toContainText('4 picked');
  await bar(page).getByRole('button', { name: 'Gallery' }).click();
  await expect(page.getByRole('heading', { name: 'The cats that are picked' })).toBeVisible();
});

test('cats are carried from the library to the grid, the parents and the film', async ({ studio }) => {
  const { page } = studio;
  await studio.open('#mix');
  await studio.settle();
  await studio.layOutGrid([], []);
  const name = (await card(studio, 1).textContent())!;
  await carry(studio, card(studio, 1), page.locator('.mix-headBox'));
  await expect(studio.source(name)).toBeVisible();
  await expect(studio.spoken(`${name}: added to “Sources”.`)).toBeAttached();
  await card(studio, 2).click({ modifiers: ['ControlOrMeta'] });
  await card(studio, 3).click({ modifiers: ['ControlOrMeta'] });
  await carry(studio, card(studio, 3), page.locator('.mix-body'));
  await expect(page.getByRole('region', { name: /^Row \d+:/ })).toHaveCount(2);
  await page.keyboard.press('Escape');
  await studio.openTab('Kittens');
  const father = page.getByRole('button', { name: /^Father: / });
  await carry(studio, card(studio, 1), father);
  await expect(father).toHaveAccessibleName(`Father: ${name}. Choose another`);
  await studio.openTab('Morph');
  const keys = page.getByRole('region', { name: 'Timeline' }).getByRole('button', { name: /, picture \d+$/ });
  await expect(keys).toHaveCount(4);
  await carry(studio, card(studio, 1), keys.first());
  await expect(keys).toHaveCount(5);
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('resting on a cat picks it and carries it; its menu renames it', async ({ studio }) => {
    const { page } = studio;
    await studio.open('#mix');
    await studio.settle();
    const cdp = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
      cdp.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
    const [x, y] = await centreOf(card(studio, 0));
    await touch('touchStart', x, y);
    await expect(bar(page)).toContainText('1 picked');
    await touch('touchEnd');
    await expect(page.locator('.mix-row')).toHaveCount(6); // it was not carried anywhere
    await card(studio, 1).tap();
    await expect(bar(page)).toContainText('2 picked');
    await bar(page).getByRole('button', { name: 'End picking (Escape)' }).tap();
    await card(studio, 0).tap();
    const more = page
      .getByRole('region', { name: 'Sample cats' })
      .getByRole('button', { name: /^More for / })
      .first();
    await more.tap();
    await page.getByRole('menuitem', { name: 'Rename' }).tap();
    await page.keyboard.type('Mog');
    await page.keyboard.press('Enter');
    await expect(card(studio, 0)).toHaveText('Mog');
  });
});
