import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { PNG } from 'pngjs';
import { nameDirections } from '../src/latent/directions.ts';
import { packModelDirections } from '../src/modelFolder/directionsFile.ts';
import { packModelFile } from '../src/modelFolder/write.ts';
import { TINY_ARCHITECTURE, tinyModel } from '../tools/testing/tinyModel.ts';
import { drawingOf, expect, type StudioPage, test } from './studioPage.ts';

const names = (studio: StudioPage) => studio.page.getByRole('button', { name: /^Rename / });

const open = async (studio: StudioPage) => {
  await studio.open('#latent');
  await expect(names(studio)).toHaveCount(10);
};

const add = async ({ page }: StudioPage, button: string) => {
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('dialog', { name: 'Add directions' }).getByRole('button', { name: button }).click();
};

/** Presses a key several times. */
const press = async (control: Locator, key: string, times: number) => {
  for (let i = 0; i < times; i++) await control.press(key);
};

test('each row shows what it does, pressing a picture goes there, and fewer layers move when it is told so', async ({
  studio,
}) => {
  const { page } = studio;
  await open(studio);
  const strip = (words: string) => page.getByRole('img', { name: `Trait 1: ${words}`, exact: true });
  const [less, own, more] = await Promise.all(
    ['less, −2 σ', 'as it is', 'more, +2 σ'].map((words) => drawingOf(strip(words))),
  );
  expect(new Set([less, own, more]).size).toBe(3);
  const atRest = await drawingOf(studio.reshapedCat);
  await page.getByRole('button', { name: 'Trait 1: more, +2 σ', exact: true }).click();
  await expect(studio.directions.first()).toContainText('moved +2.0');
  await expect.poll(() => drawingOf(studio.reshapedCat)).not.toBe(atRest);
  await page.getByRole('button', { name: 'Trait 1: as it is', exact: true }).click();
  await expect.poll(() => drawingOf(studio.reshapedCat)).toBe(atRest);

  // Rows that are out of view have not been computed.
  const last = page.getByRole('img', { name: 'Trait 10: as it is', exact: true });
  await expect(last.locator('canvas')).toHaveCount(0);
  await last.scrollIntoViewIfNeeded();
  await expect(last.locator('canvas')).toBeVisible();

  await page.getByRole('button', { name: 'Trait 1: more, +2 σ', exact: true }).click();
  await expect(studio.directions.first()).toContainText('moved +2.0');
  await studio.settle();
  const everywhere = await drawingOf(studio.reshapedCat);
  await press(page.getByRole('slider', { name: 'Layers of Trait 1, last block' }), 'ArrowLeft', 4);
  await expect(studio.directions.first()).toContainText('4×4');
  await expect.poll(() => drawingOf(studio.reshapedCat)).not.toBe(everywhere);
});

test('directions are renamed, starred, put in order with the keyboard and removed; more come by PCA and from styles', async ({
  studio,
}) => {
  const { page } = studio;
  await open(studio);
  await page.getByRole('button', { name: 'Rename Trait 2', exact: true }).click();
  const field = page.getByRole('textbox', { name: 'Rename Trait 2' });
  await field.fill('Ears');
  await field.press('Enter');
  await expect(names(studio).nth(1)).toHaveText('Ears');
  await expect(names(studio).nth(1)).toBeFocused();
  await names(studio).nth(1).press('Enter');
  await page.getByRole('textbox', { name: 'Rename Ears' }).fill('Nose');
  await page.keyboard.press('Escape');
  await expect(names(studio).nth(1)).toHaveText('Ears');

  const star = page.getByRole('button', { name: 'Star Ears' });
  await star.click();
  await expect(star).toHaveAttribute('aria-pressed', 'true');

  await page.getByRole('button', { name: 'Move Ears', exact: true }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByText('Ears is picked up, from place 2 of 10.')).toBeAttached();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByText('Ears is at place 1 of 10.')).toBeAttached();
  await page.keyboard.press('Space');
  await expect(names(studio).first()).toHaveText('Ears');

  await page.getByRole('button', { name: 'Remove Trait 1', exact: true }).click();
  await expect(names(studio)).toHaveCount(9);

  // Those that were removed come back.
  await add(studio, 'Add 5 differences');
  await expect(names(studio)).toHaveCount(14);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const menu = page.getByRole('dialog', { name: 'Add directions' });
  await press(menu.getByRole('slider', { name: 'Layers to factorise, last block' }), 'ArrowLeft', 4);
  await expect(menu).toContainText('What changes a picture most through the layers 4×4.');
  await menu.getByRole('button', { name: 'Add 5 reactions' }).click();
  await expect(names(studio)).toHaveCount(19);
  await expect(names(studio).first()).toHaveText('Style 1');
  await expect(studio.directions.first()).toContainText('4×4');
  await expect(studio.directions.first().getByRole('img', { name: 'Style 1: as it is' })).toBeVisible();
  // There are no more than the latent has numbers.
  await add(studio, 'Add 5 differences');
  await expect(names(studio)).toHaveCount(21);
  await add(studio, 'Add 5 differences');
  await expect(studio.messages).toContainText('Every direction of this sort is in the list already.');
});

