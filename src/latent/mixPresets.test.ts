import { describe, expect, it } from 'vitest';
import { presetSchemas } from './mixPresets.ts';
import { formatSchema } from './styles.ts';

const words = (layerCount: number) => presetSchemas(layerCount).map(formatSchema);

describe('presetSchemas', () => {
  it("gives the article's rows for five blocks", () => {
    expect(words(5)).toEqual(['SDDDD', 'SDDDD', 'DSDDD', 'DSDDD', 'DDSSS', 'DDSSS']);
  });

  it("gives the paper's rows for nine blocks", () => {
    expect(words(9)).toEqual(['SSDDDDDDD', 'SSDDDDDDD', 'SSDDDDDDD', 'DDSSDDDDD', 'DDSSDDDDD', 'DDDDSSSSS']);
  });

  it('covers every block exactly once across its bands at every depth', () => {
    for (let layerCount = 1; layerCount <= 9; layerCount++) {
      const bands = [...new Set(words(layerCount))];
      for (let block = 0; block < layerCount; block++) {
        expect(bands.filter((word) => word[block] === 'S')).toHaveLength(1);
      }
      expect(words(layerCount).every((word) => word.length === layerCount)).toBe(true);
    }
  });

  it('leaves out bands that a shallow model has no blocks for', () => {
    expect(words(1)).toEqual(['S', 'S']);
    expect(words(2)).toEqual(['SD', 'SD', 'DS', 'DS']);
  });
});
