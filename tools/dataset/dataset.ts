import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { hasCode, pathReason, UserError } from '../io/userError.ts';
import {
  DATASET_VERSION,
  MANIFEST_FILE,
  type Manifest,
  manifestSchema,
  type Shard,
  type ShardFormat,
  type Split,
} from './manifest.ts';

/** All images of one split at one resolution. */
export interface ImageArray {
  readonly count: number;
  readonly resolution: number;
  readonly channels: 1 | 3;
  /** uint8 [count, resolution, resolution, channels] */
  readonly pixels: Uint8Array<ArrayBuffer>;
}

export interface Dataset {
  readonly directory: string;
  readonly manifest: Manifest;
  /** Reads and checks every fold. @throws UserError when there is no such resolution or a file was changed */
  load(split: Split, resolution: number): Promise<ImageArray>;
}

const PREPARE_AGAIN = 'prepare it again with npm run alae -- prepare';

/** What a user of the data set needs it to be. */
interface Requirements {
  readonly resolution?: number;
  readonly channels?: number;
}

/**
 * Opens a data set that `alae prepare` made for training here and checks that every shard is there and of the right size,
 * so that a training does not find out hours later.
 * @throws UserError that names the file and says what was expected and found
 */
export async function openDataset(directory: string, required: Requirements = {}): Promise<Dataset> {
  const manifest = await openManifest(directory, 'raw', required);
  return {
    directory,
    manifest,
    load: (split, resolution) => loadSplit(directory, manifest, split, resolution),
  };
}

/**
 * The manifest of a data set whose shards are of this format, all there and of the right size.
 * @throws UserError that names the file and says what was expected and found
 */
export async function openManifest(
  directory: string,
  format: ShardFormat,
  required: Requirements = {},
): Promise<Manifest> {
  const manifest = await readManifest(directory);
  if (manifest.shardFormat !== format) {
    throw new UserError(
      `${directory} is prepared with --format ${manifest.shardFormat}, expected ${format}: prepare it again with ` +
        `--format ${format}.`,
    );
  }
  checkRequirements(directory, manifest, required);
  for (const shard of expectedShards(directory, manifest)) await checkSize(directory, shard);
  return manifest;
}

async function readManifest(directory: string): Promise<Manifest> {
  const info = await stat(directory).catch((cause) => {
    const what = hasCode(cause, 'ENOENT')
      ? `There is no data set at ${directory}`
      : `The data set ${directory} cannot be read (${pathReason(cause)})`;
    throw new UserError(`${what}: make one with npm run alae -- prepare.`, { cause });
  });
  const file = path.join(directory, MANIFEST_FILE);
  const text = info.isDirectory() ? await readFile(file, 'utf8').catch(() => undefined) : undefined;
  if (text === undefined) {
    const command = `npm run alae -- prepare --input ${directory} --out <dir>`;
    throw new UserError(`${directory} is no prepared data set (it has no ${MANIFEST_FILE}): make one with ${command}.`);
  }
  return parseManifest(file, text);
}

/** What the text of a `dataset.json` says. @throws UserError that names `file` */
export function parseManifest(file: string, text: string): Manifest {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${file} is damaged (it is not JSON): ${PREPARE_AGAIN}.`, { cause });
  }
  const versioned = z.object({ version: z.number() }).safeParse(content);
  if (versioned.success && versioned.data.version !== DATASET_VERSION) {
    throw new UserError(
      `${file} has version ${versioned.data.version}, this program reads version ${DATASET_VERSION}: ${PREPARE_AGAIN}.`,
    );
  }
  const parsed = manifestSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new UserError(`${file} is damaged (${issue.path.join('.')}: ${issue.message}): ${PREPARE_AGAIN}.`);
}

function checkRequirements(directory: string, manifest: Manifest, { resolution, channels }: Requirements): void {
  if (channels !== undefined && channels !== manifest.channels) {
    throw new UserError(
      `${directory} has ${manifest.channels} channels, expected ${channels}: prepare it with --channels ${channels}.`,
    );
  }
  if (resolution !== undefined && !manifest.resolutions.includes(resolution)) {
    throw new UserError(
      `${directory} has no images of ${resolution} pixels (found ${manifest.resolutions.join(', ')}): ` +
        `prepare it with --resolution ${resolution}.`,
    );
  }
}

/** The shards that the manifest's folds, resolutions and splits call for. */
function expectedShards(directory: string, manifest: Manifest): Shard[] {
  return manifest.resolutions.flatMap((resolution) => [
    ...shardsOf(directory, manifest, 'train', resolution),
    ...shardsOf(directory, manifest, 'test', resolution),
  ]);
}

function shardsOf(directory: string, manifest: Manifest, split: Split, resolution: number): Shard[] {
  const folds = split === 'train' ? manifest.folds : 1;
  return Array.from({ length: folds }, (_, fold) => {
    const shard = manifest.shards.find((s) => s.split === split && s.resolution === resolution && s.fold === fold);
    if (shard) return shard;
    throw new UserError(
      `${path.join(directory, MANIFEST_FILE)} lists no file for fold ${fold} of ${folds} of the ${split} images at ` +
        `${resolution} pixels: ${PREPARE_AGAIN}.`,
    );
  });
}

async function checkSize(directory: string, shard: Shard): Promise<void> {
  const file = path.join(directory, shard.file);
  const info = await stat(file).catch((cause) => {
    throw new UserError(
      `${file} (fold ${shard.fold} of the ${shard.split} images at ${shard.resolution} pixels) is missing: ${PREPARE_AGAIN}.`,
      { cause },
    );
  });
  if (info.size !== shard.byteLength) {
    throw new UserError(`${file} has ${info.size} bytes, expected ${shard.byteLength}: ${PREPARE_AGAIN}.`);
  }
}

async function loadSplit(directory: string, manifest: Manifest, split: Split, resolution: number): Promise<ImageArray> {
  checkRequirements(directory, manifest, { resolution });
  const shards = shardsOf(directory, manifest, split, resolution);
  const pixels = new Uint8Array(shards.reduce((total, { byteLength }) => total + byteLength, 0));
  let offset = 0;
  for (const shard of shards) {
    await checkSize(directory, shard);
    const bytes = await readFile(path.join(directory, shard.file));
    const found = createHash('sha256').update(bytes).digest('hex');
    if (found !== shard.sha256) {
      throw new UserError(
        `${path.join(directory, shard.file)} was changed (SHA-256 ${found.slice(0, 8)}…, expected ` +
          `${shard.sha256.slice(0, 8)}…): ${PREPARE_AGAIN}.`,
      );
    }
    pixels.set(bytes, offset);
    offset += bytes.length;
  }
  const count = shards.reduce((total, shard) => total + shard.count, 0);
  return { count, resolution, channels: manifest.channels, pixels };
}
