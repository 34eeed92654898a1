import { TINY_FIGURES } from '../tools/testing/tinyModel.ts';
import { tooWide, violations } from './accessibility.ts';
import { expect, type StudioPage, test } from './studioPage.ts';

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

async function modelBrings({ models }: StudioPage, facts: object): Promise<void> {
  const model = JSON.parse(Buffer.from(await models.get(MODEL)!).toString());
  models.set(MODEL, Buffer.from(JSON.stringify({ ...model, ...facts })));
}

test('a model that brings a replay shows how it learnt', async ({ studio }) => {
  const { page, models } = studio;
  await modelBrings(studio, { replay: { columns: 12, frames: MOMENTS } });
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

test('a model that brings its learning curves shows them on its card, value by value', async ({ studio }) => {
  const { page, models } = studio;
  const losses = [100, 200, 300, 9000, 9100].map((imagesSeen, i) => ({
    ...{ imagesSeen, lod: i < 3 ? 0 : 1 },
    ...{ discriminator: 1.4 + i, generator: 0.7, latent: 0.5 },
  }));
  const milestones = [0.002, 0.0001].map((kidSamples, i) => ({
    imagesSeen: 300 + 8800 * i,
    figures: { ...TINY_FIGURES, kidSamples },
  }));
  await modelBrings(studio, { learning: 'learning.json' });
  models.set('tiny/learning.json', Buffer.from(JSON.stringify({ formatVersion: 1, losses, milestones })));
  await studio.withSamples(0);
  await studio.open();
  await page.getByRole('button', { name: /^Random weights/ }).click();
  const curves = page.getByRole('dialog').getByRole('region', { name: 'How it learnt' });
  await expect(curves).toContainText('0.100 KID ×1000 after 9,100 images');
  await curves.getByRole('slider', { name: 'Realism, value by value' }).press('ArrowLeft');
  await expect(curves).toContainText('2.00 KID ×1000 after 300 images');

  await curves.getByRole('radio', { name: 'Discriminator' }).click();
  await expect(curves).toContainText('5.40 loss after 9,100 images');
  await expect(curves).toContainText('Not recorded: 300 to 9,000 images.');
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    expect.soft(await violations(page), `${width}`).toEqual([]);
    expect.soft(await tooWide(page), `${width}`).toEqual([]);
  }

  models.set('tiny/learning.json', Buffer.from('{}'));
  await page.reload();
  await page.getByRole('button', { name: 'About the model' }).click();
  await expect(page.getByRole('dialog')).toContainText('The learning curves could not be read.');
});
