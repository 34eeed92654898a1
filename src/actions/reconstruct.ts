import { absoluteDifference } from '../image/difference.ts';
import { heatMap } from '../image/heatMap.ts';
import type { Pixels } from '../image/pixels.ts';
import type { Refinement } from '../latent/refinement.ts';
import { type InputSpec, pairOf } from '../pictures/pictureSpec.ts';
import { getPicture, render } from '../pictures/renderings.ts';
import type { PairView } from '../store/comparisonSlice.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { selectNoise } from '../store/viewSlice.ts';
import { fileName } from '../words/fileName.ts';
import { fileWords } from '../words/fileWords.ts';
import { nameWords } from '../words/nameWords.ts';
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

/** Which of the two pictures leave. */
export const PAIR_PARTS = ['both', 'reconstruction', 'original'] as const;
export type PairPart = (typeof PAIR_PARTS)[number];

export interface PairExportOptions {
  readonly part: PairPart;
  /** Pixels per side of each picture. */
  readonly size: number;
}

export const downloadPair = (item: LibraryItem, options: PairExportOptions): Promise<void> =>
  downloadFile(fileName(item.name, options.part === 'original' ? fileWords.original : fileWords.reconstruction), () =>
    pairPng(item, options),
  );

export const copyPair = (item: LibraryItem, options: PairExportOptions): Promise<void> =>
  copyImage(() => pairPng(item, options));

/** The cat, its reconstruction, or both, and then where they differ if that is being looked at. */
async function pairPng(item: LibraryItem, { part, size }: PairExportOptions): Promise<Blob> {
  const studio = useStudio.getState();
  const noise = selectNoise(studio);
  const pair = pairOf(item, studio.shownLook === 'encoded');
  const shown = part === 'reconstruction' ? null : await originalPicture(pair.input, size);
  if (part === 'original') return rowPng([shown!], size);
  const reconstruction = await getPicture(pair.redrawn, noise);
  if (!shown) return rowPng([reconstruction], size);
  if (useStudio.getState().pairView !== 'difference') return rowPng([shown, reconstruction], size);
  const difference = absoluteDifference(await getPicture(pair.input, noise), reconstruction);
  return rowPng([shown, reconstruction, heatMap(difference)], size);
}

/** As it is shown: a photo in as many of its own pixels as the size takes, or what the model is given. */
function originalPicture(input: InputSpec, size: number): Promise<Pixels> {
  const studio = useStudio.getState();
  const { item } = input;
  if (item.kind !== 'photo' || studio.originalView === 'model') return getPicture(input, selectNoise(studio));
  const resolution = Math.max(1, Math.min(size, Math.round(item.crop.size)));
  return render({ kind: 'crop', item, resolution }, selectNoise(studio)); // past the caches, which it would fill
}

/** Keeps a refined cat as a library item of its own and selects it; without its noise, which belongs to pictures. */
export async function keepRefined(item: LibraryItem, { styles }: Refinement): Promise<void> {
  const id = await keepStylesAsItem(
    nameWords.refined(item.name),
    async () => styles,
    item.kind === 'photo' ? item : undefined,
  );
  if (id !== null) useStudio.getState().selectItem(id);
}

export const downloadRefined = (item: LibraryItem, { picture }: Refinement): Promise<void> =>
  downloadFile(fileName(item.name, fileWords.refined), () => rowPng([picture]));
