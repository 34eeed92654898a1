import { absoluteDifference } from '../image/difference.ts';
import { heatMap } from '../image/heatMap.ts';
import type { Refinement } from '../latent/refinement.ts';
import { pairOf } from '../pictures/pictureSpec.ts';
import { getPicture } from '../pictures/renderings.ts';
import type { PairView } from '../store/comparisonSlice.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
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

/** The cat and its reconstruction, and where they differ if that is being looked at. */
async function pairPng(item: LibraryItem): Promise<Blob> {
  const studio = useStudio.getState();
  const noise = selectNoise(studio);
  const pair = pairOf(item, studio.shownLook === 'encoded');
  const [input, reconstruction] = await Promise.all([getPicture(pair.input, noise), getPicture(pair.redrawn, noise)]);
  const isMapped = useStudio.getState().pairView === 'difference';
  return rowPng([input, reconstruction, ...(isMapped ? [heatMap(absoluteDifference(input, reconstruction))] : [])]);
}

/** Keeps a refined cat as a library item of its own and selects it; without its noise, which belongs to pictures. */
export async function keepRefined(item: LibraryItem, { styles }: Refinement): Promise<void> {
  const id = await keepStylesAsItem(
    `${item.name}, refined`,
    async () => styles,
    item.kind === 'photo' ? item : undefined,
  );
  if (id !== null) useStudio.getState().selectItem(id);
}

export const downloadRefined = (item: LibraryItem, { picture }: Refinement): Promise<void> =>
  downloadFile(fileName(item.name, 'refined'), () => rowPng([picture]));
