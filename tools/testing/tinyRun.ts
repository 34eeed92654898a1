import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { seededRandom } from '../../src/latent/random.ts';
import { prepareDataset } from '../dataset/prepare.ts';

/** Networks of 4 and 8 pixels that learn hundreds of images a second: for tests of the training around them. */
export const TINY_ARCHITECTURE = { layerCount: 2, startChannels: 4, maxChannels: 8, latentSize: 8, mappingLayers: 2 };

const IMAGES = 40;
/** Of the 40 images, the last four are set apart. */
export const TINY_TRAIN_COUNT = 36;

/** Makes a data set of 40 images of coloured noise, 8 pixels each or more, in `directory`/data. @returns its path */
export async function prepareTinyDataset(directory: string, resolution = 8): Promise<string> {
  const input = path.join(directory, 'pictures');
  const random = seededRandom(5);
  await mkdir(input, { recursive: true });
  for (let i = 0; i < IMAGES; i++) {
    const pixels = Buffer.from(Uint8Array.from({ length: resolution ** 2 * 3 }, () => 255 * random()));
    await sharp(pixels, { raw: { width: resolution, height: resolution, channels: 3 } })
      .png()
      .toFile(path.join(input, `${i}.png`));
  }
  const testNames = path.join(directory, 'test.txt');
  await writeFile(testNames, '36.png\n37.png\n38.png\n39.png\n');
  const out = path.join(directory, 'data');
  await prepareDataset({ input, out, seed: 1, testNames });
  return out;
}
