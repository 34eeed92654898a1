import type { Pixels } from '../image/pixels.ts';
import { noLargerThan } from '../image/resample.ts';
import { cropPhoto } from '../imageWorker/imageClient.ts';
import { breed } from '../latent/breeding.ts';
import { interpolate } from '../latent/interpolation.ts';
import { type NoiseSetting, noiseKey } from '../latent/noise.ts';
import type { Refinement, RefineOptions, RefineProgress } from '../latent/refinement.ts';
import { mixStyles, repeatW, TRUNCATION_DEFAULTS, truncateStyles } from '../latent/styles.ts';
import { resolutionOf } from '../networks/architecture.ts';
import { type Family, type Kitten, kittenOf } from '../store/familySlice.ts';
import { itemKey, type LibraryItem, type PhotoItem } from '../store/librarySlice.ts';
import { lookAt } from '../store/lookSlice.ts';
import { useStudio } from '../store/studio.ts';
import { errorWords } from '../words/errorWords.ts';
import { photoOf } from './assets.ts';
import { reshapeStyles } from './latentStyles.ts';
import { memoizePerEngine } from './memoizePerEngine.ts';
import { type PictureRequest, pictures } from './pictureCache.ts';
import {
  type BetweenSpec,
  type KittenSpec,
  keyOf,
  kittenKey,
  type LatentSpec,
  type MixSpec,
  type PictureSpec,
  type ReconstructionSpec,
  type RivalSpec,
} from './pictureSpec.ts';
import { engine, inRivalsTurn, rivalEngine } from './runningEngine.ts';
import { THUMBNAIL_SIDE } from './thumbnail.ts';

interface RenderOptions {
  readonly signal?: AbortSignal | undefined;
  /** The picture follows a slider: `GenerateRequestOptions`. */
  readonly isLive?: boolean | undefined;
}

/** Draws a picture with the running engine, from its spec, the noise and the looks taken at photos alone. */
export async function render(spec: PictureSpec, noise: NoiseSetting, options: RenderOptions = {}): Promise<Pixels> {
  switch (spec.kind) {
    case 'crop':
      return croppedPhoto(spec.item, spec.resolution);
    case 'input':
      return inputOf(spec.item, noise, options);
    case 'thumbnail':
      return noLargerThan(await pictures.get(requestOf(spec.of, noise), options.signal), THUMBNAIL_SIDE);
    case 'rival':
      return redrawnByRival(spec, noise, options);
    case 'between': {
      const pixels = await generate(await drawnStyles(spec, noise), noise, options);
      return spec.largestSide ? noLargerThan(pixels, spec.largestSide) : pixels;
    }
    default:
      return generate(await drawnStyles(spec, noise), noise, options);
  }
}

/** A picture as the caches take it. */
export const requestOf = (spec: PictureSpec, noise: NoiseSetting): PictureRequest => ({
  key: keyOf(spec, noise),
  render: (signal, isLive) => render(spec, noise, { signal, isLive }),
});

/** A picture that may be there already, or is computed now. */
export const getPicture = (spec: PictureSpec, noise: NoiseSetting): Promise<Pixels> =>
  pictures.get(requestOf(spec, noise));

function generate(
  styles: Float32Array,
  noise: NoiseSetting,
  { signal, isLive = false }: RenderOptions,
): Promise<Pixels> {
  return engine().generate(styles, noise, { isLive, ...(signal && { signal }) });
}

/** What E is given for an item. */
async function inputOf(item: LibraryItem, noise: NoiseSetting, options: RenderOptions = {}): Promise<Pixels> {
  return item.kind === 'photo' ? inputOfPhoto(item) : generate(await stylesOf(item), noise, options);
}

const inputOfPhoto = (item: PhotoItem): Promise<Pixels> =>
  croppedPhoto(item, resolutionOf(engine().model.architecture));

async function croppedPhoto({ id, crop, name }: PhotoItem, resolution: number): Promise<Pixels> {
  return (await cropPhoto(photoOf(id).file, { resolution, box: crop, name })).pixels;
}

/** A photo as the model that is compared with redraws it, when that one's turn has come. */
async function redrawnByRival({ item }: RivalSpec, noise: NoiseSetting, { signal }: RenderOptions): Promise<Pixels> {
  const { architecture } = rivalEngine().model;
  const image = await croppedPhoto(item, resolutionOf(architecture));
  return inRivalsTurn(async (rival) => {
    const w = await rival.encode(image);
    return rival.generate(repeatW(w, architecture.layerCount), noise);
  }, signal);
}

/** A picture as the model redraws it, past every cache: for a camera, whose next picture is another. */
export async function reflect(image: Pixels, noise: NoiseSetting, signal: AbortSignal): Promise<Pixels> {
  return generate(oneCode(await engine().encode(image, { signal })), noise, { signal });
}

