import { type FaceSearch, findFace, type Proposal } from '../framing/findFace.ts';
import type { CropBox } from '../image/crop.ts';
import { cropPieces, findSeeds } from '../imageWorker/imageClient.ts';
import { resolutionOf } from '../networks/architecture.ts';
import { photoOf } from '../pictures/assets.ts';
import { engine } from '../pictures/runningEngine.ts';
import { canJudge } from '../pictures/useIsUnfamiliar.ts';
import type { PhotoItem } from '../store/librarySlice.ts';

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
export async function judgeFrames({ id, name }: PhotoItem, boxes: readonly CropBox[]): Promise<readonly number[]> {
  const resolution = resolutionOf(engine().model.architecture);
  return engine().judge(await cropPieces(photoOf(id).file, boxes, { resolution, name }));
}
