import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ImageArray } from '../dataset/dataset.ts';

/** Where tools keep what can be computed again: beside the installed packages. */
const CACHE = path.join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'alae-features');

/** To be raised when features of the same images become others. */
const VERSION = 1;

/**
 * The features of real images, which are the same for every model: computed once, then read from a file that is named
 * after the images themselves. Where nothing can be written they are computed each time.
 * @param computedBy what computes: another one rounds differently
 */
export async function cachedFeatures(
  images: ImageArray,
  computedBy: string,
  compute: () => Promise<Float32Array>,
): Promise<Float32Array> {
  const { resolution, channels, pixels } = images;
  const key = createHash('sha256')
    .update([VERSION, computedBy, resolution, channels].join())
    .update(pixels)
    .digest('hex');
  const file = path.join(CACHE, `${key}.f32`);
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes) return new Float32Array(Uint8Array.from(bytes).buffer);
  const features = await compute();
  const partial = `${file}.${process.pid}`;
  await mkdir(CACHE, { recursive: true })
    .then(() => writeFile(partial, new Uint8Array(features.buffer)))
    .then(() => rename(partial, file))
    .catch(() => undefined);
  return features;
}
