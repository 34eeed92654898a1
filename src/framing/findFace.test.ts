import { expect, test, vi } from 'vitest';
import { type CropBox, overlap } from '../image/crop.ts';
import type { Seed, SeedSearch } from './faceSeeds.ts';
import { type FaceSearch, findFace, PROPOSAL_COUNT } from './findFace.ts';
import { FACE_ALONE } from './modelFraming.ts';

const PHOTO = { width: 600, height: 400 };
const seed = (left: number, weight: number, angle = 0): Seed => ({ box: { left, top: 100, size: 150, angle }, weight });

/** What a cascade sees in a photo that has no other faces. */
const seeing =
  (seeds: readonly Seed[], where: Partial<SeedSearch> = {}): FaceSearch['seeds'] =>
  async ({ face, isTurned, isMirrored = false }) =>
    face === (where.face ?? 'cat') &&
    isTurned === (where.isTurned ?? false) &&
    isMirrored === (where.isMirrored ?? false)
      ? seeds
      : [];

const search = (options: Partial<FaceSearch>) =>
  findFace({ photo: PHOTO, framing: FACE_ALONE, isThorough: true, seeds: async () => [], judge: null, ...options });

/** Knows one frame, and finds others the stranger the less they overlap with it. */
const knowing = (face: CropBox) =>
  vi.fn(async (boxes: readonly CropBox[]) => boxes.map((box) => 1 - 3 * overlap(box, face)));

test('a face that was seen much more often comes before one that the model knows a little better', async () => {
  const proposals = await search({ seeds: seeing([seed(0, 20), seed(300, 2)]), judge: async () => [0.4, -0.6] });
  expect(proposals.map(({ box }) => box.left)).toEqual([0, 300]);
  expect(proposals.map(({ isSure }) => isSure)).toEqual([true, false]);
});

test('the model decides between faces that were seen equally often', async () => {
  const proposals = await search({ seeds: seeing([seed(0, 5), seed(300, 5)]), judge: async () => [0.4, -2] });
  expect(proposals).toMatchObject([
    { box: { left: 300 }, strangeness: -2, isSure: true },
    { box: { left: 0 }, strangeness: 0.4 },
  ]);
});

test('frames are compared as the model is framed: around the face, with room for the ears', async () => {
  const judge = knowing({ left: 90, top: 60, size: 200 });
  const framing = { left: 0.2, top: 0.25, size: 0.6 };
  const [best] = await search({
    framing,
    seeds: seeing([{ box: { left: 140, top: 120, size: 120 }, weight: 9 }]),
    judge,
  });
  expect(judge.mock.calls[0]![0][0]).toEqual(best!.box);
  expect(best!.box).toMatchObject({ left: expect.closeTo(100), top: expect.closeTo(70), size: expect.closeTo(200) });
  expect(best!.face).toEqual({ left: 140, top: 120, size: 120 });
});

test.each([
  ['the model does not know it at all', [seed(0, 20)], [4]],
  ['few windows have seen it and the model hardly knows it', [seed(0, 5)], [0.9]],
  ['one window alone has seen it', [seed(0, 1)], [-2]],
  ['another one comes near to it', [seed(0, 5), seed(300, 4)], [-1, -1]],
])('a face is not sure where %s, and the photo is left alone', async (_, seeds, strangeness) => {
  expect(await search({ isThorough: false, seeds: seeing(seeds), judge: async () => strangeness })).toEqual([]);
});

test('a face that was seen as two, in nearly the same frame, is sure', async () => {
  const seeds = seeing([seed(200, 9), seed(220, 8)]);
  const [best] = await search({ isThorough: false, seeds, judge: async () => [-1, -1] });
  expect(best).toMatchObject({ box: { left: 200 }, isSure: true });
});

test('a face that few windows have seen is sure where the mirror image shows it, too', async () => {
  const few = [seed(200, 2)];
  const judge = async (boxes: readonly CropBox[]) => boxes.map(() => -1);
  expect(await search({ isThorough: false, seeds: seeing(few), judge })).toEqual([]);
  const seeds: FaceSearch['seeds'] = async ({ face, isTurned }) => (face === 'cat' && !isTurned ? few : []);
  const [best] = await search({ isThorough: false, seeds, judge });
  expect(best).toMatchObject({ box: { left: 200 }, weight: 4, isSure: true });
});

