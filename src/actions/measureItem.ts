import { itemKey, type LibraryItem } from '../store/librarySlice.ts';
import { likenessOf } from '../store/likeness.ts';
import { engine } from '../store/session.ts';
import { useStudio } from '../store/studio.ts';

/** Compares a cat with its reconstruction and notes the figures, unless another model has taken over meanwhile. */
export async function measureItem(item: LibraryItem): Promise<void> {
  const owner = engine();
  const likeness = await likenessOf(item).catch(() => null);
  if (engine() === owner) useStudio.getState().setLikeness(itemKey(item), likeness);
}
