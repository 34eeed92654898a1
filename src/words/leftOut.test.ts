import { expect, it } from 'vitest';
import { leftOutSentence } from './leftOut.ts';

it('sums up by reason what was left out', () => {
  const texts = ['a.txt', 'b.pdf', 'c.html', 'd.csv'].map((name) => ({ name, code: 'notAnImage' }) as const);
  expect(leftOutSentence([...texts, { name: 'e.jpg', code: 'empty' }])).toBe(
    '5 files were left out: 4 no image (“a.txt”, “b.pdf”, “c.html” and 1 more), 1 empty (“e.jpg”).',
  );
});