test('a photo that lies on its side has its face found by a quarter turn', async () => {
  const seeds = seeing([seed(100, 12, 90)], { isTurned: true });
  const [best] = await search({ isThorough: false, seeds, judge: async () => [-1] });
  expect(best).toMatchObject({ box: { left: 100, angle: 90 }, seen: 'cat', isSure: true });
});

test('a person’s face is framed, eye to eye, where no cat is seen; the model is not asked', async () => {
  const judge = vi.fn(async () => [9]);
  const [best] = await search({ isThorough: false, seeds: seeing([seed(200, 30)], { face: 'person' }), judge });
  expect(best).toMatchObject({ seen: 'person', isSure: true, strangeness: null });
  const eyeAt = (box: CropBox, x: number, y: number) => [box.left + x * box.size, box.top + y * box.size];
  const [catEye, personEye] = [eyeAt(best!.box, 0.28, 0.37), eyeAt(seed(200, 1).box, 0.23, 0.2)];
  expect(Math.hypot(catEye[0]! - personEye[0]!, catEye[1]! - personEye[1]!)).toBeLessThan(5);
  expect(judge).not.toHaveBeenCalled();
});

test('a cat comes before the person who holds it', async () => {
  const seeds: FaceSearch['seeds'] = async ({ face }) => [face === 'cat' ? seed(0, 8) : seed(300, 80)];
  expect((await search({ seeds, judge: async () => [-1] }))[0]).toMatchObject({ seen: 'cat', box: { left: 0 } });
});

test('no two proposals are the same frame, and there are few', async () => {
  const seeds = [0, 5, 120, 240, 360, 450].map((left, i) => seed(left, 20 - i));
  const proposals = await search({ seeds: seeing(seeds) });
  expect(proposals.map(({ box }) => box.left)).toEqual([expect.closeTo(2.4, 1), 120, 240]); // 0 and 5 are the same
  expect(proposals).toHaveLength(PROPOSAL_COUNT);
  expect(proposals[0]!.strangeness).toBeNull();
});

test('where only a sure face is wanted, the model is asked about none that could not come near to it', async () => {
  const judge = vi.fn(async (boxes: readonly CropBox[]) => boxes.map(() => -1));
  const seeds = seeing([seed(0, 40), seed(150, 6), seed(300, 4), seed(450, 1)]);
  await search({ isThorough: false, seeds, judge });
  expect(judge.mock.calls.map(([boxes]) => boxes.map(({ left }) => left))).toEqual([[0, 150]]);
  judge.mockClear();
  await search({ isThorough: true, seeds, judge });
  expect(judge.mock.calls[0]![0]).toHaveLength(4);
});

test('proposals lie inside the photo', async () => {
  const [best] = await search({ seeds: seeing([seed(-40, 3), seed(560, 1)]) });
  expect(best!.box.left).toBe(0);
});

test('where nothing sees a face, the model searches the photo: coarsely, then around the best', async () => {
  const face = { left: 330, top: 60, size: 190 };
  const judge = knowing(face);
  const onLook = vi.fn();
  const proposals = await search({ judge, onLook });
  expect(overlap(proposals[0]!.box, face)).toBeGreaterThan(0.6);
  expect(judge).toHaveBeenCalledTimes(2);
  const asked = judge.mock.calls.flatMap(([boxes]) => boxes);
  expect(asked.length).toBeLessThanOrEqual(120);
  expect(onLook.mock.calls.flatMap(([boxes]) => boxes)).toEqual(asked);
});

test('where the model knows nothing in the photo either, nothing is proposed', async () => {
  expect(await search({ judge: async (boxes) => boxes.map(() => 3) })).toEqual([]);
});

test('a search that is not thorough leaves a photo alone in which nothing sees a face', async () => {
  const judge = knowing({ left: 0, top: 0, size: 200 });
  expect(await search({ isThorough: false, judge })).toEqual([]);
  expect(judge).not.toHaveBeenCalled();
});

test('without seeds and without a model nothing is proposed', async () => {
  expect(await search({})).toEqual([]);
});
