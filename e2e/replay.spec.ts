import { tooWide, violations } from './accessibility.ts';
import { expect, test } from './studioPage.ts';

const MODEL = 'tiny/model.json';
const MOMENTS = [
  { path: 'replay/a.webp', imagesSeen: 10_000, lod: 0 },
  { path: 'replay/b.webp', imagesSeen: 20_000, lod: 1 },
  { path: 'replay/c.webp', imagesSeen: 123_456, lod: 4 },
];
/** A picture of 12 by 3 pixels. */
const FRAME = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAwAAAADCAYAAACnI+4yAAAAFklEQVR4AWP8DwQMJAAmBhIBEwOJAABCKAQCO/RxlgAAAABJRU5ErkJggg==',
  'base64',
);

test('a model that brings a replay shows how it learnt', async ({ studio }) => {
  const { page, models } = studio;
  const model = JSON.parse(Buffer.from(await models.get(MODEL)!).toString());
  models.set(MODEL, Buffer.from(JSON.stringify({ ...model, replay: { columns: 12, frames: MOMENTS } })));
  for (const { path } of MOMENTS) models.set(`tiny/${path}`, FRAME);
  await studio.withSamples(0);
  await studio.open();
  const link = page.getByRole('button', { name: 'Watch it learn' });
  await link.click();
  const dialog = page.getByRole('dialog', { name: 'How the model learnt' });
  const picture = dialog.getByRole('img');
  await expect(picture).toHaveAccessibleName('What the model could do after 10,000 images seen, 4×4 pixels');
  await expect(picture).toHaveAttribute('src', /\/models\/tiny\/replay\/a\.webp$/);

  const moment = dialog.getByRole('slider', { name: 'Moment of the training' });
  await moment.press('ArrowRight');
  await expect(moment).toHaveAttribute('aria-valuetext', '20,000 images seen, 8×8 pixels');
  await dialog.getByRole('button', { name: 'Play' }).click();
  await expect(picture).toHaveAccessibleName(/after 123,456 images seen, 64×64 pixels$/);
  await expect(picture).toHaveAttribute('src', /c\.webp$/);
  await expect(dialog.getByRole('button', { name: 'Play' })).toBeVisible(); // it stops there

  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    expect.soft(await violations(page), `${width}`).toEqual([]);
    expect.soft(await tooWide(page), `${width}`).toEqual([]);
  }
  await page.keyboard.press('Escape');
  await expect(link).toBeFocused();
});
