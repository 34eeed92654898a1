import { type FaceSearch, findFace, type Proposal } from '../framing/findFace.ts';
import { FACE_ALONE, type Framing, frameAround } from '../framing/modelFraming.ts';
import { type CropBox, clampBox, overlap } from '../image/crop.ts';
import { cropPieces, findSeeds } from '../imageWorker/imageClient.ts';
import { resolutionOf } from '../networks/architecture.ts';
import { photoOf } from '../pictures/assets.ts';
import { engine } from '../pictures/runningEngine.ts';
import { canJudge } from '../pictures/useIsUnfamiliar.ts';
import { endStep } from '../store/history.ts';
import { type PhotoItem, selectItemById } from '../store/librarySlice.ts';
import { type ModelCard, selectIsReady } from '../store/modelSlice.ts';
import { noteAside } from '../store/pageChanges.ts';
import { useStudio } from '../store/studio.ts';

/** Where in its frame a model wants a face. */
export const framingOf = (model: Pick<ModelCard, 'framing'> | null): Framing => model?.framing ?? FACE_ALONE;

/** Looks for the cat's face in a photo, or a person's, best frame first. */
export function searchFace(
  item: PhotoItem,
  { isThorough, onLook }: Pick<FaceSearch, 'isThorough' | 'onLook'>,
): Promise<Proposal[]> {
  const photo = photoOf(item.id);
  const isJudged = canJudge();
  if (isJudged)
    engine()
      .judge([])
      .catch(() => {}); // what is normal for the model is found out meanwhile
  return findFace({
    photo,
    framing: framingOf(engine().model),
    isThorough,
    seeds: (search) => findSeeds(photo.file, search, item.name),
    judge: isJudged ? (boxes) => judgeFrames(item, boxes) : null,
    ...(onLook && { onLook }),
  });
}

/** How strange the model finds frames of a photo. */
async function judgeFrames({ id, name }: PhotoItem, boxes: readonly CropBox[]): Promise<readonly number[]> {
  const resolution = resolutionOf(engine().model.architecture);
  return engine().judge(await cropPieces(photoOf(id).file, boxes, { resolution, name }));
}

/** Frames that overlap by more than this are the same to the eye. */
const SAME_FRAME = 0.6;

/**
 * What came of looking for a face: it was framed; the frame fits as it is; none was found; or the frame is somebody's own, or
 * the photo or the model is there no longer.
 */
export type FramingOutcome = 'framedCat' | 'framedPerson' | 'fits' | 'notFound' | 'left';

/**
 * Frames the face of a photo as the model wants it, where one is sure. A frame that somebody has touched meanwhile, or is
 * about to touch, stays. The frame is a step of its own: undo takes it back, and not the photo. A photo without a face that
 * is found is marked.
 */
export async function frameFace(
  item: PhotoItem,
  { isThorough }: Pick<FaceSearch, 'isThorough'>,
): Promise<FramingOutcome> {
  const { model, suggestCrop, markUnframed } = useStudio.getState();
  const isSearched = selectIsReady(useStudio.getState()) && canJudge();
  const [best] = isSearched ? await searchFace(item, { isThorough }) : [];
  if (useStudio.getState().model !== model) return 'left'; // the search was another model's
  if (!best) {
    if (!isAsAdded(item)) return 'left';
    noteAside(() => markUnframed(item.id));
    return 'notFound';
  }
  const { box, face } = best;
  if (!best.face.angle && overlap(box, item.crop) > SAME_FRAME) {
    noteAside(() => suggestCrop(item.id, item.crop, item.crop, face));
    return 'fits';
  }
  endStep();
  suggestCrop(item.id, item.crop, box, face);
  endStep();
  const now = selectItemById(item.id)(useStudio.getState());
  if (now?.kind !== 'photo' || now.crop !== box) return 'left';
  return best.seen === 'person' ? 'framedPerson' : 'framedCat';
}

/** Whether nobody has framed or removed the photo, nor is about to. */
function isAsAdded({ id, crop }: PhotoItem): boolean {
  const { items, dialog } = useStudio.getState();
  const isAdjusted = dialog?.kind === 'crop' && dialog.itemId === id;
  return !isAdjusted && items.some((item) => item.id === id && item.kind === 'photo' && item.crop === crop);
}

/** More than this, and a frame made anew is the one that is there. */
const UNCHANGED = 0.9;

/** Moves the frames that were made automatically to where a model wants them. */
export function frameAnew(framing: Framing): void {
  const { items, suggestCrop } = useStudio.getState();
  for (const item of items) {
    if (item.kind !== 'photo' || !item.face) continue;
    const crop = clampBox(frameAround(item.face, framing), photoOf(item.id));
    if (overlap(crop, item.crop) < UNCHANGED) suggestCrop(item.id, item.crop, crop, item.face);
  }
}
