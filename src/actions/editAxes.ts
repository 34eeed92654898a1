import { selectLayerCount } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';

/** Puts a library item on the grid's upper margin. */
export const addSource = (itemId: string): void => useStudio.getState().addSource(itemId);

/** Puts a library item on the grid's left margin, with the schema of the row above. */
export function addRow(itemId: string): void {
  const studio = useStudio.getState();
  studio.addRow(itemId, selectLayerCount(studio));
}
