import { expect, it } from 'vitest';
import { learntSentence } from './learntSentence.ts';

it('says what a direction was learnt from, and how far it can be trusted', () => {
  expect(learntSentence({ more: 3, less: 2, separation: null })).toBe(
    'Learnt from 3 with more and 2 with less: not enough to tell how well it works (8 of each are).',
  );
  expect(learntSentence({ more: 9, less: 8, separation: 0.917 })).toBe(
    'Learnt from 9 with more and 8 with less. Of two cats that it has not seen it picks the right one in 92 of 100 cases.',
  );
  expect(learntSentence({ more: 9, less: 8, separation: 0.5 })).toContain(
    '50 of 100 cases, hardly better than guessing.',
  );
});
