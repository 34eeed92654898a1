import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { type Architecture, blockOfStyle, styleCountOf } from '../networks/architecture.ts';
import { generate, seededNoise } from '../networks/model.ts';
import { createParams, type Params } from '../networks/params.ts';
import { type BlockCache, createBlockCache } from './blockCache.ts';

const ARCHITECTURE: Architecture = {
  layerCount: 4,
  startChannels: 2,
  maxChannels: 4,
  latentSize: 3,
  mappingLayers: 1,
  channels: 3,
};
const BLOCK_LENGTH = 2 * ARCHITECTURE.latentSize;
/** 4 channels at 4, 8 and 16 pixels: all blocks but the last. */
const KEPT_BYTES = 4 * 4 * (4 ** 2 + 8 ** 2 + 16 ** 2);

let params: Params;
let noise: tf.Tensor4D[];
let cache: BlockCache;

beforeAll(async () => {
  expect(await tf.setBackend('cpu')).toBe(true);
  params = createParams(ARCHITECTURE, 3);
  noise = seededNoise(ARCHITECTURE, 5);
});
afterEach(() => cache.dispose());

const someStyles = (seed: number) =>
  Float32Array.from({ length: styleCountOf(ARCHITECTURE) * ARCHITECTURE.latentSize }, (_, i) => Math.sin(i * seed));

/** The styles with those of one block changed. */
const changed = (styles: Float32Array, block: number) =>
  styles.map((value, i) => (Math.floor(i / BLOCK_LENGTH) === block ? value + 0.5 : value));

function draw(styles: Float32Array, planes?: tf.Tensor4D[], options = {}): Float32Array {
  return tf.tidy(() => {
    const codes = tf.tensor3d(styles, [1, styleCountOf(ARCHITECTURE), ARCHITECTURE.latentSize]);
    return generate({ architecture: ARCHITECTURE, params }, codes, {
      ...options,
      ...(planes && { noise: planes }),
    }).dataSync<'float32'>();
  });
}

/** Draws with the cache, and says at which block it began. */
function drawCached(styles: Float32Array, planes?: tf.Tensor4D[], name = planes ? 'seeded' : 'none') {
  const options = cache.optionsFor(styles, name);
  return { values: draw(styles, planes, options), begunAt: (options.from?.block ?? -1) + 1 };
}

it('computes from the first block that has changed, to the same bits', () => {
  cache = createBlockCache(ARCHITECTURE);
  let styles = someStyles(1);
  expect(drawCached(styles).begunAt).toBe(0);
  for (const block of [3, 2, 1, 0, 3, 1, 2]) {
    styles = changed(styles, block);
    const { values, begunAt } = drawCached(styles);
    expect(begunAt).toBe(block);
    expect(values).toEqual(draw(styles));
  }
  expect(drawCached(someStyles(2)).begunAt).toBe(0);
});

it('goes on from features of StyleGAN2’s blocks with the picture that they add to', () => {
  const architecture: Architecture = { ...ARCHITECTURE, generator: 'stylegan2' };
  const weights = createParams(architecture, 3);
  const before = tf.memory().numTensors;
  cache = createBlockCache(architecture);
  const drawn = (styles: Float32Array, options = {}) =>
    tf.tidy(() => {
      const codes = tf.tensor3d(styles, [1, styleCountOf(architecture), architecture.latentSize]);
      return generate({ architecture, params: weights }, codes, options).dataSync<'float32'>();
    });
  let styles = someStyles(1);
  drawn(styles, cache.optionsFor(styles, 'none'));
  for (const style of [7, 6, 5, 4, 3, 2, 1, 0, 4, 7]) {
    styles = styles.map((value, i) => (Math.floor(i / architecture.latentSize) === style ? value + 0.5 : value));
    const options = cache.optionsFor(styles, 'none');
    expect(options.from?.block ?? -1, `style ${style}`).toBe(blockOfStyle(architecture, style) - 1);
    expect(drawn(styles, options)).toEqual(drawn(styles));
  }
  // Pictures of 4 and 8 pixels, too.
  expect(cache.byteLength).toBe(KEPT_BYTES + 3 * 4 * (4 ** 2 + 8 ** 2));
  cache.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

it('keeps the features of one noise apart from those of another, and of two at most', () => {
  cache = createBlockCache(ARCHITECTURE);
  const styles = someStyles(1);
  drawCached(styles);
  expect(drawCached(styles, noise)).toEqual({ values: draw(styles, noise), begunAt: 0 });
  expect(drawCached(changed(styles, 2))).toEqual({ values: draw(changed(styles, 2)), begunAt: 2 });
  expect(cache.byteLength).toBe(2 * KEPT_BYTES);
  drawCached(styles, noise, 'another seed');
  expect(cache.byteLength).toBe(2 * KEPT_BYTES);
  expect(drawCached(styles, noise).begunAt).toBe(0);
});

it('holds no more tensors after a thousand pictures, and none when it is disposed of', () => {
  const before = tf.memory().numTensors;
  cache = createBlockCache(ARCHITECTURE);
  let styles = someStyles(1);
  drawCached(styles);
  expect(tf.memory().numTensors).toBe(before + ARCHITECTURE.layerCount - 1);
  for (let i = 0; i < 1000; i++) {
    styles = changed(styles, i % 4);
    cache.optionsFor(styles, 'none'); // an image that was never generated
    if (i % 20 === 0) drawCached(styles);
  }
  drawCached(styles);
  expect(tf.memory().numTensors).toBe(before + ARCHITECTURE.layerCount - 1);
  expect(cache.byteLength).toBe(KEPT_BYTES);
  cache.dispose();
  expect(tf.memory().numTensors).toBe(before);
  expect(cache.byteLength).toBe(0);
});

it('keeps coarse blocks only where the memory is short', () => {
  const limit = 4 * 4 * (4 ** 2 + 8 ** 2);
  cache = createBlockCache(ARCHITECTURE, limit);
  const styles = someStyles(1);
  drawCached(styles);
  expect(cache.byteLength).toBe(limit);
  expect(drawCached(changed(styles, 3)).begunAt).toBe(2);
  // Another noise takes the room of the one before.
  drawCached(styles, noise);
  expect(cache.byteLength).toBe(limit);
  expect(drawCached(styles).begunAt).toBe(0);
});