/** Styles from which G draws the item's picture more closely than from E's code: `StudioEngine.refine`. */
export async function refineItem(
  item: LibraryItem,
  noise: NoiseSetting,
  options: RefineOptions,
  report: (progress: RefineProgress) => boolean,
  signal: AbortSignal,
): Promise<Refinement> {
  return engine().refine(await inputOf(item, noise, { signal }), noise, options, report, { signal });
}

/** `refineItem` for a photo, while nobody waits for it. */
export async function refineInBackground(
  item: PhotoItem,
  noise: NoiseSetting,
  options: RefineOptions,
  report: (progress: RefineProgress) => boolean,
): Promise<Refinement> {
  return engine().refine(await inputOfPhoto(item), noise, options, report, { isBackground: true });
}

/** Latents are small: those of the model in use are all kept. */
const remember = memoizePerEngine<Float32Array>();

/** Styles of an item [2L · S]: of the look taken at its photo or else encoded from it, drawn from its seed, or as kept. */
export function stylesOf(item: LibraryItem): Promise<Float32Array> {
  const look = lookAt(useStudio.getState(), item);
  return look ? Promise.resolve(look.styles) : firstStylesOf(item);
}

/** Styles of an item [2L · S] whatever look was taken at its photo. */
export function firstStylesOf(item: LibraryItem): Promise<Float32Array> {
  if (item.kind === 'kept') return Promise.resolve(item.styles);
  return remember(itemKey(item), async () => {
    if (item.kind === 'photo') return oneCode(await engine().encode(await inputOfPhoto(item)));
    const { averageStyles, architecture } = engine().model;
    const { psi = 1, seed } = item;
    return truncateStyles(oneCode(await engine().sample(seed)), averageStyles, architecture.latentSize, {
      psi,
      cutoff: TRUNCATION_DEFAULTS.cutoff,
    });
  });
}

/** One w [S] for all styles [2L · S] of the model in use. */
const oneCode = (w: Float32Array): Float32Array<ArrayBuffer> => repeatW(w, engine().model.architecture.layerCount);

/** Styles that G draws a picture from [2L · S]. */
function drawnStyles(
  spec: ReconstructionSpec | MixSpec | LatentSpec | BetweenSpec | KittenSpec,
  noise: NoiseSetting,
): Promise<Float32Array> {
  switch (spec.kind) {
    case 'reconstruction':
      return encodedStyles(spec, noise);
    case 'mix':
      return mixedStyles(spec);
    case 'latent':
      return reshapedStyles(spec);
    case 'between':
      return stylesBetween(spec);
    case 'kitten':
      return familyStyles(spec.family, spec.id);
  }
}

/** E's code of an item's picture, or that of the look taken at it: a generated cat's depends on the noise that it is drawn with. */
function encodedStyles({ item, isAsEncoded }: ReconstructionSpec, noise: NoiseSetting): Promise<Float32Array> {
  if (item.kind === 'photo') return isAsEncoded ? firstStylesOf(item) : stylesOf(item);
  return remember(`encoded ${itemKey(item)}, ${noiseKey(noise)}`, async () =>
    oneCode(await engine().encode(await inputOf(item, noise))),
  );
}

export async function mixedStyles({
  source,
  destination,
  schema,
}: Omit<MixSpec, 'kind'>): Promise<Float32Array<ArrayBuffer>> {
  const [from, onto] = await Promise.all([stylesOf(source), stylesOf(destination)]);
  return mixStyles(from, onto, schema, engine().model.architecture);
}

export async function reshapedStyles({
  item,
  directions,
  settings,
}: Omit<LatentSpec, 'kind'>): Promise<Float32Array<ArrayBuffer>> {
  const { averageStyles, architecture } = engine().model;
  return reshapeStyles(await stylesOf(item), averageStyles, directions, settings, architecture);
}

const stylesBetween = async ({ around, progress }: BetweenSpec): Promise<Float32Array> =>
  interpolate(await Promise.all(around.map((item) => (item ? stylesOf(item) : null))), progress);

/**
 * Styles of a founder or a kitten of the family [2L · S].
 * @throws Error when the family has no such cat
 */
export function familyStyles(family: Family, id: string): Promise<Float32Array> {
  const kitten = kittenOf(family, id);
  if (kitten) return remember(kittenKey(family, id), () => bornStyles(family, kitten));
  const founder = family.founders[id];
  return founder ? stylesOf(founder) : Promise.reject(new Error(errorWords.parentsGone));
}

async function bornStyles(family: Family, { litter, seed }: Kitten): Promise<Float32Array> {
  const { motherId, fatherId, surprise } = litter;
  const { architecture } = engine().model;
  const strange = surprise > 0 ? engine().sample(seed) : undefined;
  const [mother, father, w] = await Promise.all([
    familyStyles(family, motherId),
    familyStyles(family, fatherId),
    strange,
  ]);
  return breed(mother, father, architecture, { seed, surprise, stranger: w && oneCode(w) });
}
