import { expect, it } from 'vitest';
import type { Likeness } from '../image/likeness.ts';
import { type Contest, nearerOf, tallyOf } from './rivalSlice.ts';
import { useStudio } from './studio.ts';

const likeness = (meanSquaredError: number, ssim: number): Likeness => ({
  meanSquaredError,
  psnrDb: -10 * Math.log10(meanSquaredError),
  ssim,
});
const contest = (own: Likeness, rival: Likeness): Contest => ({ own, rival });

const CLOSER_IN_COLOUR = contest(likeness(0.01, 0.3), likeness(0.02, 0.5));
const FARTHER = contest(likeness(0.04, 0.2), likeness(0.01, 0.4));
const EQUAL = contest(likeness(0.02, 0.3), likeness(0.02, 0.3));

it('says which model is nearer by what likeness is ranked by', () => {
  expect(nearerOf(CLOSER_IN_COLOUR, 'colour')).toBe('own');
  expect(nearerOf(CLOSER_IN_COLOUR, 'structure')).toBe('rival');
  expect(nearerOf(FARTHER, 'colour')).toBe('rival');
  expect(nearerOf(EQUAL, 'colour')).toBeNull();
});

it('averages every figure, and counts photos', () => {
  const tally = tallyOf([CLOSER_IN_COLOUR, FARTHER, EQUAL], 'colour')!;
  expect(tally).toMatchObject({ count: 3, ownNearer: 1, rivalNearer: 1 });
  expect(tally.own.meanSquaredError).toBeCloseTo((0.01 + 0.04 + 0.02) / 3, 12);
  expect(tally.rival.ssim).toBeCloseTo((0.5 + 0.4 + 0.3) / 3, 12);
  expect(tally.own.psnrDb).toBeCloseTo((20 + 13.9794 + 16.9897) / 3, 4); // the mean of decibels, not those of the mean
  expect(tallyOf([], 'colour')).toBeNull();
});

it('forgets what was measured with another rival', () => {
  const { setRival, setContest } = useStudio.getState();
  const rival = { name: 'a', title: 'A', progress: null, model: null };
  setRival(rival);
  setContest('photo', EQUAL);
  setRival({ ...rival, progress: { loadedBytes: 1, totalBytes: 2 } });
  expect(useStudio.getState().contests).toEqual({ photo: EQUAL });
  setRival({ ...rival, name: 'b' });
  expect(useStudio.getState().contests).toEqual({});
  setContest('photo', EQUAL);
  setRival(null);
  expect(useStudio.getState().contests).toEqual({});
});
