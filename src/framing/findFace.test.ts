import { expect, test, vi } from 'vitest';
import { type CropBox, overlap } from '../image/crop.ts';
import type { Seed } from './faceSeeds.ts';
import { findFace, PROPOSAL_COUNT } from './findFace.ts';

const PHOTO = { width: 600, height: 400 };
const seed = (left: number, weight: number): Seed => ({ box: { left, top: 100, size: 150 }, weight });

/** Knows one frame, and finds others the stranger the less they overlap with it. */
const knowing = (face: CropBox) =>
  vi.fn(async (boxes: readonly CropBox[]) => boxes.map((box) => 1 - overlap(box, face)));

test('a face that was seen much more often comes before one that the model knows a little better', async () => {
  const proposals = await findFace({
    photo: PHOTO,
    isThorough: true,
    seeds: async () => [seed(0, 20), seed(300, 2)],
    judge: async () => [1, 0],
  });
  expect(proposals.map(({ box }) => box.left)).toEqual([0, 300]);
});

test('the model decides between faces that were seen equally often', async () => {
  const proposals = await findFace({
    photo: PHOTO,
    isThorough: true,
    seeds: async () => [seed(0, 5), seed(300, 5)],
    judge: async () => [3, 1],
  });
  expect(proposals).toMatchObject([
    { box: { left: 300 }, strangeness: 1 },
    { box: { left: 0 }, strangeness: 3 },
  ]);
});

test('no two proposals are the same frame, and there are few', async () => {
  const seeds = [0, 5, 120, 240, 360, 450].map((left, i) => seed(left, 20 - i));
  const proposals = await findFace({ photo: PHOTO, isThorough: true, seeds: async () => seeds, judge: null });
  expect(proposals.map(({ box }) => box.left)).toEqual([0, 120, 240]);
  expect(proposals).toHaveLength(PROPOSAL_COUNT);
  expect(proposals[0]!.strangeness).toBeNull();
});

test('proposals lie inside the photo', async () => {
  const [best] = await findFace({
    photo: PHOTO,
    isThorough: true,
    seeds: async () => [seed(-40, 3), seed(560, 1)],
    judge: null,
  });
  expect(best!.box.left).toBe(0);
});

test('where nothing sees a face, the model searches the photo: coarsely, then around the best', async () => {
  const face = { left: 330, top: 60, size: 190 };
  const judge = knowing(face);
  const onLook = vi.fn();
  const proposals = await findFace({ photo: PHOTO, isThorough: true, seeds: async () => [], judge, onLook });
  expect(overlap(proposals[0]!.box, face)).toBeGreaterThan(0.6);
  expect(judge).toHaveBeenCalledTimes(2);
  const asked = judge.mock.calls.flatMap(([boxes]) => boxes);
  expect(asked.length).toBeLessThanOrEqual(120);
  expect(onLook.mock.calls.flatMap(([boxes]) => boxes)).toEqual(asked);
});

test('a search that is not thorough leaves a photo alone in which nothing sees a face', async () => {
  const judge = knowing({ left: 0, top: 0, size: 200 });
  expect(await findFace({ photo: PHOTO, isThorough: false, seeds: async () => [], judge })).toEqual([]);
  expect(judge).not.toHaveBeenCalled();
});

test('without seeds and without a model nothing is proposed', async () => {
  expect(await findFace({ photo: PHOTO, isThorough: true, seeds: async () => [], judge: null })).toEqual([]);
});
