import { expect, it } from 'vitest';
import { lossSentence, notKeptSentence } from './sessionSentences.ts';

it('names what did not come back, and says nothing where all did', () => {
  expect(lossSentence(new Map())).toBe(null);
  const losses = new Map([['library', 2] as const, ['view', 1] as const]);
  expect(lossSentence(losses)).toBe(
    'Some of what was kept is damaged and did not come back: cats of the library (2), how the page was set.',
  );
});

it('tells a full storage from other refusals', () => {
  expect(notKeptSentence(new DOMException('', 'QuotaExceededError'))).toContain('is full');
  expect(notKeptSentence(new Error('broken'))).not.toContain('is full');
});
