import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import type { Pixels } from '../image/pixels.ts';
import { gaussianOf, type LatentGaussian } from '../latent/familiarity.ts';
import { REFINE_DEFAULTS, type RefineOptions, type RefineProgress } from '../latent/refinement.ts';
import { repeatW } from '../latent/styles.ts';
import type { Architecture } from '../networks/architecture.ts';
import { registerGradients } from '../networks/gradients.ts';
import { type Model, seededNoise } from '../networks/model.ts';
import { createParams } from '../networks/params.ts';
import { sampleStatistics } from './findDirections.ts';
import { encodeImage, generateImage } from './inference.ts';
import { refine } from './refine.ts';

const architecture: Architecture = {
  layerCount: 2,
  startChannels: 4,
  maxChannels: 4,
  latentSize: 4,
  mappingLayers: 1,
  channels: 3,
};
let model: Model;
let image: Pixels;
let w: Float32Array;
let latents: LatentGaussian;

beforeAll(async () => {
  tf.enableProdMode();
  expect(await tf.setBackend('cpu')).toBe(true);
  registerGradients();
  const weights = createParams(architecture, 3);
  // Pictures with contrast, and noise that is to be seen.
  const params = Object.fromEntries(
    Object.entries(weights).map(([name, weight]) => {
      if (name.includes('noise')) return [name, tf.fill(weight.shape, 0.3)];
      return [name, /toRgb\d+\/weight/.test(name) ? tf.mul(weight, 10) : weight];
    }),
  );
  model = { architecture, params };
  const data = Uint8ClampedArray.from({ length: 4 * 64 }, (_, i) => (i % 4 === 3 ? 255 : 128 + 90 * Math.sin(i / 9)));
  image = { width: 8, height: 8, data };
  w = await encodeImage(model, image);
  latents = gaussianOf(await sampleStatistics(model));
});

async function run(part: Partial<RefineOptions>, stopAt = Number.POSITIVE_INFINITY, noise?: readonly tf.Tensor4D[]) {
  const seen: RefineProgress[] = [];
  const options = { ...REFINE_DEFAULTS, stepCount: 30, ...part };
  const report = (progress: RefineProgress) => {
    seen.push(progress);
    return progress.step < stopAt;
  };
  const result = await refine(model, image, latents, options, report, noise);
  return { result, seen };
}

const distance = (styles: Float32Array) =>
  Math.sqrt(styles.reduce((sum, value, i) => sum + (value - w[i % w.length]!) ** 2, 0));

it.each([{ space: 'W' }, { space: 'W+' }, { space: 'W+', hasNoise: true }] as const)(
  'lowers the error: %o',
  async (part) => {
    const before = tf.memory().numTensors;
    const { result, seen } = await run(part);
    expect(seen.map(({ step }) => step)).toEqual(Array.from({ length: 31 }, (_, step) => step));
    expect(result.errorBefore).toBe(seen[0]!.error);
    expect(result.error).toBeLessThan(0.9 * result.errorBefore);
    expect(seen.map(({ error }) => error)).toContain(result.error);
    expect(tf.memory().numTensors).toBe(before);
  },
);

it('starts at the reconstruction, and draws what its styles draw', async () => {
  const { result, seen } = await run({ space: 'W+' });
  expect(seen[0]!.picture).toEqual(await generateImage(model, repeatW(w, 2)));
  expect(result.picture).toEqual(await generateImage(model, result.styles));
});

it('draws with the noise that it is given, and leaves it alone', async () => {
  const noise = seededNoise(architecture, 5);
  const before = tf.memory().numTensors;
  const { result, seen } = await run({ space: 'W+' }, undefined, noise);
  expect(seen[0]!.picture).toEqual(await generateImage(model, repeatW(w, 2), { noise }));
  expect(result.picture).toEqual(await generateImage(model, result.styles, { noise }));
  expect(result.picture).not.toEqual(await generateImage(model, result.styles));
  expect(result.error).toBeLessThan(result.errorBefore);
  expect(tf.memory().numTensors).toBe(before);
  tf.dispose(noise);
});

it('keeps to one code in W, and comes closer with one for each style', async () => {
  const { result: one } = await run({ space: 'W' });
  const { result: many } = await run({ space: 'W+' });
  expect(one.styles).toEqual(repeatW(one.styles.slice(0, w.length), 2));
  expect(new Set(many.styles).size).toBeGreaterThan(w.length);
  expect(many.error).toBeLessThan(one.error);
});

it('stays nearer to the first code the harder it is pulled', async () => {
  const distances: number[] = [];
  for (const pull of [0, 0.3, 30]) distances.push(distance((await run({ pull })).result.styles));
  expect(distances.toSorted((a, b) => b - a)).toEqual(distances);
  expect(new Set(distances).size).toBe(distances.length); // a pull that does nothing would leave them alike
});

it('ends when it is told to, with the best so far', async () => {
  const { result, seen } = await run({}, 7);
  expect(seen.at(-1)!.step).toBe(7);
  expect(result.stepCount).toBe(7);
  expect(result.error).toBe(Math.min(...seen.map(({ error }) => error)));
  const { result: none } = await run({}, 0);
  expect(none.styles).toEqual(repeatW(w, 2));
  expect(none.error).toBe(none.errorBefore);
});

it('goes on from where it was cut short', async () => {
  const { result: first } = await run({}, 7);
  const { result, seen } = await run({ from: first.styles });
  expect(seen[0]!.error).toBeCloseTo(first.error, 6);
  expect(result.error).toBeLessThan(first.error);
  const { result: one } = await run({ space: 'W' }, 7);
  expect((await run({ space: 'W', from: one.styles })).seen[0]!.error).toBeCloseTo(one.error, 6);
});
