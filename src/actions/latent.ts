import { largestImageSide } from '../image/gridSheet.ts';
import { noLargerThan } from '../image/resample.ts';
import { sheetPng } from '../imageWorker/imageClient.ts';
import { packDirections } from '../modelFolder/directionsFile.ts';
import { movedAlong, type PictureSpec } from '../pictures/pictureSpec.ts';
import { getPicture, reshapedStyles, stylesOf } from '../pictures/renderings.ts';
import { type DirectionSheetOptions, withDirectionSheetRecipe } from '../recipes/directionSheetRecipe.ts';
import type { ListedDirection } from '../store/directionsSlice.ts';
import type { LatentSettings } from '../store/latentSlice.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { selectLayerCount } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';
import { selectNoise } from '../store/viewSlice.ts';
import { fileName } from '../words/fileName.ts';
import { fileWords } from '../words/fileWords.ts';
import { latentWords } from '../words/latentWords.ts';
import { keepStylesAsItem } from './library.ts';
import { copyImage, downloadFile, rowPng } from './saveFile.ts';

/** Keeps a reshaped cat as a library item of its own, without its noise, which belongs to pictures. */
export const keepReshaped = (item: LibraryItem, settings: LatentSettings): Promise<string | null> =>
  keepStylesAsItem(latentWords.stage.reshaped(item.name), () =>
    reshapedStyles({ item, directions: useStudio.getState().directions, settings }),
  );

export const downloadReshaped = (item: LibraryItem, settings: LatentSettings): Promise<void> =>
  downloadFile(fileName(item.name, fileWords.reshaped), async () => {
    const studio = useStudio.getState();
    const { directions } = studio;
    return rowPng([await getPicture({ kind: 'latent', item, directions, settings }, selectNoise(studio))]);
  });

/** The photo and its reconstruction stand before each row. */
const MARGIN_COLUMNS = 2;

export const downloadDirectionSheet = (item: LibraryItem, options: DirectionSheetOptions): Promise<void> =>
  downloadFile(fileName(item.name, fileWords.directions), () => renderSheet(item, options));

export const copyDirectionSheet = (item: LibraryItem, options: DirectionSheetOptions): Promise<void> =>
  copyImage(() => renderSheet(item, options));

/** The directions that a sheet shows, in the order of the list. */
export const sheetDirections = (directions: readonly ListedDirection[], isStarredOnly: boolean) =>
  isStarredOnly ? directions.filter(({ isStarred }) => isStarred) : directions;

/** Offsets in σ, evenly spaced around 0. */
const sheetOffsets = ({ spacing, count }: Pick<DirectionSheetOptions, 'spacing' | 'count'>): number[] =>
  Array.from({ length: count }, (_, i) => (i - (count - 1) / 2) * spacing);

/** Pixels per side that a picture of the sheet may have. */
export const largestSheetPicture = (rowCount: number, count: number): number =>
  largestImageSide(MARGIN_COLUMNS + count, rowCount);

/** The sheet with its recipe inside, so that it can be opened again. Large pictures are made as small as they must. */
async function renderSheet(item: LibraryItem, options: DirectionSheetOptions): Promise<Blob> {
  const { isStarredOnly, count, scale, hasLabels } = options;
  const studio = useStudio.getState();
  const { directions, model } = studio;
  const noise = selectNoise(studio);
  const layerCount = selectLayerCount(studio);
  const shown = sheetDirections(directions, isStarredOnly);
  const offsets = sheetOffsets(options);
  const side = largestSheetPicture(shown.length, count);
  const pictureOf = async (spec: PictureSpec) => noLargerThan(await getPicture(spec, noise), side);
  const rows = await Promise.all(
    shown.map((direction) =>
      Promise.all([
        pictureOf({ kind: 'input', item }),
        pictureOf({ kind: 'reconstruction', item }),
        ...offsets.map((offset) => pictureOf(movedAlong(item, direction, offset, layerCount))),
      ]),
    ),
  );
  const { photo, original, reconstruction } = fileWords.columns;
  const columns = [item.kind === 'photo' ? photo : original, reconstruction, ...offsets.map(inSigmas)];
  const labels = { columns, rows: shown.map(({ name }) => name) };
  const png = await sheetPng(rows, { scale, labels: hasLabels ? labels : undefined });
  return withDirectionSheetRecipe(png, {
    cat: { name: item.name, styles: [...(await stylesOf(item))] },
    options,
    noise,
    directions: packDirections(model!, shown),
  });
}

const inSigmas = (offset: number): string =>
  offset === 0 ? '0' : `${offset < 0 ? '−' : '+'}${Number(Math.abs(offset).toFixed(2))} σ`;
