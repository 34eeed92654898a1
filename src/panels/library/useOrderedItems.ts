import { useMemo } from 'react';
import { orderItems } from '../../store/libraryOrder.ts';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { useStudio } from '../../store/studio.ts';

/** The library in the order that its menu says. */
export function useOrderedItems(): readonly LibraryItem[] {
  const items = useStudio((s) => s.items);
  const order = useStudio((s) => s.libraryOrder);
  const measure = useStudio((s) => s.likenessMeasure);
  const likenesses = useStudio((s) => s.likenesses);
  return useMemo(() => orderItems(items, { order, measure, likenesses }), [items, order, measure, likenesses]);
}
