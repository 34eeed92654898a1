import { photo } from './photos.ts';
import { drawingOf, expect, test } from './studioPage.ts';

test('switches are taken back and taken again, by buttons and by keys; a removed photo comes back with its place', async ({
  studio,
}) => {
  const { page } = studio;
  const undo = page.getByRole('button', { name: 'Undo' });
  const redo = page.getByRole('button', { name: 'Redo' });
  await studio.openSmallGrid([photo('ginger', 1), photo('smoke', 2)], ['ginger', 'smoke'], ['smoke', 'ginger']);
  await expect(redo).toBeDisabled();
  const before = await studio.mixtures();

  await studio.switchOf(1, '8×8').click();
  await studio.switchOf(2, '16×16').click();
  await undo.click();
  await expect(studio.switchOf(2, '16×16')).not.toBeChecked();
  await expect(studio.switchOf(1, '8×8')).toBeChecked();
  await page.keyboard.press('Control+z');
  expect(await studio.mixtures()).toEqual(before);

  await page.keyboard.press('Control+Shift+Z');
  await expect(studio.switchOf(1, '8×8')).toBeChecked();
  await page.keyboard.press('Control+y');
  await expect(studio.switchOf(2, '16×16')).toBeChecked();
  await expect(redo).toBeDisabled();

  const switched = await studio.mixtures();
  await page.getByRole('button', { name: 'Remove ginger', exact: true }).click();
  expect((await studio.mixtures()).map((row) => row.length)).toEqual([1]);
  await page.keyboard.press('Control+z');
  await expect(studio.ownCats).toHaveText(['smoke', 'ginger']);
  expect(await studio.mixtures()).toEqual(switched);
});

test('the drag of a slider is one step', async ({ studio }) => {
  const { page } = studio;
  await studio.open('#latent');
  const dial = page.getByRole('slider', { name: 'Trait 1', exact: true });
  await expect(dial).toBeVisible();
  const undo = page.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeDisabled(); // the page fetched the samples and laid out the grid, not the user
  const shown = () => drawingOf(studio.reshapedCat);
  const value = () => dial.getAttribute('aria-valuenow');
  const [atRest, drawnAtRest] = [await value(), await shown()];

  await dial.scrollIntoViewIfNeeded();
  const box = (await dial.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (const distance of [15, 30, 45, 60]) await page.mouse.move(x + distance, y);
  await page.mouse.up();
  const dragged = await value();
  expect(dragged).not.toBe(atRest);

  await page.keyboard.press('Control+z');
  expect(await value()).toBe(atRest);
  await expect.poll(shown).toBe(drawnAtRest);
  await expect(undo).toBeDisabled();
  await page.keyboard.press('Control+y');
  expect(await value()).toBe(dragged);
});
