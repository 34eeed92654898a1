import { dropAssets } from '../store/assets.ts';
import { isFounder } from '../store/familySlice.ts';
import { useStudio } from '../store/studio.ts';

/** Takes a cat out of the library and off the grid. Its kittens stay, and with them what they are drawn from. */
export function removeItem(id: string): void {
  const { family, removeItem: remove } = useStudio.getState();
  remove(id);
  if (!isFounder(family, id)) dropAssets(id);
}
