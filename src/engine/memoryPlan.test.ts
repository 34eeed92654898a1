import { expect, it } from 'vitest';
import type { Architecture } from '../networks/architecture.ts';
import { paramSpecs } from '../networks/paramSpecs.ts';
import {
  bufferRefusal,
  deviceMemoryOf,
  type MemoryNeed,
  memoryNeed,
  planWorkers,
  refiningShortage,
} from './memoryPlan.ts';

const MIB = 2 ** 20;
const WIDE = { maxChannels: 512, latentSize: 512, mappingLayers: 8, channels: 3 } as const;
const needOf = (architecture: Architecture) => {
  const shapes = paramSpecs(architecture).filter(({ network }) => network === 'E' || network === 'G');
  return memoryNeed(
    architecture,
    shapes.map(({ shape }) => shape),
  );
};
const FFHQ = needOf({ ...WIDE, layerCount: 9, startChannels: 16 });
const CATS = needOf({
  layerCount: 5,
  startChannels: 32,
  maxChannels: 128,
  latentSize: 128,
  mappingLayers: 8,
  channels: 3,
});
const PLENTY = { maxBufferSize: 2 ** 31, maxStorageBufferBindingSize: 2 ** 31 };

it('adds up the weights and finds the largest map of a model of 1024 pixels', () => {
  expect(FFHQ.weightBytes).toBe(4 * (24_118_379 + 26_974_352));
  expect(FFHQ.largestTensorBytes).toBe(4 * 1026 ** 2 * 16);
});

it('stays above what was measured, and not by more than a tenth', () => {
  const smaller = needOf({ ...WIDE, layerCount: 7, startChannels: 64 });
  for (const [{ workerBytes }, measured] of [
    [FFHQ, 1334 * MIB],
    [smaller, 778 * MIB],
  ] as const) {
    expect(workerBytes).toBeGreaterThan(measured);
    expect(workerBytes).toBeLessThan(1.1 * measured);
  }
});

it('lets the cores decide for a small model and the memory for a large one', () => {
  const workers = (need: MemoryNeed, deviceGibibytes: number | undefined, coreCount: number) =>
    planWorkers(need, { deviceGibibytes, coreCount });
  expect(workers(CATS, 8, 16)).toEqual({ kind: 'fits', workerCount: 4 });
  expect(workers(CATS, 8, 2)).toEqual({ kind: 'fits', workerCount: 2 });
  expect(workers(FFHQ, 8, 16)).toEqual({ kind: 'fits', workerCount: 2 });
  expect(workers(FFHQ, 2, 16)).toEqual({ kind: 'fits', workerCount: 1 });
  expect(workers(FFHQ, undefined, 16)).toEqual({ kind: 'fits', workerCount: 1 });
});

it('refuses in one sentence what a device cannot hold', () => {
  expect(planWorkers(FFHQ, { deviceGibibytes: 1, coreCount: 4 })).toEqual({
    kind: 'tooLarge',
    sentence: 'The model needs about 1.4 GiB of memory, and this device gives a page 1.0 GiB.',
  });
  const enormous = { ...FFHQ, workerBytes: 5 * 2 ** 30 };
  expect(planWorkers(enormous, { deviceGibibytes: 8, coreCount: 4 })).toMatchObject({
    sentence: 'The model needs about 5.0 GiB of memory, and a browser gives it 4.0 GiB.',
  });
});

it('leaves a second model what the first one does not take', () => {
  const beside = (takenBytes: number) => planWorkers(CATS, { deviceGibibytes: 1, coreCount: 2, takenBytes });
  expect(beside(2 ** 30 - CATS.workerBytes)).toEqual({ kind: 'fits', workerCount: 1 });
  expect(beside(2 ** 30 - CATS.workerBytes + 1)).toMatchObject({
    kind: 'tooLarge',
    sentence: expect.stringMatching(
      /^This device has not the memory for a second model beside .*: about [\d.]+ GiB more\.$/,
    ),
  });
});

it('counts on little memory where iOS says nothing', () => {
  const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15';
  const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15';
  expect(deviceMemoryOf({ userAgent: iphone, maxTouchPoints: 5 })).toBe(1);
  expect(deviceMemoryOf({ userAgent: mac, maxTouchPoints: 5 })).toBe(1); // an iPad
  expect(deviceMemoryOf({ userAgent: mac, maxTouchPoints: 0 })).toBeUndefined();
  expect(deviceMemoryOf({ userAgent: 'Chrome', maxTouchPoints: 0, deviceMemory: 8 })).toBe(8);
  expect(planWorkers(CATS, { deviceGibibytes: 1, coreCount: 6 })).toMatchObject({ kind: 'fits' });
});

it('says before refining that a model is too large for it', () => {
  expect(refiningShortage(CATS, 1)).toBeNull();
  expect(refiningShortage(FFHQ, 8)).toBe(
    'Refining with this model needs about 12 GiB of memory, and a browser gives it 4.0 GiB.',
  );
  expect(refiningShortage(FFHQ, 2)).toMatch(/, and this device gives a page 2\.0 GiB\.$/);
});

it('takes a graphics device whose buffers hold the largest tensor, and says why not another', () => {
  expect(bufferRefusal(FFHQ, PLENTY)).toBeNull();
  // What WebGPU guarantees.
  expect(bufferRefusal(FFHQ, { maxBufferSize: 256 * MIB, maxStorageBufferBindingSize: 128 * MIB })).toBeNull();
  expect(bufferRefusal(FFHQ, { ...PLENTY, maxStorageBufferBindingSize: 32 * MIB })).toBe(
    'the model needs buffers of 64 MiB, and the graphics adapter allows 32 MiB.',
  );
});
