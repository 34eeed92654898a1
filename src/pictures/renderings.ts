import type { Pixels } from '../image/pixels.ts';
import { cropPhoto } from '../imageWorker/imageClient.ts';
import { breed } from '../latent/breeding.ts';
import { interpolate } from '../latent/interpolation.ts';
import { type NoiseSetting, noiseKey } from '../latent/noise.ts';
import type { Refinement, RefineOptions, RefineProgress } from '../latent/refinement.ts';
import { formatSchema, mixStyles, repeatW, type Schema } from '../latent/styles.ts';
import { resolutionOf } from '../networks/architecture.ts';
import { type Family, type Kitten, kittenOf } from '../store/familySlice.ts';
import { type LatentSettings, latentDefaults } from '../store/latentSlice.ts';
import { itemKey, type LibraryItem, type PhotoItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { selectNoise } from '../store/viewSlice.ts';
import { photoOf } from './assets.ts';
import { type ActingDirection, latentKey, reshapeStyles, withOffset } from './latentStyles.ts';
import { type LayerSwap, swapSchema } from './layerTrial.ts';
import { memoizePerEngine } from './memoizePerEngine.ts';
import type { PictureRequest } from './pictureCache.ts';
import { engine } from './runningEngine.ts';
import { thumbnailOf } from './thumbnail.ts';

/** Latents are small: those of the model in use are all kept. */
const remember = memoizePerEngine<Float32Array>();

/** Styles of an item [2L · S]: encoded from its photo, drawn from its seed, or as kept. */
export function stylesOf(item: LibraryItem): Promise<Float32Array> {
  if (item.kind === 'kept') return Promise.resolve(item.styles);
  return remember(itemKey(item), async () => {
    const { layerCount } = engine().model.architecture;
    const w =
      item.kind === 'random' ? await engine().sample(item.seed) : await engine().encode(await croppedPhoto(item));
    return repeatW(w, layerCount);
  });
}

/** What the page's pictures are drawn with at the moment. */
const shownNoise = (): NoiseSetting => selectNoise(useStudio.getState());

/** G's picture of styles, with the noise of the moment: `usePicture` and its like have it made anew when that changes. */
function drawnRequest(key: string, styles: (noise: NoiseSetting) => Promise<Float32Array>): PictureRequest {
  const noise = shownNoise();
  return {
    key: `${key}, ${noiseKey(noise)}`,
    render: async (signal, isLive) => generate(await styles(noise), noise, signal, isLive),
  };
}

async function generate(
  styles: Float32Array,
  noise: NoiseSetting,
  signal?: AbortSignal,
  isLive = false,
): Promise<Pixels> {
  return engine().generate(styles, noise, { isLive, ...(signal && { signal }) });
}

/** A picture as the model redraws it, past every cache: for a camera, whose next picture is another. */
export async function reflect(image: Pixels, signal: AbortSignal): Promise<Pixels> {
  const w = await engine().encode(image, { signal });
  return generate(repeatW(w, engine().model.architecture.layerCount), shownNoise(), signal);
}

/** What E is given for an item, at the model's resolution: the photo's crop, or the generated cat. */
async function inputOf(item: LibraryItem, noise: NoiseSetting, signal?: AbortSignal): Promise<Pixels> {
  return item.kind === 'photo' ? croppedPhoto(item) : generate(await stylesOf(item), noise, signal);
}

async function croppedPhoto({ id, crop, name }: PhotoItem): Promise<Pixels> {
  const resolution = resolutionOf(engine().model.architecture);
  return (await cropPhoto(photoOf(id).file, { resolution, box: crop, name })).pixels;
}

/** The item as the model sees it. */
export function inputRequest(item: LibraryItem): PictureRequest {
  const noise = shownNoise();
  const key = item.kind === 'photo' ? itemKey(item) : `${itemKey(item)}, ${noiseKey(noise)}`;
  return { key: `input ${key}`, render: (signal) => inputOf(item, noise, signal) };
}

/** G(E(x)) for the item's picture x. */
export const reconstructionRequest = (item: LibraryItem): PictureRequest =>
  drawnRequest(`reconstruction ${itemKey(item)}`, (noise) =>
    item.kind === 'photo'
      ? stylesOf(item)
      : remember(`encoded ${itemKey(item)}, ${noiseKey(noise)}`, async () =>
          repeatW(await engine().encode(await inputOf(item, noise)), engine().model.architecture.layerCount),
        ),
  );

/** Styles from which G draws the item's picture more closely than from E's code: `StudioEngine.refine`. */
export async function refineItem(
  item: LibraryItem,
  options: RefineOptions,
  report: (progress: RefineProgress) => boolean,
  signal: AbortSignal,
): Promise<Refinement> {
  const noise = shownNoise();
  const input = await inputOf(item, noise, signal);
  return engine().refine(input, noise, options, report, { signal });
}

/** A mixture at the model's resolution; the grid shows its thumbnail. */
export const mixRequest = (source: LibraryItem, destination: LibraryItem, schema: Schema): PictureRequest =>
  drawnRequest(`mix ${itemKey(source)} ${itemKey(destination)} ${formatSchema(schema)}`, () =>
    mixedStyles(source, destination, schema),
  );

/** A cell of the mixing grid. */
export const mixCellRequest = (source: LibraryItem, destination: LibraryItem, schema: Schema): PictureRequest =>
  thumbnailOf(mixRequest(source, destination, schema), resolutionOf(engine().model.architecture));

export async function mixedStyles(
  source: LibraryItem,
  destination: LibraryItem,
  schema: Schema,
): Promise<Float32Array<ArrayBuffer>> {
  const [from, onto] = await Promise.all([stylesOf(source), stylesOf(destination)]);
  return mixStyles(from, onto, schema);
}

/** G of an item's own styles: what mixtures of it start from. */
export const redrawnRequest = (item: LibraryItem): PictureRequest =>
  item.kind === 'photo' ? reconstructionRequest(item) : inputRequest(item);

/** An item with one block of another's. */
export const swapRequest = ({ onto, from, block }: LayerSwap): PictureRequest =>
  mixRequest(from, onto, swapSchema(block, engine().model.architecture.layerCount));

export const swappedStyles = ({ onto, from, block }: LayerSwap): Promise<Float32Array<ArrayBuffer>> =>
  mixedStyles(from, onto, swapSchema(block, engine().model.architecture.layerCount));

/** A picture of the layer inspector: small, as there are many. */
export const smallRequest = (request: PictureRequest): PictureRequest =>
  thumbnailOf(request, resolutionOf(engine().model.architecture));

/** An item as its latent settings change it. @param directions the list that the settings speak of */
export const latentRequest = (
  item: LibraryItem,
  directions: readonly ActingDirection[],
  settings: LatentSettings,
): PictureRequest =>
  drawnRequest(`latent ${itemKey(item)} ${latentKey(directions, settings)}`, () =>
    reshapedStyles(item, directions, settings),
  );

export async function reshapedStyles(
  item: LibraryItem,
  directions: readonly ActingDirection[],
  settings: LatentSettings,
): Promise<Float32Array<ArrayBuffer>> {
  const { averageStyles, architecture } = engine().model;
  return reshapeStyles(await stylesOf(item), averageStyles, directions, settings, architecture.layerCount);
}

/** An item moved along one direction by `offset` σ, with all else at rest. */
export function movedRequest(item: LibraryItem, direction: ActingDirection, offset: number): PictureRequest {
  const { layerCount } = engine().model.architecture;
  return latentRequest(item, [direction], withOffset(latentDefaults(layerCount), direction.id, offset));
}

/**
 * A picture on the way between items.
 * @param around the item alone, two on a straight line, or the four of a spline's segment, whose outer ones may be null
 * @param progress 0 to 1
 */
export const betweenRequest = (around: readonly (LibraryItem | null)[], progress: number): PictureRequest =>
  drawnRequest(
    `between ${progress.toFixed(4)} ${around.map((item) => (item ? itemKey(item) : '-')).join(' ')}`,
    async () => interpolate(await Promise.all(around.map((item) => (item ? stylesOf(item) : null))), progress),
  );

/** A kitten, drawn from the seeds of its litter and its parents, whatever generation they are of. */
export const kittenRequest = (family: Family, id: string): PictureRequest =>
  drawnRequest(`kitten ${id}`, () => familyStyles(family, id));

/**
 * Styles of a founder or a kitten of the family [2L · S].
 * @throws Error when the family has no such cat
 */
export function familyStyles(family: Family, id: string): Promise<Float32Array> {
  const kitten = kittenOf(family, id);
  if (kitten) return remember(`kitten ${id}`, () => bornStyles(family, kitten));
  const founder = family.founders[id];
  return founder ? stylesOf(founder) : Promise.reject(new Error('This kitten’s parents have left the family tree.'));
}

async function bornStyles(family: Family, { litter, seed }: Kitten): Promise<Float32Array> {
  const { motherId, fatherId, surprise } = litter;
  const { layerCount } = engine().model.architecture;
  const strange = surprise > 0 ? engine().sample(seed) : undefined;
  const [mother, father, w] = await Promise.all([
    familyStyles(family, motherId),
    familyStyles(family, fatherId),
    strange,
  ]);
  return breed(mother, father, layerCount, { seed, surprise, stranger: w && repeatW(w, layerCount) });
}
