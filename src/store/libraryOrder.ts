import type { Likeness } from '../image/likeness.ts';
import { itemKey, type LibraryItem } from './librarySlice.ts';

export const LIBRARY_ORDERS = ['added', 'mostAlike', 'leastAlike', 'name'] as const;
export type LibraryOrder = (typeof LIBRARY_ORDERS)[number];

/** What likeness is ranked by: the error of colours (MSE, and so PSNR) or the structure (SSIM). */
export type LikenessMeasure = 'colour' | 'structure';

/** Whether an order ranks by likeness, for which every picture has to be measured. */
export const ranksByLikeness = (order: LibraryOrder): boolean => order === 'mostAlike' || order === 'leastAlike';

/** The figure by which items are ranked; a larger one is more alike. */
const score = ({ psnrDb, ssim }: Likeness, measure: LikenessMeasure): number => (measure === 'colour' ? psnrDb : ssim);

/** The figure that an item is ranked by, as it is shown. */
export const rankFigure = (likeness: Likeness, measure: LikenessMeasure): string =>
  measure === 'colour' ? `${likeness.psnrDb.toFixed(1)} dB` : `SSIM ${likeness.ssim.toFixed(2)}`;

interface Ranking {
  readonly order: LibraryOrder;
  readonly measure: LikenessMeasure;
  readonly likenesses: Readonly<Record<string, Likeness | null>>;
}

/** Items in their order; those that are not measured come last, as they were added. */
export function orderItems(
  items: readonly LibraryItem[],
  { order, measure, likenesses }: Ranking,
): readonly LibraryItem[] {
  if (order === 'added') return items;
  if (order === 'name') {
    return items.toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true, sensitivity: 'base' }));
  }
  const likenessIn = (item: LibraryItem) => likenesses[itemKey(item)] ?? null;
  const measured = items.flatMap((item) => {
    const likeness = likenessIn(item);
    return likeness ? { item, score: score(likeness, measure) } : [];
  });
  // Compared, not subtracted: the scores of two identical pictures are infinite and have no difference.
  const rank = (a: number, b: number) => (a === b ? 0 : a > b === (order === 'mostAlike') ? -1 : 1);
  const ranked = measured.toSorted((a, b) => rank(a.score, b.score)).map(({ item }) => item);
  return [...ranked, ...items.filter((item) => !likenessIn(item))];
}
