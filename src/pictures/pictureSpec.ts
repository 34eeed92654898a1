import { type NoiseSetting, noiseKey } from '../latent/noise.ts';
import { formatSchema, type Schema } from '../latent/styles.ts';
import { type Family, foundersOf } from '../store/familySlice.ts';
import { type LatentSettings, latentDefaults } from '../store/latentSlice.ts';
import { itemKey, type LibraryItem, type PhotoItem } from '../store/librarySlice.ts';
import { codeKey } from '../store/lookSlice.ts';
import { useStudio } from '../store/studio.ts';
import { type ActingDirection, latentKey, withOffset } from './latentStyles.ts';

/**
 * What a picture shows, as plain data. With the noise that it is drawn with, the model in use and the looks taken at photos
 * (`store/lookSlice.ts`), that is all it depends on:
 * `keyOf` names it, `render` (renderings.ts) draws it, `usePicture` shows it.
 */
export type PictureSpec =
  | CropSpec
  | InputSpec
  | ReconstructionSpec
  | MixSpec
  | LatentSpec
  | BetweenSpec
  | KittenSpec
  | RivalSpec
  | ThumbnailSpec;

/** A photo's crop at so many pixels a side, for which no model is needed. */
export interface CropSpec {
  readonly kind: 'crop';
  readonly item: PhotoItem;
  readonly resolution: number;
}

/** The item as the model sees it: a photo's crop at the model's resolution, or the generated cat. */
export interface InputSpec {
  readonly kind: 'input';
  readonly item: LibraryItem;
}

/** G(E(x)) for the item's picture x; for a photo that has been looked at again, what that came to. */
export interface ReconstructionSpec {
  readonly kind: 'reconstruction';
  readonly item: LibraryItem;
  /** G(E(x)) in any case. */
  readonly isAsEncoded?: boolean;
}

/** The destination with the source's share of each block. */
export interface MixSpec {
  readonly kind: 'mix';
  readonly source: LibraryItem;
  readonly destination: LibraryItem;
  readonly schema: Schema;
}

/** An item as its latent settings change it. */
export interface LatentSpec {
  readonly kind: 'latent';
  readonly item: LibraryItem;
  /** The list that the settings speak of. */
  readonly directions: readonly ActingDirection[];
  readonly settings: LatentSettings;
}

/** A picture on the way between items. */
export interface BetweenSpec {
  readonly kind: 'between';
  /** The item alone, two on a straight line, or the four of a spline's segment, whose outer ones may be null. */
  readonly around: readonly (LibraryItem | null)[];
  /** 0 to 1. */
  readonly progress: number;
  /** Pixels per side at most; the model's resolution where it is not said. */
  readonly largestSide?: number;
}

/** A kitten, drawn from the seeds of its litter and its parents, whatever generation they are of. */
export interface KittenSpec {
  readonly kind: 'kitten';
  readonly family: Family;
  readonly id: string;
}

/** A photo as the model that is compared with redraws it: that one's G(E(x)). */
export interface RivalSpec {
  readonly kind: 'rival';
  /** Framed as that model wants it. */
  readonly item: PhotoItem;
  /** Its fingerprint. */
  readonly model: string;
}

/** A picture for showing small: `thumbnailOf` in thumbnail.ts. */
interface ThumbnailSpec {
  readonly kind: 'thumbnail';
  readonly of: PictureSpec;
}

/** Names a picture: the same key means the same pixels, for as long as the model stays. A new look at a photo gives new keys. */
export function keyOf(spec: PictureSpec, noise: NoiseSetting): string {
  switch (spec.kind) {
    case 'crop':
      return `crop ${itemKey(spec.item)} ${spec.resolution}`;
    case 'thumbnail':
      return `thumbnail ${keyOf(spec.of, noise)}`;
    case 'input':
      return spec.item.kind === 'photo' ? `input ${itemKey(spec.item)}` : `${drawnKey(spec)}, ${noiseKey(noise)}`;
    default:
      return `${drawnKey(spec)}, ${noiseKey(noise)}`;
  }
}

/** What G draws: all of the key but the noise. */
function drawnKey(spec: Exclude<PictureSpec, CropSpec | ThumbnailSpec>): string {
  switch (spec.kind) {
    case 'input':
      return `input ${itemKey(spec.item)}`;
    case 'reconstruction':
      return `reconstruction ${spec.isAsEncoded ? itemKey(spec.item) : codeKeyOf(spec.item)}`;
    case 'mix':
      return `mix ${codeKeyOf(spec.source)} ${codeKeyOf(spec.destination)} ${formatSchema(spec.schema)}`;
    case 'latent':
      return `latent ${codeKeyOf(spec.item)} ${latentKey(spec.directions, spec.settings)}`;
    case 'between': {
      const around = spec.around.map((item) => (item ? codeKeyOf(item) : '-')).join(' ');
      return `between ${spec.progress.toFixed(4)} ${around}${spec.largestSide ? ` at ${spec.largestSide}` : ''}`;
    }
    case 'kitten':
      return kittenKey(spec.family, spec.id);
    case 'rival':
      return `rival ${spec.model} ${itemKey(spec.item)}`;
  }
}

const codeKeyOf = (item: LibraryItem): string => codeKey(useStudio.getState(), item);

/** Names a kitten's styles, which change with those of its forebears. */
export function kittenKey(family: Family, id: string): string {
  const forebears = foundersOf(family, id).map(codeKeyOf);
  return ['kitten', id, ...forebears].join(' ');
}

/** What is compared in Reconstruct: the original, and what the model makes of it. */
export interface Pair {
  readonly input: InputSpec;
  readonly redrawn: PictureSpec;
}

/** An item and its reconstruction; a refined cat is its photo's. @param isAsEncoded whatever look was taken at a photo */
export function pairOf(item: LibraryItem, isAsEncoded = false): Pair {
  if (item.kind === 'kept' && item.photo) {
    return { input: { kind: 'input', item: item.photo }, redrawn: { kind: 'input', item } };
  }
  return { input: { kind: 'input', item }, redrawn: { kind: 'reconstruction', item, isAsEncoded } };
}

/** G of an item's own styles: what mixtures of it start from. */
export const redrawnOf = (item: LibraryItem): PictureSpec =>
  item.kind === 'photo' ? { kind: 'reconstruction', item } : { kind: 'input', item };

/** An item moved along one direction by `offset` σ, with all else at rest. */
export const movedAlong = (
  item: LibraryItem,
  direction: ActingDirection,
  offset: number,
  layerCount: number,
): LatentSpec => ({
  kind: 'latent',
  item,
  directions: [direction],
  settings: withOffset(latentDefaults(layerCount), direction.id, offset),
});
