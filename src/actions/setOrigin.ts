import type { Origin } from '../latent/styles.ts';
import { useStudio } from '../store/studio.ts';

/** Decides who gives a block its styles, in one row or (null) in all of them. */
export const setOrigin = (rowId: string | null, block: number, origin: Origin): void =>
  useStudio.getState().setOrigin(rowId, block, origin);
