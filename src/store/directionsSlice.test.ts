import { beforeEach, expect, it } from 'vitest';
import { withOffset } from '../pictures/latentStyles.ts';
import type { ListedDirection } from './directionsSlice.ts';
import { endStep } from './history.ts';
import { latentDefaults } from './latentSlice.ts';
import { changeThroughHistory } from './pageChanges.ts';
import { useStudio } from './studio.ts';

const direction = (id: string): ListedDirection => ({
  id,
  name: id,
  kind: 'pca',
  firstBlock: 0,
  lastBlock: 4,
  isStarred: false,
  vector: Float32Array.of(1, 0),
  centre: 0,
  sigma: 1,
});
const studio = () => useStudio.getState();
const history = () => useStudio.temporal.getState();
const names = () => studio().directions.map(({ name }) => name);

beforeEach(() => {
  useStudio.setState(useStudio.getInitialState(), true);
  endStep();
  changeThroughHistory({ directions: ['a', 'b', 'c'].map(direction) });
  history().clear();
});

it('moves a direction to where another one stands', () => {
  studio().moveDirection('a', 'c');
  expect(names()).toEqual(['b', 'c', 'a']);
  studio().moveDirection('a', 'b');
  expect(names()).toEqual(['a', 'b', 'c']);
});

it('changes one direction, and leaves the others alone', () => {
  studio().changeDirection('b', { name: 'Ears', isStarred: true });
  expect(names()).toEqual(['a', 'Ears', 'c']);
  expect(studio().directions.map(({ isStarred }) => isStarred)).toEqual([false, true, false]);
});

it('puts cats back that were moved along a removed direction, and one undo brings both again', () => {
  studio().setLatent('cat', withOffset(withOffset(latentDefaults(5), 'a', 1), 'b', 2));
  endStep();
  studio().removeDirection('b');
  expect(names()).toEqual(['a', 'c']);
  expect(studio().latent.cat!.offsets).toEqual({ a: 1 });
  history().undo();
  expect(names()).toEqual(['a', 'b', 'c']);
  expect(studio().latent.cat!.offsets).toEqual({ a: 1, b: 2 });
});

it('undo takes back what the user did, never what the page began with', () => {
  useStudio.setState(useStudio.getInitialState(), true);
  endStep();
  history().clear();
  endStep();
  studio().setLatent('cat', { ...latentDefaults(5), psi: 0.5 });
  endStep();
  changeThroughHistory({ directions: [direction('a')] });
  studio().changeDirection('a', { name: 'Ears' });
  history().undo();
  history().undo();
  expect(studio().latent).toEqual({});
  expect(names()).toEqual(['a']);
  history().redo();
  history().redo();
  expect(names()).toEqual(['Ears']);
});
