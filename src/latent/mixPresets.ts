import type { Schema } from './styles.ts';

/**
 * Row schemas of a first mixing grid: a few rows take the coarse blocks from the source, a few the middle ones, the
 * last the fine ones. Five and nine blocks are the figures people know (SDDDD ×2, DSDDD ×2, DDSSS ×2, and paper figure
 * 9); other depths are cut in the same proportion. Bands that would be empty are left out.
 */
export function presetSchemas(layerCount: number): readonly Schema[] {
  const coarse = Math.max(1, Math.round((layerCount * 2) / 9));
  const bands = [
    { begin: 0, end: coarse },
    { begin: coarse, end: 2 * coarse },
    { begin: 2 * coarse, end: layerCount },
  ].filter(({ begin }) => begin < layerCount);
  const rowCounts = layerCount > 6 ? [3, 2, 1] : [2, 2, 2];
  return bands.flatMap(({ begin, end }, band) => {
    const schema = Array.from({ length: layerCount }, (_, block) => (block >= begin && block < end ? 1 : 0));
    return Array.from({ length: rowCounts[band]! }, () => schema);
  });
}
