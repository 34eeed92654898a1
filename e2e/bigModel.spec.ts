import { packModelIndex } from '../src/modelFolder/write.ts';
import { tinyModel } from '../tools/testing/tinyModel.ts';
import { photo } from './photos.ts';
import { expect, type StudioPage, test } from './studioPage.ts';

/** Many pixels, few weights: what counts here is the size of the maps. */
const SIDE = 512;
const ARCHITECTURE = {
  layerCount: 8,
  startChannels: 2,
  maxChannels: 8,
  latentSize: 16,
  mappingLayers: 2,
  channels: 3,
} as const;

async function serveLargeModel(studio: StudioPage): Promise<void> {
  const { model, files } = await tinyModel('large', ARCHITECTURE, 'wasm');
  studio.models.clear();
  studio.models.set(...packModelIndex([model]));
  for (const [path, bytes] of files) studio.models.set(`large/${path}`, bytes);
  await studio.withSamples(0);
}

test('a large model reconstructs at its size, and the grid shows and keeps small pictures', async ({ studio }) => {
  await serveLargeModel(studio);
  await studio.open();
  await studio.drop(photo('ginger', 1));
  const drawn = (canvas: SVGElement | HTMLElement) => (canvas as HTMLCanvasElement).width;
  expect(await studio.reconstructionOf('ginger').locator('canvas').evaluate(drawn)).toBe(SIDE);
  await studio.drop(photo('smoke', 2));
  await studio.openTab('Mix');
  await studio.layOutGrid(['ginger'], ['smoke']);
  await studio.settle();
  const cell = studio.row(1).locator('button.mix-cell');
  expect(await cell.locator('canvas').evaluate(drawn)).toBeLessThan(SIDE);
  await cell.click();
  const large = studio.page.getByRole('dialog').getByRole('img', { name: 'smoke × ginger' });
  await expect(large).toHaveAttribute('aria-busy', 'false');
  expect(await large.locator('canvas').evaluate(drawn)).toBe(SIDE);
});

test('a device that cannot hold the model gets one sentence before anything large is fetched', async ({ studio }) => {
  await serveLargeModel(studio);
  await studio.page.addInitScript(() => Object.defineProperty(navigator, 'deviceMemory', { value: 1 / 16 }));
  const fetched: string[] = [];
  studio.page.on('request', (request) => fetched.push(request.url()));
  await studio.open('#mix');
  await expect(studio.failure).toContainText(
    /^The model needs about 0\.\d+ GiB of memory, and this device gives a page 0\.063 GiB\. Choose a smaller model/,
  );
  expect(fetched.filter((url) => url.includes('.bin'))).toEqual([]);
});
