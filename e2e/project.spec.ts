import { readFile } from 'node:fs/promises';
import { photo } from './photos.ts';
import { expect, test } from './studioPage.ts';

/** After a change, and after that delay, a reload knows nothing but what is kept. */
const WRITTEN_MS = 1500;

test('a project brings everything back where nothing of it is left; undo takes it away again', async ({ studio }) => {
  const { page } = studio;
  await studio.openSmallGrid([photo('ginger', 1), photo('smoke', 2)], ['ginger'], ['smoke', 'ginger']);
  await studio.switchOf(2, '16×16').click();
  await studio.openTab('Latent');
  await page.getByRole('button', { name: 'Trait 1: more, +2 σ', exact: true }).click();
  await page.getByRole('button', { name: 'Keep in library' }).click();
  await expect(studio.ownCats).toHaveCount(3);
  const names = await studio.ownCats.allTextContents();
  await studio.openTab('Mix');
  const mixtures = await studio.mixtures();
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
  expect(download.suggestedFilename()).toMatch(/^project-\d{4}-\d\d-\d\d\.alae$/);
  const saved = { name: 'my cats.alae', bytes: await readFile(await download.path()) };

  await test.step('dropped after a fresh start, in the place of what is there', async () => {
    await studio.startAfresh();
    await page.waitForTimeout(WRITTEN_MS);
    await page.reload();
    await expect(page.getByRole('button', { name: /^Computed by / })).toBeVisible({ timeout: 60_000 });
    await expect(studio.ownCats).toHaveCount(0);
    await studio.drop(photo('tabby', 3));
    await expect(studio.ownCats).toHaveText(['tabby']);
    await studio.openTab('Reconstruct');
    await studio.drop(saved);
    await expect(studio.messages).toContainText('“my cats.alae” is open. Undo brings back what was here.');
    await expect(studio.ownCats).toHaveText(names);
    await expect(page.getByRole('tab', { name: 'Mix' })).toHaveAttribute('aria-selected', 'true');
    await expect(studio.switchOf(2, '16×16')).toBeChecked();
    expect(await studio.mixtures()).toEqual(mixtures);
  });

  await test.step('one step of undo, and of redo', async () => {
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(studio.ownCats).toHaveText(['tabby']);
    await page.getByRole('button', { name: 'Redo' }).click();
    await expect(studio.ownCats).toHaveText(names);
    expect(await studio.mixtures()).toEqual(mixtures);
  });

  await test.step('what is damaged or foreign is one sentence', async () => {
    await studio.drop({ name: 'half.alae', bytes: saved.bytes.subarray(0, saved.bytes.length / 2) });
    await expect(studio.messages).toContainText('“half.alae” is damaged and cannot be opened');
    await studio.drop({ name: 'letter.alae', bytes: Buffer.from('Dear cat') });
    await expect(studio.messages).toContainText('“letter.alae” is no project of this studio');
    await expect(studio.ownCats).toHaveText(names);
  });

  await test.step('chosen, under another name', async () => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page
        .getByRole('button', { name: 'What is kept' })
        .click()
        .then(() => page.getByRole('button', { name: 'Open project…' }).click()),
    ]);
    await chooser.setFiles({ name: 'cats.zip', mimeType: 'application/zip', buffer: saved.bytes });
    await expect(studio.messages).toContainText('“cats.zip” is open.');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(studio.ownCats).toHaveText(names);
  });
});
