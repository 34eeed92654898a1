import { photo } from './photos.ts';
import { expect, test } from './studioPage.ts';

test('a link opens the grid on another page without photos; a damaged one is a sentence', async ({
  studio,
  context,
}) => {
  const { page } = studio;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await studio.openSmallGrid([photo('ginger', 1), photo('smoke', 2)], ['ginger'], ['smoke', 'ginger']);
  await studio.switchOf(2, '16×16').click();
  const count = (await studio.mixtures()).flat().length;
  await page.getByRole('button', { name: 'Export' }).click();
  const menu = page.getByRole('dialog', { name: 'Export the grid' });
  await expect(menu).toContainText('No photo goes with it: a link draws the cats from their numbers.');
  await expect(menu.getByAltText('How the grid will look')).toBeVisible();
  await menu.getByRole('button', { name: 'Copy link' }).click();
  await expect(studio.messages).toContainText('The link is on the clipboard.');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain('?model=tiny#grid=');

  await test.step('from the start', async () => {
    await page.keyboard.press('Escape');
    await studio.startAfresh();
    await page.waitForTimeout(1500); // until that is written
    await page.goto('about:blank');
    await page.goto(link);
    await expect(studio.messages).toContainText('The grid of the link is open. Undo brings back what was here.');
    await expect(studio.ownCats).toHaveText(['ginger', 'smoke']);
    await expect(studio.switchOf(2, '16×16')).toBeChecked();
    expect((await studio.mixtures()).flat()).toHaveLength(count);
    expect(new URL(page.url()).hash).toBe('#mix');
  });

  await test.step('on a page that is open, and one step takes it away', async () => {
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(studio.ownCats).toHaveCount(0);
    await studio.openTab('Latent');
    await page.evaluate((hash) => {
      location.hash = hash;
    }, new URL(link).hash);
    await expect(studio.ownCats).toHaveText(['ginger', 'smoke']);
    await expect(page.getByRole('tab', { name: 'Mix' })).toHaveAttribute('aria-selected', 'true');
    await page.goBack();
    await expect(page.getByRole('tab', { name: 'Latent' })).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('damaged', async () => {
    await page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      new URL(link).hash.slice(0, -20),
    );
    await expect(studio.messages).toContainText(
      'This link is damaged or cut off: copy all of it, or ask for it again.',
    );
    await expect(studio.ownCats).toHaveText(['ginger', 'smoke']);
    expect(new URL(page.url()).hash).toBe('#latent');
  });
});

test('a cat of the library and a kitten have links too', async ({ studio, context }) => {
  const { page } = studio;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await studio.withSamples(0);
  await studio.open('#kittens');
  await studio.drop(photo('ginger', 1), photo('smoke', 2));
  await expect(studio.ownCats).toHaveCount(2);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  const copy = page.getByRole('dialog').getByRole('button', { name: 'Copy link' });

  await test.step('out of the menu of its card', async () => {
    await studio.ownCats.first().hover();
    await page.getByRole('button', { name: 'More for ginger' }).click();
    await page.getByRole('menuitem', { name: 'Link to this cat' }).click();
    const dialog = page.getByRole('dialog', { name: 'Link to this cat' });
    await expect(dialog).toContainText('No photo goes with it: a link draws the cats from their numbers.');
    await copy.click();
    await expect.poll(copied).toContain('?model=tiny#cat=');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'More for ginger' })).toBeFocused();
  });

  await test.step('on the kitten’s own card', async () => {
    await page.getByRole('button', { name: 'Try it with these two' }).click();
    await page
      .getByRole('region', { name: /^Litter: / })
      .locator('button[data-nav-row]')
      .first()
      .click();
    const card = page.getByRole('region', { name: /^Kitten: / });
    const name = await card.getByRole('textbox', { name: 'Name' }).inputValue();
    const before = await copied();
    await card.getByRole('button', { name: 'Link to this cat' }).click();
    await copy.click();
    await expect.poll(copied).not.toBe(before);
    const link = await copied();
    await page.goto('about:blank');
    await page.goto(link);
    await expect(studio.messages).toContainText('The cat of the link is open.');
    await expect(studio.ownCats).toContainText([name]);
  });
});
