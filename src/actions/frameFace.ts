import { UNFAMILIAR } from '../latent/familiarity.ts';
import { canJudge } from '../store/familiarity.ts';
import type { PhotoItem } from '../store/librarySlice.ts';
import { selectItemById } from '../store/librarySlice.ts';
import { selectIsReady } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';
import { judgeFrames, searchFace } from './searchFace.ts';

/**
 * Frames the face of a photo that has just been added, where the model hardly recognises a cat in its middle and better in
 * the face that was found. A frame that somebody has touched meanwhile stays.
 */
export async function frameFace(item: PhotoItem): Promise<void> {
  if (!selectIsReady(useStudio.getState()) || !canJudge()) return;
  const [best] = await searchFace(item);
  if (!best || best.strangeness === null) return;
  const [middle] = await judgeFrames(item, [item.crop]);
  if (middle! <= UNFAMILIAR || best.strangeness >= middle!) return;
  const { dialog, setCrop, notify } = useStudio.getState();
  const now = selectItemById(item.id)(useStudio.getState());
  const isTouched = now?.kind !== 'photo' || now.crop !== item.crop;
  if (isTouched || (dialog?.kind === 'crop' && dialog.itemId === item.id)) return;
  setCrop(item.id, best.box);
  notify(`The face in “${item.name}” has been framed. “Adjust crop” changes it.`);
}
