import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toParams } from '../../src/modelFolder/decodeWeights.ts';
import { registerGradients } from '../../src/networks/gradients.ts';
import { generate } from '../../src/networks/model.ts';
import { paramSpecs } from '../../src/networks/paramSpecs.ts';
import type { Params } from '../../src/networks/params.ts';
import { type Backend, startBackend } from '../compute/backend.ts';
import { PARITY_TOLERANCE, relativeDifference, toTensor } from '../convert/goldenCases.ts';
import { readModulatedFixture } from '../testing/modulatedFixture.ts';

const fixture = readModulatedFixture();
const { architecture } = fixture;
const GRADIENT_TOLERANCE = 1e-3;

describe.each(['cpu', 'wasm'] as const)('StyleGAN2’s generator, %s', (device) => {
  let backend: Backend;
  let params: Params;
  beforeAll(async () => {
    backend = await startBackend(device);
    registerGradients();
    params = toParams(fixture.weights);
  });
  afterAll(() => backend.close());

  const styles = () => toTensor(fixture.golden('ws')) as tf.Tensor3D;
  const noise = () => fixture.noise.map((plane) => toTensor(plane) as tf.Tensor4D);
  /** The mean of the squared image, as it was recorded. */
  const loss = (ws: tf.Tensor, weights: Params): tf.Scalar =>
    tf.mean(tf.square(generate({ architecture, params: weights }, ws as tf.Tensor3D, { noise: noise() })));

  it('has every weight that was recorded, and no other', () => {
    const expected = paramSpecs(architecture).filter(({ network }) => network === 'G');
    const shapes = Object.entries(fixture.weights).map(([name, { shape }]) => `${name} ${shape}`);
    expect(shapes.sort()).toEqual(expected.map(({ name, shape }) => `${name} ${shape}`).sort());
  });

  it.each(['noNoise', 'constNoise'])('makes the recorded image: %s', async (name) => {
    const image = tf.tidy(() =>
      generate({ architecture, params }, styles(), { noise: name === 'noNoise' ? [] : noise() }),
    );
    const expected = toTensor(fixture.golden(`image.${name}`));
    expect(relativeDifference(await image.data(), await expected.data())).toBeLessThan(PARITY_TOLERANCE);
    tf.dispose([image, expected]);
  });

  it('has the recorded gradients by styles and weights', async () => {
    const theirs = fixture.recorded('grad');
    const names = [...theirs.keys()];
    expect(names.sort()).toEqual(Object.keys(fixture.weights).sort());
    const ws = styles();
    const { value, grads } = tf.valueAndGrads((at, ...weights: tf.Tensor[]) =>
      loss(at!, { ...params, ...Object.fromEntries(names.map((name, i) => [name, weights[i]!])) }),
    )([ws, ...names.map((name) => params[name]!)]);
    const [byStyles, ...byWeights] = grads;
    expect(relativeDifference(await value.data(), fixture.golden('loss').values)).toBeLessThan(PARITY_TOLERANCE);
    expect(relativeDifference(await byStyles!.data(), fixture.golden('grad.ws').values)).toBeLessThan(
      GRADIENT_TOLERANCE,
    );
    for (const [i, name] of names.entries()) {
      expect(relativeDifference(await byWeights[i]!.data(), theirs.get(name)!), name).toBeLessThan(GRADIENT_TOLERANCE);
    }
    tf.dispose([ws, value, grads]);
  });

  it('has the recorded gradients of a penalty on its gradient', async () => {
    const theirs = fixture.recorded('penaltyGrad');
    const names = [...theirs.keys()];
    expect(names).toHaveLength(3);
    const ws = styles();
    const { value, grads } = tf.valueAndGrads((...weights: tf.Tensor[]) => {
      const varied = { ...params, ...Object.fromEntries(names.map((name, i) => [name, weights[i]!])) };
      return tf.sum(tf.square(tf.grad((at) => loss(at, varied))(ws)));
    })(names.map((name) => params[name]!));
    expect(relativeDifference(await value.data(), fixture.golden('penalty').values)).toBeLessThan(GRADIENT_TOLERANCE);
    for (const [i, name] of names.entries()) {
      expect(relativeDifference(await grads[i]!.data(), theirs.get(name)!), name).toBeLessThan(GRADIENT_TOLERANCE);
    }
    tf.dispose([ws, value, grads]);
  });
});
