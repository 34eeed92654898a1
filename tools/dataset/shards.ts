import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { Shard } from './manifest.ts';
import { halveImage, resolutionsUpTo } from './pyramid.ts';
import { RAW_FILE, type ShardFile } from './shardFile.ts';

interface PyramidSettings {
  readonly resolution: number;
  readonly channels: 1 | 3;
  /** Default: the raw files of a data set to train on here. */
  readonly shardFile?: ShardFile;
}

/**
 * Writes the images of one part of a data set: a shard for every resolution, each half as fine as the one before.
 * @param images uint8 [resolution, resolution, channels] each, in the order that they shall have
 * @returns the shards, coarsest first
 */
export async function writePyramidShards(
  directory: string,
  { split, fold }: Pick<Shard, 'split' | 'fold'>,
  images: AsyncIterable<Uint8Array>,
  { resolution, channels, shardFile = RAW_FILE }: PyramidSettings,
): Promise<Shard[]> {
  const levels = await Promise.all(
    resolutionsUpTo(resolution).map(async (level) => {
      const file = shardFile.name(split, level, fold);
      const handle = await open(path.join(directory, file), 'w');
      return { level, file, handle, hash: createHash('sha256'), byteLength: 0 };
    }),
  );
  let count = 0;
  try {
    for await (const image of images) {
      let pixels = image;
      for (const shard of levels.toReversed()) {
        if (shard.level < resolution) pixels = halveImage(pixels, 2 * shard.level, channels);
        const bytes = shardFile.encode(pixels, shard.level, channels);
        shard.hash.update(bytes);
        shard.byteLength += bytes.length;
        await shard.handle.write(bytes);
      }
      count += 1;
    }
  } finally {
    await Promise.all(levels.map(({ handle }) => handle.close()));
  }
  return levels.map(({ level, file, hash, byteLength }) => ({
    file,
    split,
    resolution: level,
    fold,
    count,
    byteLength,
    sha256: hash.digest('hex'),
  }));
}
