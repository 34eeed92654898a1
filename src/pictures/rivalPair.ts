import { FACE_ALONE, type Framing, frameAround } from '../framing/modelFraming.ts';
import { clampBox, overlap } from '../image/crop.ts';
import type { NoiseSetting } from '../latent/noise.ts';
import { resolutionOf } from '../networks/architecture.ts';
import { itemKey, type LibraryItem, type PhotoItem, photosOf } from '../store/librarySlice.ts';
import type { ModelCard } from '../store/modelSlice.ts';
import { photoOf } from './assets.ts';
import { type CropSpec, keyOf, type ReconstructionSpec, type RivalSpec } from './pictureSpec.ts';

/** What is compared where two models redraw a photo, each as its encoder sees it: no look that was taken at it counts. */
export interface ModelPair {
  readonly own: { readonly input: CropSpec; readonly redrawn: ReconstructionSpec };
  readonly rival: { readonly input: CropSpec; readonly redrawn: RivalSpec };
  readonly frame: RivalFrame;
}

/**
 * How the other model's frame goes with that of the model in use: 'same' as it, its 'own', or, where the models want other frames
 * and nothing says where the face is, 'unfitting'.
 */
type RivalFrame = 'same' | 'own' | 'unfitting';

/** More than this, and the frames are the same to the eye. */
const SAME_FRAME = 0.9;

export function modelPairOf(photo: PhotoItem, own: ModelCard, rival: ModelCard): ModelPair {
  const { item, frame } = framedFor(photo, own, rival);
  return {
    own: {
      input: { kind: 'crop', item: photo, resolution: resolutionOf(own.architecture) },
      redrawn: { kind: 'reconstruction', item: photo, isAsEncoded: true },
    },
    rival: {
      input: { kind: 'crop', item, resolution: resolutionOf(rival.architecture) },
      redrawn: { kind: 'rival', item, model: rival.fingerprint },
    },
    frame,
  };
}

/** The photo as the other model wants it framed, where it was framed automatically; else as it is. */
function framedFor(photo: PhotoItem, own: ModelCard, rival: ModelCard): { item: PhotoItem; frame: RivalFrame } {
  const [ownFraming, framing] = [own, rival].map((model): Framing => model.framing ?? FACE_ALONE) as [Framing, Framing];
  if (photo.face) {
    const crop = clampBox(frameAround(photo.face, framing), photoOf(photo.id));
    const isSame = overlap(crop, photo.crop) > SAME_FRAME;
    return isSame ? { item: photo, frame: 'same' } : { item: { ...photo, crop }, frame: 'own' };
  }
  return { item: photo, frame: areAlike(ownFraming, framing) ? 'same' : 'unfitting' };
}

const areAlike = (a: Framing, b: Framing): boolean => overlap(a, b) > SAME_FRAME;

/** Names all that the figures of a pair depend on. */
export const contestKey = ({ own, rival }: ModelPair, model: ModelCard, noise: NoiseSetting): string =>
  `${model.fingerprint} ${keyOf(own.redrawn, noise)} | ${keyOf(rival.redrawn, noise)}`;

/** The photos among items that two models can redraw, each once. */
export function comparablePhotos(items: readonly LibraryItem[]): readonly PhotoItem[] {
  return [...new Map(items.flatMap(photosOf).map((photo) => [itemKey(photo), photo])).values()];
}
