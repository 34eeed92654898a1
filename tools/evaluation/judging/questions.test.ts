import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/latent/random.ts';
import type { ImageArray } from '../../dataset/dataset.ts';
import { coloursOf } from '../likenessFigures.ts';
import { squaredDistances } from '../statistics.ts';
import { ownLetter, planQuestions } from './questions.ts';

const random = seededRandom(2);
const photos: ImageArray = {
  count: 40,
  resolution: 8,
  channels: 3,
  pixels: Uint8Array.from({ length: 40 * 8 * 8 * 3 }, () => 256 * random()),
};
const counts = { judges: 3, rows: 12, pairs: 10, seed: 5 };
const sorted = (numbers: number[]) => numbers.toSorted((a, b) => a - b);

describe('planQuestions', () => {
  const plans = planQuestions(photos, counts);

  it('asks each judge for other photos, under numbers that go on from judge to judge', () => {
    const rows = plans.flatMap((plan) => plan.rows);
    const pairs = plans.flatMap((plan) => plan.pairs);
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 36 }, (_, i) => i + 1));
    expect(pairs.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(new Set(rows.map(({ photo }) => photo)).size).toBe(36);
    expect(new Set(pairs.map(({ photo }) => photo)).size).toBe(30);
  });

  it('puts beside a reconstruction its own photo, the two nearest in colour and two others, in any order', () => {
    const colours = coloursOf(photos, 4);
    const distances = squaredDistances(colours, colours);
    for (const { photo, photos: shown } of plans[0]!.rows) {
      expect(new Set(shown).size).toBe(5);
      const byColour = sorted([...Array(40).keys()]).sort((a, b) => distances.get(photo, a) - distances.get(photo, b));
      for (const near of byColour.slice(0, 3)) expect(shown).toContain(near); // the photo itself is nearest of all
    }
    expect(new Set(plans.flatMap(({ rows }) => rows.map(ownLetter)))).toEqual(new Set(['A', 'B', 'C', 'D', 'E']));
    expect(new Set(plans.flatMap(({ pairs }) => pairs.map(({ drawn }) => drawn)))).toEqual(new Set(['A', 'B']));
  });

  it('pairs photos that the judge has not seen in the rows, while there are such', () => {
    const [plan] = planQuestions(photos, { judges: 1, rows: 3, pairs: 20, seed: 1 });
    const seen = new Set(plan!.rows.flatMap((row) => row.photos));
    expect(plan!.pairs.filter(({ photo }) => seen.has(photo))).toEqual([]);
  });

  it('asks the same for the same seed, and something else for another', () => {
    expect(planQuestions(photos, counts)).toEqual(plans);
    expect(planQuestions(photos, { ...counts, seed: 6 })[0]!.rows.map(({ photo }) => photo)).not.toEqual(
      plans[0]!.rows.map(({ photo }) => photo),
    );
  });

  it('says when there are too few test images', () => {
    expect(() => planQuestions(photos, { ...counts, rows: 14 })).toThrow(
      'There are 40 test images, the judges need 42: lower --judges, --rows or --pairs, or prepare',
    );
  });
});
