import { describe, expect, it } from 'vitest';
import { scoreAnswers } from './answers.ts';
import type { Key } from './key.ts';

const key: Key = {
  format: 'alae-judge-key',
  version: 1,
  ...{ model: 'm', fingerprint: 'f', dataset: 'd', seed: 0, noise: 'random' },
  judges: [
    {
      rows: [
        { number: 1, photo: 'C' },
        { number: 2, photo: 'E' },
      ],
      pairs: [{ number: 1, drawn: 'B' }],
    },
    { rows: [{ number: 3, photo: 'A' }], pairs: [{ number: 2, drawn: 'A' }] },
  ],
};
const score = (...texts: string[]) =>
  scoreAnswers(
    texts.map((text, i) => ({ file: `judge${i + 1}.txt`, text })),
    key,
  );

describe('scoreAnswers', () => {
  it('counts what is right, of one judge or several', () => {
    expect(score('1: C\n2: A\nP1: B\n')).toEqual({ judges: 1, rows: 2, rowsRight: 1, pairs: 1, pairsRight: 1 });
    expect(score('1: C\n2: E\nP1: A', '3: A\nP2: A')).toEqual({
      judges: 2,
      ...{ rows: 3, rowsRight: 3, pairs: 2, pairsRight: 1 },
    });
  });

  it('reads answers as people write them', () => {
    expect(score('# my answers\r\np1. b\r\n\r\n02 : e  # unsure\n 1 c')).toMatchObject({ rowsRight: 2, pairsRight: 1 });
  });

  it('takes rows or pairs alone, but no part of them', () => {
    expect(score('P1: A')).toEqual({ judges: 1, rows: 0, rowsRight: 0, pairs: 1, pairsRight: 0 });
    expect(() => score('1: C')).toThrow('There is no answer to 2: let the judge guess where it cannot tell.');
  });

  it('names what is no answer', () => {
    expect(() => score('1: C\n2: ?')).toThrow(
      'judge1.txt, line 2 (2: ?) answers no question of these sheets: write lines',
    );
    expect(() => score('1: C\n4: A')).toThrow(/line 2 \(4: A\) answers no question/);
    expect(() => score('P1: C')).toThrow(/answers no question/);
    expect(() => score('1: C\n2: A', '1: D')).toThrow(
      'judge2.txt, line 1 (1: D) answers 1 once more: leave one answer.',
    );
    expect(() => score('\n')).toThrow('judge1.txt holds no answer.');
  });
});
