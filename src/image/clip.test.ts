import { expect, it } from 'vitest';
import { evenFrames } from './clip.ts';

const take = (name: string, timeMs: number) => ({ pixels: name as never, timeMs });

it('shows at each moment the picture that came last, and skips what nobody would see', () => {
  const takes = [take('a', 5000), take('b', 5250), take('c', 5260), take('d', 5600)];
  expect(evenFrames(takes, 6000, 10).join('')).toBe('aaaccc' + 'dddd');
});

it('is a frame long at least', () => {
  expect(evenFrames([take('a', 10)], 11, 24)).toEqual(['a']);
});
