import type { Schema } from '../latent/styles.ts';
import { mixedStyles } from '../pictures/renderings.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { selectLayerCount } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';
import { keepStylesAsItem } from './keepStylesAsItem.ts';

/** A cell of the mixing grid. */
export interface Mixture {
  readonly source: LibraryItem;
  readonly destination: LibraryItem;
  readonly schema: Schema;
}

/** 'Tabby × Ginger': the destination, then what it was crossed with. */
export const mixtureName = ({ source, destination }: Mixture): string => `${destination.name} × ${source.name}`;

/** Puts a mixture into the library. @returns its id; null when that failed */
export const keepMixture = (mixture: Mixture): Promise<string | null> =>
  keepStylesAsItem(mixtureName(mixture), () => mixedStyles(mixture.source, mixture.destination, mixture.schema));

/** Where one can go on with a mixture: as the destination of a new row, or in another tab. */
export type NextPlace = 'row' | 'latent' | 'kittens';

/** Keeps a mixture and goes on with it. @returns whether it was kept */
export async function continueWithMixture(mixture: Mixture, place: NextPlace): Promise<boolean> {
  const id = await keepMixture(mixture);
  if (id === null) return false;
  const studio = useStudio.getState();
  if (place === 'row') {
    studio.addRow(id, selectLayerCount(studio), mixture.schema);
  } else {
    studio.selectItem(id);
    studio.setTab(place);
  }
  return true;
}
