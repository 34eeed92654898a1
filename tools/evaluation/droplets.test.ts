import { expect, it } from 'vitest';
import { dropletImages, measureDroplets } from './droplets.ts';

const architecture = {
  ...{ layerCount: 2, startChannels: 2, maxChannels: 4, latentSize: 3, mappingLayers: 1 },
  channels: 3,
};
const PLACES = 4 ** 2 + 8 ** 2;
const IMAGES = 125; // 2000 places at 4 pixels, 8000 at 8
/** Ones, but for what is set. */
const energies = (set: (image: number, place: number) => number | undefined = () => undefined) =>
  Float32Array.from({ length: IMAGES * PLACES }, (_, i) => set(Math.floor(i / PLACES), i % PLACES) ?? 1);

it('finds a thousandth of the energy where it lies evenly', () => {
  expect(measureDroplets(energies(), architecture)).toEqual([
    { sidePixels: 4, share: 0.001 },
    { sidePixels: 8, share: 0.001 },
  ]);
});

it('finds a droplet in its block, wherever it lies', () => {
  // Two places of 2000 have as much as all the others.
  const [coarse, fine] = measureDroplets(
    energies((image, place) => (place === 5 && image > 122 ? 999 : undefined)),
    architecture,
  );
  expect(coarse!.share).toBeCloseTo(0.5, 6);
  expect(fine!.share).toBe(0.001);
  const [, all] = measureDroplets(
    energies((image, place) => (place < 16 ? undefined : image === 7 && place === 79 ? 1 : 0)),
    architecture,
  );
  expect(all!.share).toBe(1);
});

it('looks at as many images as there is memory for', () => {
  expect(dropletImages(architecture, 100)).toBe(100);
  expect(dropletImages(architecture, 5000)).toBe(256);
  expect(dropletImages({ ...architecture, layerCount: 9 }, 5000)).toBe(48);
});
