import { PNG } from 'pngjs';
import { violations } from './accessibility.ts';
import { photo } from './photos.ts';
import { drawingOf, expect, test } from './studioPage.ts';

const text = (name: string, content: string) => ({ name, bytes: new TextEncoder().encode(content) });

test('the page opens under its name', async ({ studio }) => {
  await studio.open();
  await expect(studio.page).toHaveTitle(/Alae Studio/);
});

test('files that are no photos get a sentence each, and the photo among them is reconstructed', async ({ studio }) => {
  const heic = { name: 'IMG_1.HEIC', bytes: Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1') };
  const wall = { name: 'wall.png', bytes: PNG.sync.write(new PNG({ width: 20_000, height: 8 })) };
  const cut = photo('half', 1);
  await studio.open();
  await studio.settle();
  await studio.drop(
    text('letter.txt', 'Dear cat, this is a letter.'),
    heic,
    wall,
    { ...cut, bytes: cut.bytes.subarray(0, 200) },
    photo('ginger', 2),
  );
  for (const sentence of [
    '“letter.txt” is not an image: PNG, JPEG, WebP, AVIF, GIF and BMP are understood.',
    '“IMG_1.HEIC” is a HEIC photo, which browsers cannot open: export it as JPEG first.',
    '“wall.png” is too large (20000 × 8 pixels): the limit is 40 megapixels and 12,000 pixels a side.',
    '“half.png” is damaged or cut off: the browser cannot decode it.',
  ]) {
    await expect(studio.messages).toContainText(sentence);
  }
  await expect(studio.ownCats).toHaveText(['ginger']);
  await expect(studio.reconstructionOf('ginger').locator('canvas')).toBeVisible();
});

test('another frame gives another reconstruction', async ({ studio }) => {
  const { page } = studio;
  await studio.open();
  await studio.drop(photo('ginger', 1, 200, 120));
  await studio.settle();
  const before = await drawingOf(studio.reconstructionOf('ginger'));
  await page.getByRole('button', { name: 'Adjust crop', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Frame the face' });
  const preview = dialog.getByRole('img', { name: 'What the model sees' });
  const whole = await drawingOf(preview);
  for (let i = 0; i < 5; i++) await dialog.getByRole('slider', { name: 'Zoom' }).press('PageUp');
  await expect.poll(() => drawingOf(preview)).not.toBe(whole);
  await dialog.getByRole('button', { name: 'Use this frame' }).click();
  await expect(dialog).toHaveCount(0);
  await studio.settle();
  expect(await drawingOf(studio.reconstructionOf('ginger'))).not.toBe(before);
});

test('what is no cat becomes one, with one click', async ({ studio }) => {
  const { page } = studio;
  await studio.withSamples(0);
  await studio.open();
  const offer = page.getByRole('button', { name: 'Not a cat? Try these' });
  await offer.click();
  const drawings = page.getByRole('region', { name: 'Not cats' }).locator('button[aria-pressed]');
  await expect(drawings).toHaveText(['Dog', 'Teapot', 'Smiley', 'Slice of pizza', 'Robot', 'Sunset']);
  await expect(offer).toHaveCount(0);
  await expect(drawings.first()).toHaveAttribute('aria-pressed', 'true');
  await expect(studio.reconstructionOf('Dog').locator('canvas')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Watch it learn' })).toHaveCount(0); // this model brings no replay

  await page.getByRole('button', { name: 'Remove Teapot' }).click();
  await expect(drawings).toHaveCount(5);
  await offer.click();
  await expect(drawings).toHaveCount(6);
  expect(await violations(page)).toEqual([]);
});

test('where the browser keeps nothing, it asks before a made cat is lost, and not before', async ({ studio }) => {
  const { page } = studio;
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('no', 'SecurityError');
    };
  });
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await studio.withSamples(0);
  await studio.open('#latent');
  await studio.drop(photo('ginger', 1));
  await expect(studio.reshapedCat.locator('canvas')).toBeVisible();
  await page.reload();
  expect(asked).toEqual([]);

  await studio.drop(photo('ginger', 1));
  await page.getByRole('button', { name: 'Keep in library' }).click();
  await expect(studio.ownCats).toHaveText(['ginger, reshaped', 'ginger']);
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
});

test('each tab keeps its place on the page, and a new cat is brought into view', async ({ studio }) => {
  const { page } = studio;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await studio.open();
  await studio.settle();
  const place = () => page.evaluate(() => scrollY);
  await page.evaluate(() => scrollTo(0, 600));
  await studio.openTab('Mix');
  await expect.poll(place).toBe(0);
  await studio.openTab('Reconstruct');
  await expect.poll(place).toBe(600);

  await page.evaluate(() => scrollTo(0, 0));
  await studio.sampleCats.last().scrollIntoViewIfNeeded();
  await studio.drop(photo('ginger', 1));
  await expect(studio.ownCats).toBeInViewport({ ratio: 1 });
});
