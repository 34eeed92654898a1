import { absoluteDifference } from '../image/difference.ts';
import { heatMap } from '../image/heatMap.ts';
import type { Refinement } from '../latent/refinement.ts';
import type { ReconstructionSpec } from '../pictures/pictureSpec.ts';
import { getPicture } from '../pictures/renderings.ts';
import type { PairView } from '../store/comparisonSlice.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { type StudioState, useStudio } from '../store/studio.ts';
import { selectNoise } from '../store/viewSlice.ts';
import { fileName } from '../words/fileName.ts';
import { keepStylesAsItem } from './library.ts';
import { copyImage, downloadFile, rowPng } from './saveFile.ts';

const AFTER: Readonly<Record<PairView, PairView>> = {
  sideBySide: 'slider',
  slider: 'difference',
  difference: 'sideBySide',
};

/** Goes on to the next view of the open tab, where it has several. */
export function nextView(): void {
  const { tab, pairView, setPairView, mixView, setMixView } = useStudio.getState();
  if (tab === 'reconstruct') setPairView(AFTER[pairView]);
  else if (tab === 'mix') setMixView(mixView === 'grid' ? 'layers' : 'grid');
}

export const downloadPair = (item: LibraryItem): Promise<void> =>
  downloadFile(fileName(item.name, 'reconstruction'), () => pairPng(item));

export const copyPair = (item: LibraryItem): Promise<void> => copyImage(() => pairPng(item));

/** The reconstruction that stands beside an item: as encoded if that is what is looked at. */
const shownReconstruction = ({ shownLook }: StudioState, item: LibraryItem): ReconstructionSpec => ({
  kind: 'reconstruction',
  item,
  isAsEncoded: shownLook === 'encoded',
});

/** The cat and its reconstruction, and where they differ if that is being looked at. */
async function pairPng(item: LibraryItem): Promise<Blob> {
  const noise = selectNoise(useStudio.getState());
  const [input, reconstruction] = await Promise.all([
    getPicture({ kind: 'input', item }, noise),
    getPicture(shownReconstruction(useStudio.getState(), item), noise),
  ]);
  const isMapped = useStudio.getState().pairView === 'difference';
  return rowPng([input, reconstruction, ...(isMapped ? [heatMap(absoluteDifference(input, reconstruction))] : [])]);
}

/** Keeps a refined cat as a library item of its own, without its noise, which belongs to pictures. */
export const keepRefined = (item: LibraryItem, { styles }: Refinement): Promise<string | null> =>
  keepStylesAsItem(`${item.name}, refined`, async () => styles);

export const downloadRefined = (item: LibraryItem, { picture }: Refinement): Promise<void> =>
  downloadFile(fileName(item.name, 'refined'), () => rowPng([picture]));
