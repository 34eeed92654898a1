import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { zipSync } from 'fflate';
import { imageBytes } from '../../src/image/pixels.ts';
import { type Dataset, parseManifest } from '../dataset/dataset.ts';
import { MANIFEST_FILE, type Manifest, type Shard } from '../dataset/manifest.ts';
import { writePyramidShards } from '../dataset/shards.ts';
import { archivedFiles, checkArchive } from '../dataset/source.ts';
import { writeDirectoryAside } from '../io/atomicDirectory.ts';
import { loadSharp } from '../io/imageFiles.ts';
import { messageOf, UserError } from '../io/userError.ts';
import { decodeWebp } from './webpDecoder.ts';

/** So that two packings of the same images are the same bytes: the beginning of time for zip archives. */
const ARCHIVE_TIME = '1980-01-01T12:00:00';

interface PackOptions {
  /** Pixels per side of the images to keep: the finest that the training will need. */
  readonly resolution: number;
  /** 1 to 100. */
  readonly quality: number;
  readonly onImage?: () => void;
}

/**
 * Packs a data set small: its images at one resolution as WebP, an archive for each part, and its manifest. The images lose a
 * little, their order and division nothing.
 * @throws UserError when sharp is missing or the data set damaged
 */
export async function packDataset(
  { manifest, load }: Dataset,
  directory: string,
  { resolution, quality, onImage }: PackOptions,
): Promise<void> {
  const sharp = await loadSharp();
  const { channels } = manifest;
  const kept: Manifest = {
    ...manifest,
    resolutions: manifest.resolutions.filter((each) => each <= resolution),
    shards: manifest.shards.filter((shard) => shard.resolution <= resolution),
  };
  const imageSize = resolution ** 2 * channels;
  for (const split of ['train', 'test'] as const) {
    const { pixels } = await load(split, resolution);
    let offset = 0;
    for (const part of partsOf(kept).filter((each) => each.split === split)) {
      const files: Record<string, Uint8Array> = {};
      for (let i = 0; i < part.count; i++, offset += imageSize) {
        const image = sharp(pixels.subarray(offset, offset + imageSize), {
          raw: { width: resolution, height: resolution, channels },
        });
        files[`${String(i).padStart(7, '0')}.webp`] = await image.webp({ quality, effort: 6 }).toBuffer();
        onImage?.();
      }
      await writeFile(path.join(directory, archiveOf(part)), zipSync(files, { level: 0, mtime: ARCHIVE_TIME }));
    }
  }
  await writeFile(path.join(directory, MANIFEST_FILE), JSON.stringify(kept));
}

/**
 * Makes a data set again of what `packDataset` wrote, with every resolution up to the one that was kept.
 * @throws UserError when something is missing or damaged
 */
export async function unpackDataset(directory: string, out: string, onImage?: () => void): Promise<void> {
  const file = path.join(directory, MANIFEST_FILE);
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new UserError(`${file} cannot be read (${messageOf(cause)}): copy the whole bundle again.`, { cause });
  });
  const manifest = parseManifest(file, text);
  const size = { resolution: manifest.resolutions.at(-1)!, channels: manifest.channels };
  await writeDirectoryAside(out, async (work) => {
    const shards: Shard[] = [];
    for (const part of partsOf(manifest)) {
      const archive = path.join(directory, archiveOf(part));
      const written = await writePyramidShards(work, part, decodeArchive(archive, size, onImage), size);
      const { count } = written[0]!;
      if (count !== part.count) {
        throw new UserError(`${archive} holds ${count} images, expected ${part.count}: copy the whole bundle again.`);
      }
      shards.push(...written);
    }
    await writeFile(path.join(work, MANIFEST_FILE), `${JSON.stringify({ ...manifest, shards }, null, 2)}\n`);
  });
}

/** A data set's finest shards: one for each fold of each split. */
const partsOf = ({ shards, resolutions }: Manifest): Shard[] =>
  shards.filter(({ resolution }) => resolution === resolutions.at(-1));

const archiveOf = ({ split, fold }: Shard): string => `${split}-${fold}.zip`;

async function* decodeArchive(
  archive: string,
  { resolution, channels }: { resolution: number; channels: 1 | 3 },
  onImage?: () => void,
): AsyncGenerator<Uint8Array> {
  await checkArchive(archive);
  for await (const { name, read } of archivedFiles(archive)) {
    const image = await read()
      .then(decodeWebp)
      .catch((cause) => {
        throw new UserError(`${archive} is damaged at ${name} (${messageOf(cause)}): copy the whole bundle again.`, {
          cause,
        });
      });
    if (image.width !== resolution || image.height !== resolution) {
      throw new UserError(
        `${archive} holds ${name} at ${image.width}x${image.height} pixels, expected ${resolution}: bundle it again.`,
      );
    }
    yield new Uint8Array(imageBytes(image, channels).buffer);
    onImage?.();
  }
}
