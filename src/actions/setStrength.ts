import type { Strength } from '../latent/styles.ts';
import { useStudio } from '../store/studio.ts';

/** Decides how much of a block's styles the source gives, in one row or (null) in all of them. */
export function setStrength(rowId: string | null, block: number, strength: Strength): void {
  const studio = useStudio.getState();
  studio.setStrength(rowId, block, strength);
  // The large switches follow the row that is being edited, unless they edit all of them.
  if (studio.editedRowId !== null) studio.editRow(rowId);
}
