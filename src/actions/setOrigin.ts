import type { Origin } from '../latent/styles.ts';
import { useStudio } from '../store/studio.ts';

/** Decides who gives a block its styles, in one row or (null) in all of them. */
export function setOrigin(rowId: string | null, block: number, origin: Origin): void {
  const studio = useStudio.getState();
  studio.setOrigin(rowId, block, origin);
  // The large switches follow the row that is being edited, unless they edit all of them.
  if (studio.editedRowId !== null) studio.editRow(rowId);
}
