import { meanAbsoluteDifference, strongestDifference } from '../image/difference.ts';
import { heatMap } from '../image/heatMap.ts';
import type { Pixels } from '../image/pixels.ts';
import { gridPng } from '../imageWorker/imageClient.ts';
import { rollSeed } from '../latent/rollSeed.ts';
import { layerSwap, trialCats, trialSchemas } from '../pictures/layerTrial.ts';
import { type PictureRequest, pictures } from '../pictures/pictureCache.ts';
import { inputRequest, redrawnRequest, smallRequest, swapRequest } from '../pictures/renderings.ts';
import { withGridRecipe } from '../recipes/gridRecipe.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { selectLayerCount } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';
import { blockMeaning, blockSize } from '../words/blockMeaning.ts';
import { fileName } from '../words/fileName.ts';
import { gridRecipeOf } from './mix.ts';
import { copyImage, downloadFile } from './saveFile.ts';

/** Tries the layers with other random cats. */
export const rerollLayers = (): void => useStudio.getState().setLayerTrial({ seed: rollSeed() });

/** Small pictures are enlarged to about this many pixels per side. */
const EXPORT_SIZE = 256;

export const downloadLayers = (item: LibraryItem): Promise<void> =>
  downloadFile(fileName(item.name, 'layers'), () => renderLayers(item));

export const copyLayers = (item: LibraryItem): Promise<void> => copyImage(() => renderLayers(item));

/**
 * The layer inspector as a sheet: the cat in the corner, random cats across, and for each block its effect and its swaps.
 * Its recipe opens it again as a mixing grid.
 */
async function renderLayers(item: LibraryItem): Promise<Blob> {
  const studio = useStudio.getState();
  const { isReversed } = studio.layerTrial;
  const layerCount = selectLayerCount(studio);
  const cats = trialCats(studio.layerTrial);
  const rows = Array.from({ length: layerCount }, (_, block) =>
    cats.map((cat) => layerSwap(item, cat, block, isReversed)),
  );
  const schemas = trialSchemas(layerCount, isReversed);
  // All asked for at once: what the page draws with may change while they are computed.
  const [recipe, corner, sources, cells, before] = await Promise.all([
    gridRecipeOf(
      cats,
      schemas.map((schema) => ({ destination: item, schema })),
    ),
    small(redrawnRequest(item)),
    all(cats.map(inputRequest)),
    Promise.all(rows.map((swaps) => all(swaps.map(swapRequest)))),
    Promise.all(rows.map((swaps) => all(swaps.map(({ onto }) => redrawnRequest(onto))))),
  ]);
  const effects = cells.map((after, block) => meanAbsoluteDifference(before[block]!, after));
  const sheet = {
    corner,
    sources,
    destinations: effects.map((effect) => heatMap(effect, strongestDifference(effect))),
    cells,
  };
  const png = await gridPng(sheet, {
    scale: Math.max(1, Math.floor(EXPORT_SIZE / corner.width)),
    zoom: studio.zoom,
    labels: {
      columns: cats.map(({ name }) => name),
      rows: rows.map((_, block) => `${blockSize(block)} ${blockMeaning(block, layerCount)}`),
    },
  });
  return withGridRecipe(png, recipe);
}

const small = (request: PictureRequest): Promise<Pixels> => pictures.get(smallRequest(request));
const all = (requests: readonly PictureRequest[]): Promise<Pixels[]> => Promise.all(requests.map(small));
