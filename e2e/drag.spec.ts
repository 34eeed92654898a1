import type { Locator } from '@playwright/test';
import { violations } from './accessibility.ts';
import { drawingOf, expect, test } from './studioPage.ts';

let pad: Locator;

test.beforeEach(async ({ studio }) => {
  await studio.open('?backend=wasm#latent');
  pad = studio.page.getByRole('application', { name: /^Drag / });
  await expect(pad).toBeVisible();
});

test('dragging moves the cat along two directions, and a double click brings it home; arrow keys do the same, Escape goes home', async ({
  studio,
}) => {
  const { page } = studio;
  const shown = () => drawingOf(studio.reshapedCat);
  const atHome = await shown();
  const { x, y, width } = (await pad.boundingBox())!;
  const centre = [x + width / 2, y + width / 2] as const;
  await page.mouse.move(...centre);
  await page.mouse.down();
  await page.mouse.move(centre[0] + width / 6, centre[1] + width / 3, { steps: 5 });
  await page.mouse.up();
  await expect(pad.locator('output')).toHaveText(/\+1\.0 σ, .* −2\.0 σ/);
  await expect.poll(shown).not.toBe(atHome);
  // The sliders of the two directions have gone along.
  const offsets = await page
    .locator('[role=slider][aria-valuenow]')
    .evaluateAll((thumbs) => thumbs.map((thumb) => Number(thumb.getAttribute('aria-valuenow'))));
  expect(offsets).toEqual(expect.arrayContaining([1, -2]));
  // A drag does not go beyond the reach, and begins where the last one ended.
  await page.mouse.move(...centre);
  await page.mouse.down();
  await page.mouse.move(centre[0] - width, centre[1], { steps: 3 });
  await page.mouse.up();
  await expect(pad.locator('output')).toHaveText(/−3\.0 σ, .* −2\.0 σ/);
  await pad.dblclick();
  await expect(pad.locator('output')).toHaveText(/\+0\.0 σ, .* \+0\.0 σ/);
  await expect.poll(shown).toBe(atHome);

  await pad.press('Shift+ArrowRight');
  await pad.press('ArrowRight');
  await pad.press('ArrowDown');
  await expect(pad.locator('output')).toHaveText(/\+0\.6 σ, .* −0\.1 σ/);
  await expect.poll(shown).not.toBe(atHome);
  expect(await violations(page)).toEqual([]);
  await pad.press('Escape');
  await expect.poll(shown).toBe(atHome);
});

test('the directions are chosen, and choosing the other one swaps them', async ({ studio }) => {
  const { page } = studio;
  const across = page.getByLabel('Dragging left and right');
  const up = page.getByLabel('Dragging up and down');
  const [first, second, third] = await across.locator('option').allTextContents();
  await expect(pad).toHaveAccessibleName(new RegExp(`for ${first}, up and down for ${second}$`));
  await across.selectOption(second!);
  await expect(pad).toHaveAccessibleName(new RegExp(`for ${second}, up and down for ${first}$`));
  await up.selectOption(third!);
  await expect(pad).toHaveAccessibleName(new RegExp(`for ${second}, up and down for ${third}$`));
  await pad.press('Shift+ArrowUp');
  await expect(page.getByRole('slider', { name: third!, exact: true })).toHaveAttribute('aria-valuenow', '0.5');
  await expect(page.getByRole('slider', { name: second!, exact: true })).toHaveAttribute('aria-valuenow', '0');
});
