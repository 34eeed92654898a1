import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Architecture } from '../../src/networks/architecture.ts';
import { paramSpecs } from '../../src/networks/paramSpecs.ts';
import type { Params } from '../../src/networks/params.ts';
import { type Backend, startBackend } from '../compute/backend.ts';
import { fixtureParams, fixturePath, readFixture, recordedOutputs } from '../testing/fixtures.ts';
import { goldenCases, measureCase, PARITY_TOLERANCE } from './goldenCases.ts';

const FIXTURES = await Promise.all(
  [
    { name: 'style32', checkpoint: 'checkpoint-legacy.pth' },
    { name: 'style32', checkpoint: 'checkpoint-zip.pth' },
    { name: 'style16wide', checkpoint: 'checkpoint-legacy.pth' },
    { name: 'style128', checkpoint: 'checkpoint-zip.pth' },
  ].map(async (files) => ({ ...files, fixture: await readFixture(files.name, files.checkpoint) })),
);

it.each(FIXTURES)('the architecture of $name/$checkpoint is read off its weights', ({ name, fixture }) => {
  const stated = JSON.parse(readFileSync(fixturePath(name, 'config.json'), 'utf8')) as Architecture;
  // A cap that no width reaches cannot be seen in the weights, and makes no difference to them.
  expect({ ...fixture.architecture, maxChannels: stated.maxChannels }).toEqual(stated);
  expect(paramSpecs(fixture.architecture)).toEqual(paramSpecs(stated));
});

describe.each(['cpu', 'wasm'] as const)('networks on %s', (device) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await startBackend(device);
  });
  afterAll(() => backend.close());

  describe.each(FIXTURES)('$name/$checkpoint', ({ fixture }) => {
    const { architecture } = fixture;
    const recorded = recordedOutputs(fixture);
    let params: Params;
    beforeAll(() => {
      params = fixtureParams(fixture);
    });
    afterAll(() => tf.dispose(params));

    it('every output that was recorded is computed', () => {
      const outputs = Object.keys(recorded).filter((name) => /\.(encoded|score|generated\..*)$|^w$/.test(name));
      expect(goldenCases(recorded, architecture).map(({ name }) => name)).toEqual(outputs);
      expect(outputs.length).toBeGreaterThan(7);
    });

    it.each(goldenCases(recorded, architecture))('$name', async (goldenCase) => {
      const before = tf.memory().numTensors;
      expect(await measureCase(goldenCase, params, recorded)).toBeLessThan(PARITY_TOLERANCE);
      expect(tf.memory().numTensors, 'tensors left').toBe(before);
    });
  });
});
