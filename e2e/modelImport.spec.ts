import { readFile } from 'node:fs/promises';
import { zipSync } from 'fflate';
import { photo } from './photos.ts';
import { expect, test, tinyModels } from './studioPage.ts';

const CHECKPOINTS = 'tools/testing/fixtures/style32';
const legacyCheckpoint = async () => ({
  name: 'mine.pth',
  bytes: await readFile(`${CHECKPOINTS}/checkpoint-legacy.pth`),
});

test('a full storage is a sentence, and what was there stays', async ({ studio }) => {
  const { page } = studio;
  await studio.withSamples(0);
  await studio.open();
  await expect(page.getByRole('button', { name: /^Computed by / })).toBeVisible();
  const devtools = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 100_000 });
  await studio.drop(await legacyCheckpoint());
  await expect(studio.messages).toContainText(
    '“mine.pth” cannot be used. There is no room for it in this browser’s storage. Delete a model',
  );
  await expect(page.getByRole('button', { name: 'Random weights · 64×64' })).toBeVisible();
  await page.getByRole('button', { name: 'Random weights · 64×64' }).click();
  await expect(page.getByRole('region', { name: 'Models' }).getByRole('listitem')).toHaveCount(1);
});

test('a dropped checkpoint becomes a model that runs, stays, and can be deleted', async ({ studio }) => {
  const { page } = studio;
  const models = page.getByRole('region', { name: 'Models' });
  const mine = models.getByRole('button', { name: /^mine 32×32 · \d+\.\d MB in this browser$/ });
  const openModels = () => page.getByRole('button', { name: /^(mine|Random weights) · / }).click();
  await studio.withSamples(0);
  await studio.open();
  await expect(page.getByRole('button', { name: /^Computed by / })).toBeVisible();

  await test.step('it is converted beside a photo that is dropped with it, and draws it', async () => {
    const requests: string[] = [];
    page.on('request', (request) => request.method() !== 'GET' && requests.push(request.url()));
    await studio.drop(photo('ginger', 1), await legacyCheckpoint());
    await expect(page.getByRole('region', { name: 'Model import' }).getByRole('progressbar')).toBeVisible();
    await expect(studio.messages).toContainText('“mine” is kept in this browser now.');
    await expect(page.getByRole('button', { name: 'mine · 32×32' })).toBeVisible();
    await expect(studio.reconstructionOf('ginger').locator('canvas')).toBeVisible();
    await expect(studio.ownCats).toHaveText(['ginger']);
    expect(requests).toEqual([]);
  });

  await test.step('a damaged one is a sentence, and the running model stays', async () => {
    const { bytes } = await legacyCheckpoint();
    await studio.drop({ name: 'broken.pth', bytes: bytes.subarray(0, bytes.length / 2) });
    await expect(studio.messages).toContainText(
      /“broken.pth” cannot be used. The checkpoint is damaged: [^.]+\. Download/,
    );
    await expect(page.getByRole('button', { name: 'mine · 32×32' })).toBeVisible();
    await expect(studio.failure).toHaveCount(0);
  });

  await test.step('a zipped model folder is another one', async () => {
    const files = [...(await tinyModels())].filter(([path]) => path.startsWith('tiny/'));
    await studio.drop({ name: 'folder.zip', bytes: zipSync(Object.fromEntries(files)) });
    await expect(page.getByRole('button', { name: 'Random weights · 64×64' })).toBeVisible();
    await expect(page).toHaveURL(/model=tiny-2/);
  });

  await test.step('after a reload they are there, and one press runs the first again', async () => {
    await page.reload();
    await expect(page.getByRole('button', { name: 'Random weights · 64×64' })).toBeVisible();
    await openModels();
    await expect(models.getByRole('listitem')).toHaveCount(3);
    await mine.click();
    await expect(page.getByRole('button', { name: 'mine · 32×32' })).toBeVisible();
  });

  await test.step('a deleted one is gone, and a published one runs', async () => {
    await openModels();
    await models.getByRole('button', { name: 'Delete mine' }).click();
    await models.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(mine).toHaveCount(0);
    await expect(models.getByRole('listitem')).toHaveCount(2);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Random weights · 64×64' })).toBeVisible();
    await page.reload();
    await openModels();
    await expect(models.getByRole('listitem')).toHaveCount(2);
  });
});
