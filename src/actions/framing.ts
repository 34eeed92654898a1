import { type FaceSearch, findFace, type Proposal } from '../framing/findFace.ts';
import { type CropBox, overlap } from '../image/crop.ts';
import { cropPieces, findSeeds } from '../imageWorker/imageClient.ts';
import { resolutionOf } from '../networks/architecture.ts';
import { photoOf } from '../pictures/assets.ts';
import { engine } from '../pictures/runningEngine.ts';
import { canJudge } from '../pictures/useIsUnfamiliar.ts';
import { type PhotoItem, selectItemById } from '../store/librarySlice.ts';
import { selectIsReady } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';

/** Looks for the cat's face in a photo, best frame first. */
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
    isThorough,
    seeds: () => findSeeds(photo.file, item.name),
    judge: isJudged ? (boxes) => judgeFrames(item, boxes) : null,
    ...(onLook && { onLook }),
  });
}

/** How strange the model finds frames of a photo. */
async function judgeFrames({ id, name }: PhotoItem, boxes: readonly CropBox[]): Promise<readonly number[]> {
  const resolution = resolutionOf(engine().model.architecture);
  return engine().judge(await cropPieces(photoOf(id).file, boxes, { resolution, name }));
}

/** The face must be this much less strange to the model than the photo's middle, in σ. */
const CLEARLY_BETTER = 1;
/** Frames that overlap by more than this are the same to the eye. */
const SAME_FRAME = 0.6;

/**
 * Frames the face of a photo that has just been added, where one is seen that the model knows clearly better than the
 * photo's middle. A frame that somebody has touched meanwhile, or is about to touch, stays.
 */
export async function frameFace(item: PhotoItem): Promise<void> {
  if (!selectIsReady(useStudio.getState()) || !canJudge()) return;
  const [best] = await searchFace(item, { isThorough: false });
  if (!best || best.strangeness === null || overlap(best.box, item.crop) > SAME_FRAME) return;
  const [middle] = await judgeFrames(item, [item.crop]);
  if (best.strangeness > middle! - CLEARLY_BETTER) return;
  const { suggestCrop, notify } = useStudio.getState();
  suggestCrop(item.id, item.crop, best.box);
  const now = selectItemById(item.id)(useStudio.getState());
  if (now?.kind !== 'photo' || now.crop !== best.box) return;
  notify(`The face in “${item.name}” has been framed. “Adjust crop” changes it.`);
}
