import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { resolutionOf } from '../../src/networks/architecture.ts';
import { levelsOf, totalImages } from './schedule.ts';
import { finestFor, suggestOptions } from './suggestOptions.ts';
import { parseTrainingOptions } from './trainingOptions.ts';

const cats = { trainCount: 12_500, resolution: 64, channels: 3, hasCard: false, cores: 2 } as const;

it('chooses for 12,500 faces of 64 pixels on two cores nearly what cats64 was trained with', () => {
  const { options } = suggestOptions(cats);
  expect(options).toMatchObject({
    architecture: { layerCount: 5, startChannels: 32, maxChannels: 128, latentSize: 128, channels: 3 },
    epochsPerLod: [1.5, 1.5, 2.6, 0.56, 0.8],
    trainEpochs: 60,
    batchSizePerLod: [64, 64, 16, 16, 8],
    r1Interval: 8,
  });
});

it.each([
  [{ ...cats, resolution: 16, trainCount: 100, channels: 1 }],
  [{ ...cats, resolution: 4, hours: 0.01 }],
  [{ ...cats, resolution: 128, hasCard: true, hours: 3 }],
] as const)('writes down what it chooses, with a reason beside each choice: %j', (circumstances) => {
  const { yaml, options } = suggestOptions(circumstances);
  expect(parseTrainingOptions(parse(yaml), 'here')).toEqual(options);
  expect(resolutionOf(options.architecture)).toBe(circumstances.resolution);
  expect(options.architecture.channels).toBe(circumstances.channels);
  const chosen = yaml.split('\n').filter((line) => /^[a-z]\w+: ./.test(line));
  for (const line of chosen) expect(line).toMatch(/# \w/);
});

it('reaches the finest size within the hours that there are, and goes on for as long as before', () => {
  const { trainCount } = cats;
  const finestFrom = (hours?: number) =>
    levelsOf(suggestOptions({ ...cats, hours }).options, trainCount).at(-1)!.fromImages;
  expect(finestFrom(0.5)).toBeLessThan(finestFrom(1));
  expect(finestFrom(1)).toBeLessThan(finestFrom());
  expect(finestFrom(1000)).toBeCloseTo(finestFrom(), -3);
  expect(totalImages(suggestOptions({ ...cats, hours: 1 }).options, trainCount)).toBe(750_000);
});

it('asks no more of a machine without a graphics card than it can do', () => {
  expect(finestFor(false)).toBe(64);
  expect(finestFor(true)).toBe(128);
});
