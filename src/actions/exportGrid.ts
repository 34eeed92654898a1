import { largestImageSide } from '../image/gridSheet.ts';
import { noLargerThan } from '../image/resample.ts';
import { gridPng } from '../imageWorker/imageClient.ts';
import { formatSchema, type Schema } from '../latent/styles.ts';
import { type PictureRequest, pictures } from '../pictures/pictureCache.ts';
import { inputRequest, mixRequest } from '../pictures/renderings.ts';
import { type GridRecipe, withGridRecipe } from '../recipes/gridRecipe.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { fileName } from '../words/fileName.ts';
import { recipeCat, recipeMeans } from './recipes.ts';
import { copyImage, downloadFile } from './saveFile.ts';

export interface GridExportOptions {
  /** 1 to 8 output pixels for each of the model's. */
  readonly scale: number;
  readonly hasLabels: boolean;
}

export const GRID_EXPORT_DEFAULTS: GridExportOptions = { scale: 4, hasLabels: true };

export const downloadGrid = (options: GridExportOptions): Promise<void> =>
  downloadFile(fileName('mixing', 'grid'), () => renderGrid(options));

export const copyGrid = (options: GridExportOptions): Promise<void> => copyImage(() => renderGrid(options));

/**
 * The whole grid as it is now, with its recipe inside, so that it can be opened again. Cells that are still being computed
 * are awaited. Large ones are made as small as they must.
 */
async function renderGrid({ scale, hasLabels }: GridExportOptions): Promise<Blob> {
  const { sources: sourceIds, rows, items } = useStudio.getState();
  const itemOf = (id: string): LibraryItem => items.find((item) => item.id === id)!;
  const sources = sourceIds.map(itemOf);
  const destinations = rows.map((row) => itemOf(row.itemId));
  const side = largestImageSide(1 + sources.length, 1 + rows.length);
  const pictureOf = async (request: PictureRequest) => noLargerThan(await pictures.get(request), side);
  const picturesOf = (shown: readonly LibraryItem[]) => Promise.all(shown.map((item) => pictureOf(inputRequest(item))));
  const mixed = rows.map((row, i) => ({ destination: destinations[i]!, schema: row.schema }));
  // All asked for at once: what the page draws with may change while they are computed.
  const [recipe, inSources, inDestinations, cells] = await Promise.all([
    recipeOf(sources, mixed),
    picturesOf(sources),
    picturesOf(destinations),
    Promise.all(
      mixed.map(({ destination, schema }) =>
        Promise.all(sources.map((source) => pictureOf(mixRequest(source, destination, schema)))),
      ),
    ),
  ]);
  const sheet = { sources: inSources, destinations: inDestinations, cells };
  const labels = { columns: sources.map((item) => item.name), rows: rows.map((row) => formatSchema(row.schema)) };
  return withGridRecipe(await gridPng(sheet, { scale, labels: hasLabels ? labels : undefined }), recipe);
}

interface MixedRow {
  readonly destination: LibraryItem;
  readonly schema: Schema;
}

/** What it takes to make a grid again with the model in use. */
export const recipeOf = async (sources: readonly LibraryItem[], rows: readonly MixedRow[]): Promise<GridRecipe> => ({
  ...recipeMeans(),
  sources: await Promise.all(sources.map(recipeCat)),
  rows: await Promise.all(
    rows.map(async ({ destination, schema }) => ({ destination: await recipeCat(destination), schema })),
  ),
});
