import { tooWide, violations } from './accessibility.ts';
import { photo } from './photos.ts';
import { drawingOf, expect, type StudioPage, test } from './studioPage.ts';

const kittens = ({ page }: StudioPage) =>
  page.getByRole('region', { name: /^Litter: / }).locator('button[data-nav-row]');
const tree = ({ page }: StudioPage) => page.getByRole('region', { name: 'Family tree' });
const litters = (studio: StudioPage) => tree(studio).getByRole('button', { name: /^Show the litter of / });
const card = ({ page }: StudioPage) => page.getByRole('region', { name: /^Kitten: / });
const press = ({ page }: StudioPage, name: string | RegExp) => page.getByRole('button', { name }).click();

/** The shown litter as it is drawn. */
async function drawn(studio: StudioPage): Promise<string[]> {
  await studio.settle();
  return Promise.all((await kittens(studio).all()).map((kitten) => drawingOf(kitten)));
}

async function openWithPhotos(studio: StudioPage, names = ['ginger', 'tabby']): Promise<void> {
  await studio.withSamples(0);
  await studio.open('#kittens');
  await studio.drop(...names.map((name, i) => photo(name, i + 1)));
  await expect(studio.ownCats).toHaveCount(names.length);
}

test('one click gives two sample cats nine kittens', async ({ studio }) => {
  const { page } = studio;
  await studio.open('#kittens');
  await press(studio, 'Try it with these two');
  await expect(kittens(studio)).toHaveCount(9);
  expect(new Set(await drawn(studio)).size).toBe(9);
  const names = await kittens(studio).allTextContents();
  expect(new Set(names).size).toBe(9);
  await kittens(studio).first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(kittens(studio).nth(4)).toHaveAttribute('aria-pressed', 'true');
  await expect(card(studio).getByRole('textbox', { name: 'Name' })).toHaveValue(names[4]!);
  expect(await violations(page)).toEqual([]);
});

test('the selected cat is the mother until one is chosen, and then the father stays who he is', async ({ studio }) => {
  const { page } = studio;
  await openWithPhotos(studio, ['ginger', 'tabby', 'smoke', 'mimi']);
  const parent = (role: string) => page.getByRole('button', { name: new RegExp(`^${role}: `) });
  await studio.ownCats.filter({ hasText: 'smoke' }).click();
  await expect(parent('Mother')).toContainText('smoke');
  const father = await parent('Father').textContent();
  await parent('Mother').click();
  await page.getByRole('dialog', { name: 'Choose the mother' }).getByRole('button', { name: 'mimi' }).click();
  await expect(parent('Mother')).toContainText('mimi');
  expect(await parent('Father').textContent()).toBe(father);
  await studio.drop(photo('new', 9));
  await expect(studio.ownCats).toHaveCount(5);
  await expect(parent('Mother')).toContainText('mimi');
  expect(await parent('Father').textContent()).toBe(father);
});

test('a litter that is rolled again gives way, one with a loved kitten stays, and surprise brings a stranger', async ({
  studio,
}) => {
  const { page } = studio;
  await openWithPhotos(studio);
  await press(studio, 'See their kittens');
  const first = await drawn(studio);
  await page.keyboard.press('n');
  await expect.poll(() => drawn(studio)).not.toEqual(first);
  await expect(litters(studio)).toHaveCount(1);

  await kittens(studio).nth(2).click();
  const name = card(studio).getByRole('textbox', { name: 'Name' });
  await name.fill('Tiger');
  await name.press('Enter');
  await expect(kittens(studio).nth(2)).toHaveText('Tiger');
  await press(studio, 'Roll again');
  await expect(litters(studio)).toHaveCount(2);
  await expect(tree(studio).getByRole('button', { name: 'Tiger' })).toBeVisible();

  await page.getByRole('slider', { name: 'Surprise' }).press('Home');
  await press(studio, 'Roll again');
  await drawn(studio);
  await kittens(studio).first().click();
  await expect(card(studio)).not.toContainText('of a stranger');
  await page.getByRole('slider', { name: 'Surprise' }).press('End');
  await press(studio, 'Roll again');
  await kittens(studio).first().click();
  await expect(card(studio)).toContainText('50% of a stranger');
});

test('kittens have kittens, whose tree outlives the cats that it began with', async ({ studio }) => {
  const { page } = studio;
  await openWithPhotos(studio);
  await press(studio, 'See their kittens');
  await kittens(studio).nth(0).click();
  await press(studio, 'As mother');
  await press(studio, 'See their kittens');
  await expect(litters(studio)).toHaveCount(2);

  await test.step('a kitten and a kitten of its grandparents', async () => {
    await kittens(studio).nth(1).click();
    await press(studio, 'As mother');
    await tree(studio).getByRole('listitem').first().locator('button[aria-pressed]').nth(5).click();
    await press(studio, 'As father');
    await press(studio, 'See their kittens');
    await expect(litters(studio)).toHaveCount(3);
  });
  const before = await drawn(studio);

  await test.step('without the founders', async () => {
    await press(studio, 'Remove ginger');
    await press(studio, 'Remove tabby');
    await expect(studio.ownCats).toHaveCount(0);
    await studio.openTab('Mix');
    await studio.openTab('Kittens');
    expect(await drawn(studio)).toEqual(before);
    await kittens(studio).nth(3).click();
    await press(studio, 'Keep');
    await expect(studio.ownCats).toHaveCount(1);
    expect(await drawingOf(studio.ownCats.first())).toBeTruthy();
  });

  await test.step('a branch goes with all who descend from it', async () => {
    await page
      .getByRole('button', { name: /^Remove the litter of / })
      .nth(1)
      .click();
    await expect(litters(studio)).toHaveCount(1);
    await expect(studio.messages).toContainText('2 litters left the tree');
    await page.keyboard.press('Control+z');
    await expect(litters(studio)).toHaveCount(3);
  });
});

test('the tree has its place on a phone', async ({ studio }) => {
  const { page } = studio;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await openWithPhotos(studio, ['a cat that has come from the garden', 'another cat whose name is long']);
  for (let generation = 0; generation < 4; generation++) {
    await press(studio, 'See their kittens');
    await expect(litters(studio)).toHaveCount(generation + 1);
    await kittens(studio).nth(generation).click();
    await press(studio, 'As mother');
  }
  await studio.settle();
  expect(await tooWide(page)).toEqual([]);
  expect(await violations(page)).toEqual([]);
});
