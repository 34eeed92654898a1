import { expect, test } from 'vitest';
import { followFace, NO_FACE } from './cameraFace.ts';
import type { Seed, SeedSearch } from './faceSeeds.ts';
import { catPlaceOf } from './personFace.ts';

const at = (left: number, weight = 20): Seed => ({ box: { left, top: 50, size: 100, angle: 0 }, weight });
const seeing =
  (found: Partial<Record<SeedSearch['face'], Seed>>) =>
  async ({ face }: SeedSearch) =>
    found[face] ? [found[face]] : [];

test('a person’s face is where a cat’s would be, and a cat comes before the person', async () => {
  expect((await followFace(NO_FACE, seeing({ person: at(10) }))).face).toEqual(catPlaceOf(at(10).box));
  expect((await followFace(NO_FACE, seeing({ person: at(10), cat: at(300) }))).face).toEqual(at(300).box);
});

test('a face that few windows see is none', async () => {
  expect(await followFace(NO_FACE, seeing({ person: at(10, 2), cat: at(10, 1) }))).toMatchObject({ face: null });
});

test('a face that moves a little is followed half the way, and another one at once', async () => {
  const first = await followFace(NO_FACE, seeing({ cat: at(100) }));
  expect((await followFace(first, seeing({ cat: at(120) }))).face).toMatchObject({ left: 110, top: 50 });
  expect((await followFace(first, seeing({ cat: at(400) }))).face).toMatchObject({ left: 400 });
});

test('a face that hides for a moment keeps its frame, and loses it when it stays away', async () => {
  let followed = await followFace(NO_FACE, seeing({ cat: at(100) }));
  for (let i = 0; i < 4; i++) followed = await followFace(followed, seeing({}));
  expect(followed.face).toEqual(at(100).box);
  expect((await followFace(followed, seeing({}))).face).toBeNull();
});
