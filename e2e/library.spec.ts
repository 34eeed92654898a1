import { violations } from './accessibility.ts';
import { photo } from './photos.ts';
import { drawingOf, expect, test } from './studioPage.ts';

const text = (name: string, content: string) => ({ name, bytes: new TextEncoder().encode(content) });

test('a file that is no photo gets a sentence, many get one together, and another page’s picture is not fetched', async ({
  studio,
}) => {
  const heic = { name: 'IMG_1.HEIC', bytes: Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1') };
  const letter = text('letter.txt', 'Dear cat, this is a letter.');
  const cut = photo('half', 1);
  await studio.open();
  await expect(studio.page).toHaveTitle(/Alae Studio/);
  await studio.settle();
  await studio.drop(letter);
  await expect(studio.messages).toContainText('“letter.txt” is not an image: PNG, JPEG, HEIC, WebP, AVIF, GIF and BMP');
  await studio.drop(
    letter,
    text('empty.jpg', ''),
    heic,
    { ...cut, bytes: cut.bytes.subarray(0, 200) },
    photo('ginger', 2),
  );
  await expect(studio.messages).toContainText(
    '4 files were left out: 1 no image (“letter.txt”), 1 empty (“empty.jpg”), 2 damaged (“IMG_1.HEIC”, “half.png”).',
  );
  await expect(studio.ownCats).toHaveText(['ginger']);
  await expect(studio.reconstructionOf('ginger').locator('canvas')).toBeVisible();

  await studio.page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/uri-list', 'https://example.org/cat.jpg');
    for (const type of ['dragover', 'drop']) {
      document.querySelector('main')!.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true }));
    }
  });
  await expect(studio.messages).toContainText('copy the picture there (“Copy image”) and paste it here');
});

test('a page that is translated goes on', async ({ studio }) => {
  const { page } = studio;
  await studio.open();
  await studio.settle();
  const wrap = () =>
    page.evaluate(() => {
      const walker = document.createTreeWalker(document.getElementById('root')!, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode()) texts.push(walker.currentNode as Text);
      for (const text of texts) {
        const font = document.createElement('font');
        text.replaceWith(font);
        font.append(text);
      }
    });
  for (const tab of ['Mix', 'Latent', 'Morph', 'Kittens', 'Reconstruct']) {
    await wrap();
    await page.getByRole('tab', { name: tab }).click();
    await expect(page.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
  }
  await studio.drop(photo('ginger', 2));
  await wrap();
  await expect(studio.ownCats).toHaveText(['ginger']);
  await expect(studio.page.getByText('This part of the page could not be shown')).toHaveCount(0);
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

test('a cat is renamed by its name or by a key, and the new name holds everywhere', async ({ studio }) => {
  const { page } = studio;
  await studio.withSamples(1);
  await studio.open();
  await studio.drop(photo('img 4711', 1));
  await studio.settle();
  await studio.ownCats.getByText('img 4711').dblclick();
  const field = page.getByRole('textbox', { name: 'Rename img 4711' });
  await field.fill('Minka');
  await field.press('Enter');
  await expect(studio.ownCats).toHaveText(['Minka']);
  await expect(studio.ownCats).toBeFocused();
  await expect(studio.reconstructionOf('Minka')).toBeVisible();
  await page.keyboard.press('F2');
  const again = page.getByRole('textbox', { name: 'Rename Minka' });
  await again.fill('Somebody else');
  await again.press('Escape');
  await expect(studio.ownCats).toHaveText(['Minka']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(studio.ownCats).toHaveText(['img 4711']);
});
