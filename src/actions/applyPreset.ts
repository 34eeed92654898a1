import { selectLayerCount } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';

/** Gives the grid's rows the schemas of the article's figure. */
export function applyPreset(): void {
  const studio = useStudio.getState();
  studio.applyPreset(selectLayerCount(studio));
}
