import { meanAbsoluteDifference, strongestDifference } from '../image/difference.ts';
import { heatMap } from '../image/heatMap.ts';
import type { Pixels } from '../image/pixels.ts';
import { gridPng } from '../imageWorker/imageClient.ts';
import { rollSeed } from '../latent/rollSeed.ts';
import { blockSwap, swappedBlock, trialCats, trialSchemas } from '../pictures/blockSwaps.ts';
import { type PictureSpec, redrawnOf } from '../pictures/pictureSpec.ts';
import { getPicture } from '../pictures/renderings.ts';
import { thumbnailOf } from '../pictures/thumbnail.ts';
import { withGridRecipe } from '../recipes/gridRecipe.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { selectLayerCount, selectResolution } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';
import { selectNoise } from '../store/viewSlice.ts';
import { blockMeaning, blockSize } from '../words/blockMeaning.ts';
import { fileName } from '../words/fileName.ts';
import { fileWords } from '../words/fileWords.ts';
import { gridRecipeOf } from './recipes.ts';
import { copyImage, downloadFile } from './saveFile.ts';

/** Tries the layers with other random cats. */
export const rerollLayers = (): void => useStudio.getState().setLayerTrial({ seed: rollSeed() });

/** Small pictures are enlarged to about this many pixels per side. */
const EXPORT_SIZE = 256;

export const downloadLayers = (item: LibraryItem): Promise<void> =>
  downloadFile(fileName(item.name, fileWords.layers), () => renderLayers(item));

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
    cats.map((cat) => blockSwap(item, cat, block, isReversed)),
  );
  const schemas = trialSchemas(layerCount, isReversed);
  const noise = selectNoise(studio);
  const resolution = selectResolution(studio)!;
  const small = (spec: PictureSpec): Promise<Pixels> => getPicture(thumbnailOf(spec, resolution), noise);
  const all = (specs: readonly PictureSpec[]): Promise<Pixels[]> => Promise.all(specs.map(small));
  // All asked for at once: what the page draws with may change while they are computed.
  const [recipe, corner, sources, cells, before] = await Promise.all([
    gridRecipeOf(
      cats,
      schemas.map((schema) => ({ destination: item, schema })),
    ),
    small(redrawnOf(item)),
    all(cats.map((cat) => ({ kind: 'input', item: cat }))),
    Promise.all(rows.map((swaps) => all(swaps.map((swap) => swappedBlock(swap, layerCount))))),
    Promise.all(rows.map((swaps) => all(swaps.map(({ onto }) => redrawnOf(onto))))),
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
