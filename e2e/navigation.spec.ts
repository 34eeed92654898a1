import { photo } from './photos.ts';
import { expect, type TabName, test } from './studioPage.ts';

test('Back and Forward move between tabs, and close what is open over one', async ({ studio }) => {
  const { page } = studio;
  const isOpen = (name: TabName) =>
    expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true', { timeout: 5000 });
  await studio.open();
  await studio.openTab('Mix');
  await page.keyboard.press('5');
  await isOpen('Kittens');
  await page.goBack();
  await isOpen('Mix');
  await page.goBack();
  await isOpen('Reconstruct');
  await page.goForward();
  await isOpen('Mix');
  await page.getByRole('button', { name: 'Help and keyboard' }).click();
  await page.goForward();
  await isOpen('Kittens');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(new URL(page.url()).hash).toBe('#kittens');
});

test('a session comes back on its tab, and Back leaves the page', async ({ studio }) => {
  const { page } = studio;
  await studio.withSamples(0);
  await studio.open();
  await studio.drop(photo('ginger', 1));
  await expect(studio.ownCats).toHaveCount(1);
  await studio.openTab('Morph');
  await page.waitForTimeout(1500); // it is written by then
  await page.goto('about:blank');
  await studio.open();
  await expect(page.getByRole('tab', { name: 'Morph' })).toHaveAttribute('aria-selected', 'true');
  await page.goBack();
  expect(page.url()).toBe('about:blank');
});

test('after a click on a tab and a key for another one, the Tab key goes on from there', async ({ studio }) => {
  const { page } = studio;
  await studio.open();
  await studio.settle();
  await studio.openTab('Mix');
  const [first, second] = [page.getByRole('tab', { name: 'Reconstruct' }), page.getByRole('tab', { name: 'Mix' })];
  await expect(second).toBeFocused();
  await page.keyboard.press('1');
  await expect(first).toBeFocused();
  const stops: string[] = [];
  for (let stop = 0; stop < 3; stop++) {
    await page.keyboard.press('Tab');
    stops.push(await page.evaluate(() => document.activeElement?.outerHTML ?? ''));
  }
  expect(new Set(stops).size).toBe(3);
  expect(stops.filter((html) => html.startsWith('<body') || html.includes('role="tab"'))).toEqual([]);
  await expect(first).toHaveAttribute('aria-selected', 'true');
  for (let stop = 0; stop < 3; stop++) await page.keyboard.press('Shift+Tab');
  await expect(first).toBeFocused();
  await expect(first).toHaveAttribute('aria-selected', 'true');
});
