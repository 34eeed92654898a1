import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { Shard } from './manifest.ts';
import { halveImage, resolutionsUpTo } from './pyramid.ts';

/**
 * Writes the images of one part of a data set: a shard for every resolution, each half as fine as the one before.
 * @param images uint8 [resolution, resolution, channels] each, in the order that they shall have
 * @returns the shards, coarsest first
 */
export async function writePyramidShards(
  directory: string,
  { split, fold }: Pick<Shard, 'split' | 'fold'>,
  images: AsyncIterable<Uint8Array>,
  { resolution, channels }: { readonly resolution: number; readonly channels: number },
): Promise<Shard[]> {
  const levels = await Promise.all(
    resolutionsUpTo(resolution).map(async (level) => {
      const file = `${split}-${level}-${fold}.bin`;
      return { level, file, handle: await open(path.join(directory, file), 'w'), hash: createHash('sha256') };
    }),
  );
  let count = 0;
  try {
    for await (const image of images) {
      let pixels = image;
      for (const { level, handle, hash } of levels.toReversed()) {
        if (level < resolution) pixels = halveImage(pixels, 2 * level, channels);
        hash.update(pixels);
        await handle.write(pixels);
      }
      count += 1;
    }
  } finally {
    await Promise.all(levels.map(({ handle }) => handle.close()));
  }
  return levels.map(({ level, file, hash }) => ({
    file,
    split,
    resolution: level,
    fold,
    count,
    byteLength: count * level ** 2 * channels,
    sha256: hash.digest('hex'),
  }));
}
