import { expect, it } from 'vitest';
import { layOut } from './comparisonSheet.ts';

it('lays strips out in lines that hold them all, about as wide as high', () => {
  for (const stripCount of [1, 2, 7, 12, 30, 100]) {
    for (const pictureCount of [3, 4]) {
      const { perLine, lines } = layOut(stripCount, pictureCount);
      expect(perLine * lines).toBeGreaterThanOrEqual(stripCount);
      expect((lines - 1) * perLine).toBeLessThan(stripCount);
      const shape = (perLine * pictureCount) / lines;
      if (stripCount >= 7) expect(shape).toBeGreaterThan(0.6);
      if (stripCount >= 7) expect(shape).toBeLessThan(3.1);
    }
  }
});
