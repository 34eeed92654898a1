import { expect, test } from 'vitest';
import type { Direction } from '../latent/directions.ts';
import { namedByChange } from './directionNames.ts';

const direction = (name: string): Direction => ({
  ...{ name, kind: 'pca', isStarred: false, centre: 0, sigma: 1, firstBlock: 0, lastBlock: 1 },
  vector: new Float32Array([1]),
});

test('directions are named by what they change; names of one’s own and honest numbers stay', () => {
  const named = namedByChange(['Trait 1', 'Trait 2', 'Ears', 'Style 1', 'Trait 3'].map(direction), [
    { trait: 'brightness', isMore: false },
    null,
    { trait: 'warmth', isMore: true },
    { trait: 'brightness', isMore: false },
    { trait: 'turn', isMore: true },
  ]);
  expect(named.map(({ name }) => name)).toEqual(['Darker', 'Trait 2', 'Ears', 'Darker 2', 'Turned right']);
});
