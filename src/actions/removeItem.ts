import { dropAssets } from '../store/assets.ts';
import { useStudio } from '../store/studio.ts';

/** Takes a cat out of the library and off the grid. */
export function removeItem(id: string): void {
  useStudio.getState().removeItem(id);
  dropAssets(id);
}
