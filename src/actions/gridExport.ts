import { z } from '../base/zod.ts';
import { GRID_SHEET_DEFAULTS, type GridSheetOptions, largestImageSide } from '../image/gridSheet.ts';
import type { Pixels } from '../image/pixels.ts';
import { noLargerThan } from '../image/resample.ts';
import { sheetPng } from '../imageWorker/imageClient.ts';
import { formatSchema } from '../latent/styles.ts';
import { type PictureSpec, redrawnOf } from '../pictures/pictureSpec.ts';
import { getPicture, mixedStyles, render, stylesOf } from '../pictures/renderings.ts';
import { withGridRecipe } from '../recipes/gridRecipe.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { selectResolution } from '../store/modelSlice.ts';
import { type StudioState, useStudio } from '../store/studio.ts';
import { selectNoise } from '../store/viewSlice.ts';
import { fileName } from '../words/fileName.ts';
import { fileWords } from '../words/fileWords.ts';
import { table } from '../words/table.ts';
import { type ArchivedPicture, archive, numbered } from './archive.ts';
import { bytesOfPhotos, carryPhotos, withPhotos } from './carriedPhotos.ts';
import { type GridCats, gridCats, mixtureName } from './mix.ts';
import { gridRecipeOf } from './recipes.ts';
import { rememberChoice, rememberedChoice } from './rememberedChoice.ts';
import { copyImage, downloadFile } from './saveFile.ts';

/** What stands on the two margins: the cats as they were given, as the model redraws them, or nothing. */
export const GRID_HEADERS = ['photos', 'reconstructions', 'none'] as const;

/** What lies between the pictures and around them. */
export const GRID_GROUNDS = {
  white: [255, 255, 255],
  sand: [238, 233, 225],
  black: [16, 16, 16],
  none: [0, 0, 0, 0],
} as const satisfies Record<string, GridSheetOptions['ground']>;
export type GridGround = keyof typeof GRID_GROUNDS;

const optionsSchema = z.object({
  /** 1 to 8 output pixels for each of the model's. */
  scale: z.int().min(1).max(8),
  zoom: z.enum(['smooth', 'nearest']),
  headers: z.enum(GRID_HEADERS),
  /** Names of the cats, and the switches of each row. */
  hasLabels: z.boolean(),
  ground: z.enum(Object.keys(GRID_GROUNDS) as [GridGround, ...GridGround[]]),
  /** Between the pictures and around all of it, in the model's pixels. */
  gap: z.int().min(0).max(16),
  margin: z.int().min(0).max(32),
});
export type GridExportOptions = Readonly<z.infer<typeof optionsSchema>>;

const DEFAULTS: GridExportOptions = {
  scale: 4,
  zoom: 'smooth',
  headers: 'photos',
  hasLabels: true,
  ground: 'white',
  gap: GRID_SHEET_DEFAULTS.gap,
  margin: 0,
};

const CHOICE_KEY = 'gridExport';

/** As they were chosen last, in whatever tab. */
export function rememberedGridOptions(): GridExportOptions {
  try {
    return optionsSchema.parse(JSON.parse(rememberedChoice(CHOICE_KEY) ?? ''));
  } catch {
    return DEFAULTS;
  }
}

export const rememberGridOptions = (options: GridExportOptions): void =>
  rememberChoice(CHOICE_KEY, JSON.stringify(options));

/** What leaves: pictures, and whether they carry the photos of their cats. */
export interface GridExport {
  readonly options: GridExportOptions;
  readonly carriesPhotos: boolean;
}

/** Photos that go along unless somebody says otherwise are no more bytes together. */
const LIGHT_BYTES = 2 * 2 ** 20;

/** The photos of the grid's cats: how many bytes they are together, and whether they go along unasked. */
export function photosOnGrid(studio: StudioState): { readonly byteLength: number; readonly isLight: boolean } {
  const byteLength = bytesOfPhotos(catsWithPhotos(gridCats(studio)));
  return { byteLength, isLight: byteLength <= LIGHT_BYTES };
}

export const downloadGrid = (wanted: GridExport): Promise<void> =>
  downloadFile(fileName('', fileWords.grid), () => gridPicture(wanted));

export const copyGrid = (wanted: GridExport): Promise<void> => copyImage(() => gridPicture(wanted));

/** Hands out the grid as one zip: every picture by itself, all of them as one, a table of what is what, and their codes. */
export const downloadGridArchive = (wanted: GridExport): Promise<void> =>
  downloadFile(fileName('', fileWords.grid, 'zip'), () => gridArchive(wanted));

/** Scales that make no larger sheet than a browser draws: 1 to so much. */
export function largestGridScale(studio: StudioState, options: GridExportOptions): number {
  return Math.max(1, Math.min(8, Math.floor(largestSide(studio, options) / (selectResolution(studio) ?? 1))));
}

/** Pixels per side of a picture of the sheet, at most. */
export function largestSide(
  { sources, rows, ...studio }: StudioState,
  { headers, gap, margin }: GridExportOptions,
): number {
  const heads = headers === 'none' ? 0 : 1;
  const [across, down] = [heads + sources.length, heads + rows.length];
  const resolution = selectResolution({ sources, rows, ...studio }) ?? 1;
  const around = gap + (2 * margin) / Math.max(1, Math.min(across, down));
  return largestImageSide(across, down, Math.max(0, around - GRID_SHEET_DEFAULTS.gap) / resolution);
}

