import { sheetPng } from '../image/client.ts';
import { centreSquare } from '../image/crop.ts';
import { largestImageSide } from '../image/gridSheet.ts';
import type { Pixels } from '../image/pixels.ts';
import { cropTo } from '../image/resample.ts';
import type { ListedDirection } from '../store/directionsSlice.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { type PictureRequest, pictures } from '../store/pictureCache.ts';
import { inputRequest, movedRequest, reconstructionRequest } from '../store/renderings.ts';
import { useStudio } from '../store/studio.ts';
import { copyImage, downloadImage, fileNameOf } from './saveImage.ts';

export interface DirectionSheetOptions {
  /** Only the starred directions, or all. */
  readonly isStarredOnly: boolean;
  /** From one picture to the next, in σ. */
  readonly spacing: number;
  /** Pictures along each direction, odd: the one in the middle is not moved. */
  readonly count: number;
  /** 1 to 8 output pixels for each of the model's. */
  readonly scale: number;
  readonly hasLabels: boolean;
}

export const DIRECTION_SHEET_DEFAULTS: DirectionSheetOptions = {
  isStarredOnly: false,
  spacing: 1,
  count: 7,
  scale: 2,
  hasLabels: true,
};

/** The photo and its reconstruction stand before each row. */
const MARGIN_COLUMNS = 2;

export const downloadDirectionSheet = (item: LibraryItem, options: DirectionSheetOptions): Promise<void> =>
  downloadImage(fileNameOf(item.name, 'directions'), () => renderSheet(item, options));

export const copyDirectionSheet = (item: LibraryItem, options: DirectionSheetOptions): Promise<void> =>
  copyImage(() => renderSheet(item, options));

/** The directions that a sheet shows, in the order of the list. */
export const sheetDirections = (directions: readonly ListedDirection[], isStarredOnly: boolean) =>
  isStarredOnly ? directions.filter(({ isStarred }) => isStarred) : directions;

/** Offsets in σ, evenly spaced around 0. */
export const sheetOffsets = ({ spacing, count }: Pick<DirectionSheetOptions, 'spacing' | 'count'>): number[] =>
  Array.from({ length: count }, (_, i) => (i - (count - 1) / 2) * spacing);

/** Pixels per side that a picture of the sheet may have. */
export const largestSheetPicture = (rowCount: number, count: number): number =>
  largestImageSide(MARGIN_COLUMNS + count, rowCount);

async function renderSheet(item: LibraryItem, options: DirectionSheetOptions): Promise<Blob> {
  const { isStarredOnly, count, scale, hasLabels } = options;
  const shown = sheetDirections(useStudio.getState().directions, isStarredOnly);
  const offsets = sheetOffsets(options);
  const side = largestSheetPicture(shown.length, count);
  const fit = (pixels: Pixels) => (pixels.width > side ? cropTo(pixels, centreSquare(pixels), side) : pixels);
  const pictureOf = async (request: PictureRequest) => fit(await pictures.get(request));
  const rows = await Promise.all(
    shown.map((direction) =>
      Promise.all([
        pictureOf(inputRequest(item)),
        pictureOf(reconstructionRequest(item)),
        ...offsets.map((offset) => pictureOf(movedRequest(item, direction, offset))),
      ]),
    ),
  );
  const columns = [item.kind === 'photo' ? 'photo' : 'original', 'reconstruction', ...offsets.map(inSigmas)];
  const labels = { columns, rows: shown.map(({ name }) => name) };
  return sheetPng(rows, { scale, labels: hasLabels ? labels : undefined });
}

const inSigmas = (offset: number): string =>
  offset === 0 ? '0' : `${offset < 0 ? '−' : '+'}${Number(Math.abs(offset).toFixed(2))} σ`;
