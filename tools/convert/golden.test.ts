import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discriminate, encode, generate, map } from '../../src/networks/model.ts';
import { type Params, paramSpecs } from '../../src/networks/params.ts';
import { type Backend, startBackend } from '../backend.ts';
import { fixtureParams, goldenTensor, readFixture, relativeDifference } from './fixtures.ts';

const FIXTURES = [
  { name: 'style32', checkpoint: 'checkpoint-legacy.pth' },
  { name: 'style32', checkpoint: 'checkpoint-zip.pth' },
  { name: 'style16wide', checkpoint: 'checkpoint-legacy.pth' },
  { name: 'style128', checkpoint: 'checkpoint-zip.pth' },
];

describe.each(['cpu', 'wasm'] as const)('networks on %s', (device) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await startBackend(device);
  });
  afterAll(() => backend.close());

  describe.each(FIXTURES)('$name/$checkpoint', ({ name, checkpoint }) => {
    const fixture = readFixture(name, checkpoint);
    const { architecture } = fixture;
    let params: Params;
    beforeAll(() => {
      params = fixtureParams(fixture);
    });

    const expectGolden = async (goldenName: string, compute: () => tf.Tensor) => {
      const before = tf.memory().numTensors;
      const ours = tf.tidy(compute);
      const theirs = goldenTensor(fixture, goldenName);
      expect(ours.shape).toEqual(theirs.shape);
      expect(relativeDifference(await ours.data(), await theirs.data()), goldenName).toBeLessThan(1e-4);
      tf.dispose([ours, theirs]);
      expect(tf.memory().numTensors, 'tensors left').toBe(before);
    };
    const golden = <T extends tf.Tensor>(goldenName: string) => goldenTensor(fixture, goldenName) as T;

    it('has every weight, with the shape that the architecture asks for', () => {
      const shapes = Object.fromEntries([...fixture.weights].map(([weight, { shape }]) => [weight, shape]));
      expect(shapes).toEqual(Object.fromEntries(paramSpecs(architecture).map((spec) => [spec.name, spec.shape])));
    });

    it('F maps z to w', () => expectGolden('w', () => map(params, architecture, golden('z'))));

    const lods = [...Array(architecture.layerCount).keys()].filter((lod) => fixture.has(`lod${lod}.image`));
    it.each(lods)('E, D and G at lod %i', async (lod) => {
      const scope = `lod${lod}`;
      const noise = () => Array.from({ length: 2 * (lod + 1) }, (_, i) => golden<tf.Tensor4D>(`${scope}.noise${i}`));
      await expectGolden(`${scope}.encoded`, () => encode(params, architecture, golden(`${scope}.image`), { lod }));
      await expectGolden(`${scope}.score`, () => discriminate(params, architecture, golden(`${scope}.encoded`)));
      const styles = () => golden<tf.Tensor3D>(`${scope}.styles`);
      await expectGolden(`${scope}.generated.noNoise`, () => generate(params, architecture, styles(), { lod }));
      await expectGolden(`${scope}.generated.noise`, () =>
        generate(params, architecture, styles(), { lod, noise: noise() }),
      );
      if (lod === 0) return;
      const growth = { lod, blend: 0.3 };
      const faded = `${scope}.blend0.3`;
      await expectGolden(`${faded}.encoded`, () => encode(params, architecture, golden(`${scope}.image`), growth));
      await expectGolden(`${faded}.score`, () => discriminate(params, architecture, golden(`${faded}.encoded`)));
      await expectGolden(`${faded}.generated.noNoise`, () => generate(params, architecture, styles(), growth));
    });
  });
});