/**
 * The whole grid as it is now, with its recipe inside, so that it can be opened again. Cells that are still being computed
 * are awaited. Large ones are made as small as they must.
 */
async function gridPicture({ options, carriesPhotos }: GridExport): Promise<Blob> {
  const cats = gridCats(useStudio.getState());
  const carried = carriesPhotos ? catsWithPhotos(cats) : [];
  const carriedIds = new Set(carried.map(({ id }) => id));
  // All asked for at once: what the page draws with may change while they are computed.
  const [recipe, png] = await Promise.all([gridRecipeOf(cats.sources, cats.rows, { carriedIds }), gridSheet(options)]);
  return withGridRecipe(carried.length > 0 ? await carryPhotos(png, carried) : png, recipe);
}

const catsWithPhotos = ({ sources, rows }: GridCats): readonly LibraryItem[] =>
  withPhotos([...sources, ...rows.map(({ destination }) => destination)]);

/** Pixels per side of a picture in what is only looked at while one chooses. */
const PREVIEW_SIDE = 96;

/** The grid as it would leave, but coarse. */
export function gridPreview(options: GridExportOptions): Promise<Blob> {
  const resolution = selectResolution(useStudio.getState()) ?? 1;
  const shrink = Math.min(1, PREVIEW_SIDE / resolution);
  return gridSheet(
    {
      ...options,
      scale: Math.max(1, Math.min(options.scale, Math.round(PREVIEW_SIDE / resolution))),
      gap: Math.round(shrink * options.gap),
      margin: Math.round(shrink * options.margin),
    },
    PREVIEW_SIDE,
  );
}

/** @param previewSide pixels per side of each picture at most, if it is only for looking at */
async function gridSheet(options: GridExportOptions, previewSide?: number): Promise<Blob> {
  const studio = useStudio.getState();
  const { sources, rows } = gridCats(studio);
  const noise = selectNoise(studio);
  const resolution = Math.min(
    selectResolution(studio)!,
    previewSide ?? Number.POSITIVE_INFINITY,
    largestSide(studio, options),
  );
  const { scale, zoom, headers, hasLabels, gap, margin } = options;
  const pictureOf = async (spec: PictureSpec) => noLargerThan(await getPicture(spec, noise), resolution);
  const headOf = (item: LibraryItem): Promise<Pixels> => {
    if (headers === 'reconstructions') return pictureOf(redrawnOf(item));
    const isFiner = item.kind === 'photo' && zoom === 'smooth' && previewSide === undefined;
    if (!isFiner) return pictureOf({ kind: 'input', item });
    return render({ kind: 'crop', item, resolution: resolution * scale }, noise); // past the caches, which it would fill
  };
  const cells = rows.map(({ destination, schema }) => [
    ...(headers === 'none' ? [] : [headOf(destination)]),
    ...sources.map((source) => pictureOf({ kind: 'mix', source, destination, schema })),
  ]);
  const head = headers === 'none' ? [] : [[undefined, ...sources.map(headOf)]];
  const pictures = await Promise.all([...head, ...cells].map((row) => Promise.all(row)));
  const corner = headers === 'none' ? [] : [''];
  const labels = {
    columns: [...corner, ...sources.map(({ name }) => name)],
    rows: [...corner, ...rows.map(({ destination, schema }) => `${destination.name}\n${formatSchema(schema)}`)],
  };
  return sheetPng(pictures, {
    scale,
    zoom,
    gap,
    margin,
    ground: GRID_GROUNDS[options.ground],
    labels: hasLabels ? labels : undefined,
  });
}

const TABLE_HEAD = ['file', 'kind', 'name', 'row', 'column', 'destination', 'source', 'switches'] as const;

async function gridArchive(wanted: GridExport): Promise<Blob> {
  const { sources, rows } = gridCats(useStudio.getState());
  const destinations = rows.map(({ destination }) => destination);
  const heads = (kind: 'source' | 'destination', items: readonly LibraryItem[]) =>
    items.map((item, i) => {
      const file = `${fileWords.kinds[kind]}-${numbered(i, items.length)}-${fileName(item.name, fileWords.given)}`;
      const place = kind === 'source' ? ['', i + 1] : [i + 1, ''];
      return {
        picture: { file, spec: { kind: 'input', item } },
        styles: () => stylesOf(item),
        line: [file, kind, item.name, ...place, '', '', ''],
      } as const;
    });
  const cells = rows.flatMap(({ destination, schema }, row) =>
    sources.map((source, column) => {
      const name = mixtureName({ source, destination, schema });
      const place = `${numbered(row, rows.length)}-${numbered(column, sources.length)}`;
      const file = `${fileWords.kinds.row}-${place}-${fileName(name, fileWords.mix)}`;
      return {
        picture: { file, spec: { kind: 'mix', source, destination, schema } },
        styles: () => mixedStyles({ source, destination, schema }),
        line: [file, 'mix', name, row + 1, column + 1, destination.name, source.name, formatSchema(schema)],
      } as const;
    }),
  );
  const all = [...heads('source', sources), ...heads('destination', destinations), ...cells];
  const pictures: readonly ArchivedPicture[] = all.map(({ picture }) => picture);
  return archive(pictures, await Promise.all(all.map(({ styles }) => styles())), {
    [fileName('', fileWords.pictures, 'csv')]: new Blob([table([TABLE_HEAD, ...all.map(({ line }) => line)])]),
    [fileName('', fileWords.grid)]: await gridPicture(wanted),
  });
}
