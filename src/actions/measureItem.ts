import { likenessOf } from '../pictures/likenessOf.ts';
import { engine } from '../pictures/runningEngine.ts';
import { itemKey, type LibraryItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { selectNoiseKey } from '../store/viewSlice.ts';

/** Compares a cat with its reconstruction and notes the figures, unless another model or noise has taken over meanwhile. */
export async function measureItem(item: LibraryItem): Promise<void> {
  const owner = engine();
  const noise = selectNoiseKey(useStudio.getState());
  const likeness = await likenessOf(item).catch(() => null);
  const studio = useStudio.getState();
  if (engine() === owner && selectNoiseKey(studio) === noise) studio.setLikeness(itemKey(item), likeness);
}