test('a list that was saved is loaded again, and a file that does not fit changes nothing', async ({ studio }) => {
  const { page } = studio;
  await open(studio);
  await page.getByRole('button', { name: 'Rename Trait 2', exact: true }).click();
  await page.getByRole('textbox', { name: 'Rename Trait 2' }).fill('Ears');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Star Ears' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save directions' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('random-weights-directions.json');
  const text = await readFile(await download.path(), 'utf8');

  await page.getByRole('button', { name: 'Star Ears' }).click();
  await page.getByRole('button', { name: 'Rename Ears', exact: true }).click();
  await page.getByRole('textbox', { name: 'Rename Ears' }).fill('Trait 2');
  await page.keyboard.press('Enter');
  await expect(names(studio).nth(1)).toHaveText('Trait 2');
  await page.getByRole('button', { name: 'Trait 2: more, +2 σ', exact: true }).click();
  const input = page.getByLabel('File of directions');
  const load = (name: string, content: string) =>
    input.setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
  await load('mine.json', text);
  await expect(studio.messages).toContainText('“mine.json”: 10 directions, now first in the list.');
  await expect(names(studio).nth(1)).toHaveText('Ears');
  await expect(names(studio)).toHaveCount(10);
  await expect(page.getByRole('button', { name: 'Star Ears' })).toHaveAttribute('aria-pressed', 'true');
  await expect(studio.directions.nth(1)).toContainText('moved +2.0'); // the same direction: the cat stays where it is

  await load('photo.json', 'GIF89a');
  await expect(studio.messages).toContainText('“photo.json” is not valid JSON, as saved directions are.');
  const file = JSON.parse(text);
  await load('dogs.json', JSON.stringify({ ...file, model: { title: 'Dogs', fingerprint: 'd06' } }));
  await expect(studio.messages).toContainText('“dogs.json” belongs to the model “Dogs”, not to “Random weights”');
  await load('short.json', text.replace(/"vector":\[[^\]]*\]/, '"vector":[1]'));
  await expect(studio.messages).toContainText("it has 1 numbers where this model's latents have 16");
  await expect(names(studio)).toHaveCount(10);
});

test('what a model folder brings is listed, and F is not needed for it', async ({ studio }) => {
  const { model } = await tinyModel();
  const vector = Float32Array.from({ length: TINY_ARCHITECTURE.latentSize }, (_, i) => (i === 3 ? 1 : 0));
  const axis = { vector, centre: 0, sigma: 0.5 };
  const given = nameDirections([axis], { kind: 'sefa', firstBlock: 0, lastBlock: 2 });
  const { record, bytes } = await packModelDirections(model, given);
  studio.models.set(`tiny/${record.path}`, bytes);
  studio.models.set('tiny/model.json', packModelFile({ ...model, directions: record })[1]);
  for (const path of [...studio.models.keys()]) if (path.includes('/F-')) studio.models.delete(path);
  await studio.open('#latent');
  await expect(names(studio)).toHaveText(['Style 1']);
  await expect(studio.directions.first()).toContainText('4×4 to 16×16');
  await expect(studio.directions.first().locator('canvas')).toHaveCount(3);
});

