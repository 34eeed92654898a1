import type { NoiseSetting } from '../engine/protocol.ts';
import { cropPhoto } from '../image/client.ts';
import type { Pixels } from '../image/pixels.ts';
import { breed } from '../latent/breeding.ts';
import { interpolate } from '../latent/interpolation.ts';
import type { Refinement, RefineOptions, RefineProgress } from '../latent/refinement.ts';
import { formatSchema, mixStyles, repeatW, type Schema } from '../latent/styles.ts';
import { resolutionOf } from '../networks/architecture.ts';
import { keptStyles, photoOf } from './assets.ts';
import { axisOf } from './directionAxes.ts';
import { type Family, type Kitten, kittenOf } from './familySlice.ts';
import { type LatentSettings, latentDefaults } from './latentSlice.ts';
import { type ActingDirection, latentKey, reshapeStyles, withOffset } from './latentStyles.ts';
import { type LayerSwap, swapSchema } from './layerTrial.ts';
import { itemKey, type LibraryItem } from './librarySlice.ts';
import { rememberPerEngine } from './perEngine.ts';
import type { PictureRequest } from './pictureCache.ts';
import { engine, noteBackend } from './session.ts';
import { thumbnailOf } from './thumbnail.ts';

const NO_NOISE: NoiseSetting = { kind: 'none' };

/** Latents are small: those of the model in use are all kept. */
const remember = rememberPerEngine<Float32Array>();

/** Styles of an item [2L · S]: encoded from its photo, drawn from its seed, or as kept. */
export function stylesOf(item: LibraryItem): Promise<Float32Array> {
  if (item.kind === 'kept') return Promise.resolve(keptStyles(item.id));
  return remember(itemKey(item), async () => {
    const { layerCount } = engine().model.architecture;
    const w = item.kind === 'random' ? await engine().sample(item.seed) : await engine().encode(await inputOf(item));
    return repeatW(w, layerCount);
  });
}

async function generate(
  styles: Float32Array,
  noise: NoiseSetting,
  signal?: AbortSignal,
  isLive = false,
): Promise<Pixels> {
  const pixels = await engine().generate(styles, noise, { isLive, ...(signal && { signal }) });
  noteBackend();
  return pixels;
}

/** A picture as the model redraws it, past every cache: for a camera, whose next picture is another. */
export async function reflect(image: Pixels, signal: AbortSignal): Promise<Pixels> {
  const w = await engine().encode(image, { signal });
  return generate(repeatW(w, engine().model.architecture.layerCount), NO_NOISE, signal);
}

/** What E is given for an item, at the model's resolution: the photo's crop, or the generated cat. */
async function inputOf(item: LibraryItem, signal?: AbortSignal): Promise<Pixels> {
  if (item.kind === 'photo') {
    const resolution = resolutionOf(engine().model.architecture);
    return (await cropPhoto(photoOf(item.id).file, { resolution, box: item.crop, name: item.name })).pixels;
  }
  return generate(await stylesOf(item), NO_NOISE, signal);
}

/** The item as the model sees it. */
export const inputRequest = (item: LibraryItem): PictureRequest => ({
  key: `input ${itemKey(item)}`,
  render: (signal) => inputOf(item, signal),
});

/** G(E(x)) for the item's picture x. */
export const reconstructionRequest = (item: LibraryItem): PictureRequest => ({
  key: `reconstruction ${itemKey(item)}`,
  async render(signal) {
    const { layerCount } = engine().model.architecture;
    const styles =
      item.kind === 'photo'
        ? await stylesOf(item)
        : await remember(`encoded ${itemKey(item)}`, async () =>
            repeatW(await engine().encode(await inputOf(item)), layerCount),
          );
    return generate(styles, NO_NOISE, signal);
  },
});

/** Styles from which G draws the item's picture more closely than from E's code: `StudioEngine.refine`. */
export async function refineItem(
  item: LibraryItem,
  options: RefineOptions,
  report: (progress: RefineProgress) => boolean,
  signal: AbortSignal,
): Promise<Refinement> {
  const refinement = await engine().refine(await inputOf(item, signal), options, report, { signal });
  noteBackend();
  return refinement;
}

/** A mixture at the model's resolution; the grid shows its thumbnail. */
export const mixRequest = (source: LibraryItem, destination: LibraryItem, schema: Schema): PictureRequest => ({
  key: `mix ${itemKey(source)} ${itemKey(destination)} ${formatSchema(schema)}`,
  async render(signal) {
    return generate(await mixedStyles(source, destination, schema), NO_NOISE, signal);
  },
});

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
): PictureRequest => ({
  key: `latent ${itemKey(item)} ${latentKey(directions, settings)}`,
  async render(signal, isLive) {
    return generate(await reshapedStyles(item, directions, settings), settings.noise, signal, isLive);
  },
});

export async function reshapedStyles(
  item: LibraryItem,
  directions: readonly ActingDirection[],
  settings: LatentSettings,
): Promise<Float32Array<ArrayBuffer>> {
  const { averageStyles, architecture } = engine().model;
  return reshapeStyles(await stylesOf(item), averageStyles, directions, axisOf, settings, architecture.layerCount);
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
export const betweenRequest = (around: readonly (LibraryItem | null)[], progress: number): PictureRequest => ({
  key: `between ${progress.toFixed(4)} ${around.map((item) => (item ? itemKey(item) : '-')).join(' ')}`,
  async render(signal) {
    const styles = await Promise.all(around.map((item) => (item ? stylesOf(item) : null)));
    return generate(interpolate(styles, progress), NO_NOISE, signal);
  },
});

/** A kitten, drawn from the seeds of its litter and its parents, whatever generation they are of. */
export const kittenRequest = (family: Family, id: string): PictureRequest => ({
  key: `kitten ${id}`,
  async render(signal) {
    return generate(await familyStyles(family, id), NO_NOISE, signal);
  },
});

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
