import { littersOfMadeCats } from '../store/familySlice.ts';
import type { ModelCard } from '../store/modelSlice.ts';
import { beginHistoryAnew } from '../store/pageChanges.ts';
import { selectContentModel } from '../store/sessionSlice.ts';
import { useStudio } from '../store/studio.ts';
import { noticeWords } from '../words/noticeWords.ts';
import { frameAnew, framingOf } from './framing.ts';
import { removeItem } from './library.ts';
import { openDefaultMix } from './mix.ts';

/**
 * Makes the page's content fit a model that takes over: photos and seeds stay, while made cats with their kittens, directions
 * and how far cats were moved, numbers in the old model's terms, go, and schemas get as many blocks as there are.
 * @param next the model that the engine computes with from now on
 */
export const fitToModel = (next: ModelCard): void => beginHistoryAnew(() => fit(next));

function fit(next: ModelCard): void {
  const studio = useStudio.getState();
  const {
    items,
    directionsJob,
    notify,
    setMargins,
    setDirections,
    setDirectionsJob,
    setModel,
    clearLatent,
    clearLikenesses,
  } = studio;
  const before = selectContentModel(studio);
  setModel({ model: next }); // first of all: what follows reads of it how many blocks there are
  if (directionsJob.state !== 'done') setDirectionsJob({ state: 'idle' });
  clearLikenesses();
  if (before && before.fingerprint !== next.fingerprint) {
    const made = items.filter(({ kind }) => kind === 'kept');
    studio.removeLitters(littersOfMadeCats(studio.family).map(({ id }) => id));
    for (const { id } of made) removeItem(id);
    if (made.length > 0) notify(noticeWords.madeStayed);
    clearLatent();
    setDirections([]);
    setDirectionsJob({ state: 'idle' });
    if (before.layerCount !== next.architecture.layerCount) {
      const left = useStudio.getState();
      setMargins(
        left.sources,
        left.rows.map(({ itemId }) => itemId),
      );
    }
  }
  frameAnew(framingOf(next));
  openDefaultMix();
}