test('a direction is learnt from cats that are marked; eight of each say how well it works', async ({ studio }) => {
  const { page } = studio;
  await studio.withSamples(12);
  await open(studio);
  await add(studio, 'Choose cats');
  const dialog = page.getByRole('dialog', { name: 'A direction from examples' });
  const learn = dialog.getByRole('button', { name: 'Learn' });
  const cats = dialog.getByRole('listitem').getByRole('button');
  await expect(learn).toBeDisabled();
  await cats.nth(0).click();
  await expect(cats.nth(0)).toHaveAccessibleName(/: more$/);
  await cats.nth(0).click();
  await expect(cats.nth(0)).toHaveAccessibleName(/: less$/);
  await cats.nth(0).click();
  await expect(cats.nth(0)).toHaveAccessibleName(/: no example$/);
  await cats.nth(0).press('+');
  await cats.nth(0).press('ArrowRight');
  await expect(cats.nth(1)).toBeFocused();
  await page.keyboard.press('+');
  await cats.nth(2).press('-');
  await expect(dialog.getByRole('status')).toContainText('2 with more, 1 with less.');
  await dialog.getByRole('textbox', { name: 'Name of the direction' }).fill('Fluffier');
  await learn.click();
  await expect(dialog).toHaveCount(0);
  await expect(names(studio).first()).toHaveText('Fluffier');
  await expect(studio.directions.first()).toContainText(
    'Learnt from 2 with more and 1 with less: not enough to tell how well it works (8 of each are).',
  );

  await page.getByRole('radio', { name: 'Marked 3' }).click();
  await expect(page.getByRole('complementary', { name: 'Library' }).getByRole('listitem')).toHaveCount(3);
  await page.getByRole('radio', { name: /^All/ }).click();
  await expect(studio.sampleCats).toHaveCount(12);

  for (let i = 0; i < 4; i++) await page.getByRole('button', { name: 'Random cat' }).click();
  await add(studio, 'Choose cats');
  await expect(cats).toHaveCount(16);
  for (let i = 0; i < 16; i++) await cats.nth(i).press(i < 8 ? '+' : '-');
  await learn.click();
  await expect(names(studio).first()).toHaveText('From examples');
  await expect(studio.directions.first()).toContainText(
    /Of two cats that it has not seen it picks the right one in \d+ of 100 cases/,
  );
});

test('a sheet shows the photo, its reconstruction and the cat along each starred direction', async ({ studio }) => {
  const { page } = studio;
  await open(studio);
  await page.getByRole('button', { name: 'Star Trait 1', exact: true }).click();
  await page.getByRole('button', { name: 'Star Trait 2', exact: true }).click();
  await page.getByRole('button', { name: 'Sheet' }).click();
  const menu = page.getByRole('dialog', { name: 'Export a sheet' });
  await menu.getByRole('radio', { name: 'Starred 2' }).click();
  await menu.getByRole('slider', { name: 'Pictures in a row' }).press('Home');
  await menu.getByRole('slider', { name: 'Size' }).press('Home');
  await menu.getByRole('switch', { name: 'With labels' }).click();
  await expect(menu).toContainText('1.00 σ, from −1 to +1');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    menu.getByRole('button', { name: 'Download' }).click(),
  ]);
  await expect(menu).toBeHidden();
  await expect(studio.messages).toContainText(`“${download.suggestedFilename()}” is in your downloads.`);
  expect(download.suggestedFilename()).toMatch(/-directions\.png$/);
  const sheet = PNG.sync.read(await readFile(await download.path()));
  const [columns, rows, side, gap] = [2 + 3, 2, 64, 2];
  expect([sheet.width, sheet.height]).toEqual([columns * (side + gap) - gap, rows * (side + gap) - gap]);
  const picture = (column: number, row: number) => {
    const lines = Array.from({ length: side }, (_, y) => {
      const begin = 4 * ((row * (side + gap) + y) * sheet.width + column * (side + gap));
      return sheet.data.subarray(begin, begin + 4 * side);
    });
    return Buffer.concat(lines).toString('base64');
  };
  for (const row of [0, 1]) {
    const [photo, reconstruction, less, own, more] = [0, 1, 2, 3, 4].map((column) => picture(column, row));
    expect(own).toBe(reconstruction);
    expect(new Set([photo, less, own, more]).size).toBe(4);
  }
  expect(picture(2, 0)).not.toBe(picture(2, 1));
});
