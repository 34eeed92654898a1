import { photo } from './photos.ts';
import { expect, SAMPLE_COUNT, type ServedModels, type StudioPage, test } from './studioPage.ts';

const MODEL = 'tiny/model.json';
const [E, F, G] = ['E', 'F', 'G'].map((group) => `tiny/${group}-shard1of1.bin`) as [string, string, string];

/** A graphics card that a busy processor imitates takes its time. */
const IN_SOFTWARE = { timeout: 100_000 };

/** Every way in which a model can be unusable, and what the page says to it. */
const BROKEN: readonly { readonly kind: string; break(models: ServedModels): unknown; readonly sentence: string }[] = [
  {
    kind: 'no index.json',
    break: (models) => models.delete('index.json'),
    sentence: 'models/index.json is not there (the server answered 404). Check the model’s folder, then try again.',
  },
  {
    kind: 'an empty index.json',
    break: (models) => models.set('index.json', Buffer.from('{"formatVersion": 1, "models": []}')),
    sentence: 'models/index.json lists no model. Check the model’s folder, then try again.',
  },
  {
    kind: 'a missing shard',
    break: (models) => models.delete(G),
    sentence: `models/${G} is not there (the server answered 404). Check the model’s folder, then try again.`,
  },
  {
    kind: 'a shard of another length',
    break: async (models) => models.set(E, (await models.get(E)!).subarray(0, 100)),
    sentence: 'E-shard1of1.bin has 100 bytes instead of the ',
  },
  {
    kind: 'a wrong hash',
    break: async (models) => models.set(G, (await models.get(G)!).with(0, (await models.get(G)!)[0]! ^ 1)),
    sentence:
      'G-shard1of1.bin is damaged: its SHA-256 is not the one in model.json. The model’s folder may be damaged: copy it again, then retry.',
  },
  {
    kind: 'an unknown version',
    break: async (models) => {
      const text = Buffer.from(await models.get(MODEL)!).toString();
      models.set(MODEL, Buffer.from(text.replace('"formatVersion": 1', '"formatVersion": 99')));
    },
    sentence: 'model.json has format version 99, but only version 1 is known here.',
  },
];

async function expectReconstruction(studio: StudioPage, name: string): Promise<void> {
  await expect(studio.failure).toHaveCount(0);
  await expect(studio.reconstructionOf(name).locator('canvas')).toBeVisible();
}

test('a model that is unusable is told of, the page stays usable, and goes on when that is mended', async ({
  studio,
}) => {
  const whole = new Map(studio.models);
  const serve = (models: ServedModels) => {
    studio.models.clear();
    for (const [path, bytes] of models) studio.models.set(path, bytes);
  };
  const retry = () => studio.failure.getByRole('button', { name: 'Retry' }).click();
  for (const [i, { kind, break: breakModel, sentence }] of BROKEN.entries()) {
    await test.step(kind, async () => {
      const broken = new Map(whole);
      await breakModel(broken);
      serve(broken);
      await (i === 0 ? studio.open() : retry());
      await expect(studio.failure).toContainText(sentence);
    });
  }
  const { sentence } = BROKEN.at(-1)!;
  await expect(studio.sampleCats).toHaveCount(SAMPLE_COUNT);
  await studio.drop(photo('ginger', 1));
  await expect(studio.ownCats).toHaveText(['ginger']);
  await studio.openTab('Mix');
  await expect(studio.failure).toContainText(sentence);
  await studio.openTab('Reconstruct');
  serve(whole);
  await retry();
  await expectReconstruction(studio, 'ginger');
});

test('a connection lost while loading is told of, and can be tried again', async ({ studio }) => {
  const bytes = await studio.models.get(G)!;
  let loseConnection = () => {};
  const lost = new Promise<Uint8Array>((_, reject) => {
    loseConnection = () => reject(new Error('The connection is lost.'));
  });
  studio.models.set(G, lost);
  await studio.open();
  const progress = studio.page.getByRole('main').getByRole('progressbar', { name: 'Model download' });
  const fetched = await Promise.all([E, 'tiny/check-shard1of1.bin'].map((path) => studio.models.get(path)));
  const fetchedBytes = fetched.reduce((sum, shard) => sum + shard!.byteLength, 0);
  const percent = Math.round((100 * fetchedBytes) / (fetchedBytes + bytes.byteLength));
  await expect(progress).toHaveAttribute('aria-valuenow', String(percent));

  loseConnection();
  await expect(studio.failure).toContainText(
    `models/${G} could not be fetched: the connection failed. Check your connection and try again.`,
  );
  await expect(studio.sampleCats).toHaveCount(SAMPLE_COUNT);

  studio.models.set(G, bytes);
  await studio.failure.getByRole('button', { name: 'Retry' }).click();
  await expectReconstruction(studio, 'Ginger and white');
});

test('without F there are no directions, and all else works', async ({ studio }) => {
  const bytes = await studio.models.get(F)!;
  studio.models.delete(F);
  await studio.open('#latent');
  await expect(studio.failure).toContainText(`models/${F} is not there`);
  await expect(studio.reshapedCat.locator('canvas')).toBeVisible();
  await studio.openTab('Reconstruct');
  await expectReconstruction(studio, 'Ginger and white');
  await studio.openTab('Latent');
  studio.models.set(F, bytes);
  await studio.failure.getByRole('button', { name: 'Retry' }).click();
  await expect(studio.page.getByRole('slider', { name: 'Trait 1', exact: true })).toBeVisible();
});

test('an address that asks for what there is not gets a sentence and the best there is', async ({ studio }) => {
  await studio.open('?model=lions&backend=abacus');
  await expect(studio.messages).toContainText('There is no model “lions” here: “tiny” is used.');
  await expect(studio.messages).toContainText(
    '“abacus” is no backend (webgpu, webgl, wasm, cpu are): the best one is used.',
  );
  await expectReconstruction(studio, 'Ginger and white');
  await expect(studio.page.getByRole('button', { name: /^Computed by WebAssembly/ })).toBeVisible();
});

test('the card says how good the model is, beside what real photos score', async ({ studio }) => {
  await studio.open();
  await studio.page.getByRole('button', { name: /^Random weights/ }).click();
  const card = studio.page.getByRole('dialog');
  await expect(card).toContainText('Measured on 1,234 photos that it never saw in training.');
  const cells = (name: string) => card.getByRole('row', { name }).getByRole('cell');
  await expect(cells('KID')).toHaveText(['45.60 ± 0.70', '32.10 ± 0.50', '−0.12']);
  await expect(cells('Fréchet distance')).toHaveText(['9.87', '6.54', '0.12']);
  await expect(card.getByText('12.3 dB')).toBeVisible();
  await expect(card).toContainText('Strangers picked the right cat 139 times of 160, of five photos');
  await expect(card).toContainText('They told a random picture from a photo 71 times of 80. By chance: 40.');
  await expect(card).toContainText('place 91 of 1,234');
  // This model's folder has no sheets.
  await expect(card.getByRole('img')).toHaveCount(0);
});

test('a photo is reconstructed on WebGPU', async ({ studio }) => {
  await studio.withSamples(0);
  await studio.open('?backend=webgpu');
  await studio.drop(photo('ginger', 1));
  await expect(studio.page.getByRole('button', { name: 'Computed by WebGPU' })).toBeVisible(IN_SOFTWARE);
  await expect(studio.reconstructionOf('ginger').locator('canvas')).toBeVisible(IN_SOFTWARE);
});

test('a file that the server does not have is a 404', async ({ request }) => {
  expect((await request.get('./models/none/model.json')).status()).toBe(404);
});
