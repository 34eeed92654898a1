import { beforeEach, expect, it } from 'vitest';
import { kittenId } from '../store/familySlice.ts';
import type { RandomItem } from '../store/librarySlice.ts';
import { beginHistoryAnew } from '../store/pageChanges.ts';
import { useStudio } from '../store/studio.ts';
import { breedLitter, rerollLitter } from './kittens.ts';

const dream = (seed: number): RandomItem => ({ kind: 'random', id: `dream-${seed}`, name: `Dream ${seed}`, seed });
const litters = () => useStudio.getState().family.litters;

beforeEach(() =>
  beginHistoryAnew(() => {
    useStudio.setState(useStudio.getInitialState(), true);
    useStudio.getState().addItems([1, 2, 3].map(dream));
  }),
);

it('breeds a first litter, and rolls it again in its place with the same parents', () => {
  rerollLitter();
  const [first] = litters();
  rerollLitter();
  const [second, ...others] = litters();
  expect(others).toEqual([]);
  expect(second!.id).not.toBe(first!.id);
  expect([second!.motherId, second!.fatherId]).toEqual([first!.motherId, first!.fatherId]);
});

it('leaves a litter beside the new one when a kitten of it has a name or kittens', () => {
  breedLitter();
  const [first] = litters();
  useStudio.getState().nameKitten(kittenId(first!.id, 0), 'Mimi');
  rerollLitter();
  expect(litters()).toHaveLength(2);
  const [, second] = litters();
  useStudio.getState().addLitter(dream(3), kittenId(second!.id, 4), 7);
  useStudio.getState().showLitter(second!.id);
  rerollLitter();
  expect(litters()).toHaveLength(4);
});
