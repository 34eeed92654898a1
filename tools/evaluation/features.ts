import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Matrix } from 'ml-matrix';
import type { ImageArray } from '../dataset/dataset.ts';
import { pick, toValues } from './images.ts';
import type { Network, Program, Runner } from './runner.ts';
import { featureMatrix } from './statistics.ts';

/** A network whose outputs stand for what an image looks like. */
export interface FeatureSource {
  /** For reports; another network has another description. */
  readonly description: string;
  /** @returns the network for images [N, resolution, resolution, channels] in [-1, 1], not clipped */
  load(resolution: number, channels: number): Promise<Network>;
}

type OnImages = (done: number, total: number) => void;

export interface FeatureExtractor {
  /** Images in [-1, 1], one after another → features, likewise. */
  readonly ofValues: Program;
  /** @returns one row per image */
  of(images: ImageArray, onImages: OnImages): Promise<Matrix>;
  /** Features of a data set's images, which are computed once for all models. */
  ofReal(images: ImageArray, onImages: OnImages): Promise<Matrix>;
}

const BATCH = 4;
/** Images that are made floating-point numbers at a time. */
const CHUNK_IMAGES = 256;

export async function compileFeatures(
  runner: Runner,
  source: FeatureSource,
  resolution: number,
  channels: number,
): Promise<FeatureExtractor> {
  const ofValues = await runner.compile(await source.load(resolution, channels), BATCH);
  const compute = async (images: ImageArray, onImages: OnImages) => {
    const chunks: Float32Array[] = [];
    for (let start = 0; start < images.count; start += CHUNK_IMAGES) {
      const indices = Array.from({ length: Math.min(CHUNK_IMAGES, images.count - start) }, (_, i) => start + i);
      chunks.push(await ofValues(toValues(pick(images, indices)), (done) => onImages(start + done, images.count)));
    }
    return joined(chunks);
  };
  const toMatrix = (features: Float32Array, { count }: ImageArray) => featureMatrix(features, features.length / count);
  return {
    ofValues,
    of: async (images, onImages) => toMatrix(await compute(images, onImages), images),
    ofReal: async (images, onImages) => {
      const key = cacheKey(images, [runner.name, source.description]);
      return toMatrix(await cached(key, () => compute(images, onImages)), images);
    },
  };
}

function joined(chunks: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(chunks.reduce((total, { length }) => total + length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.length;
  }
  return all;
}

/** Where tools keep what can be computed again: beside the installed packages. */
const CACHE = path.join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'alae-features');
/** To be raised when features of the same images become others. */
const CACHE_VERSION = 1;

/** @param circumstances what else the features depend on: what computes them rounds in its own way */
function cacheKey({ resolution, channels, pixels }: ImageArray, circumstances: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify([CACHE_VERSION, resolution, channels, circumstances]));
  return hash.update(pixels).digest('hex');
}

/** Reads what was computed before. Where nothing can be written it is computed each time. */
async function cached(key: string, compute: () => Promise<Float32Array>): Promise<Float32Array> {
  const file = path.join(CACHE, `${key}.f32`);
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes) return new Float32Array(Uint8Array.from(bytes).buffer);
  const values = await compute();
  const partial = `${file}.${process.pid}`;
  await mkdir(CACHE, { recursive: true })
    .then(() => writeFile(partial, new Uint8Array(values.buffer)))
    .then(() => rename(partial, file))
    .catch(() => undefined);
  return values;
}
