import type { Likeness } from '../image/likeness.ts';
import { measureLikeness } from '../imageWorker/imageClient.ts';
import type { NoiseSetting } from '../latent/noise.ts';
import { memoizePerEngine } from '../pictures/memoizePerEngine.ts';
import { keyOf, type Pair, pairOf } from '../pictures/pictureSpec.ts';
import { getPicture } from '../pictures/renderings.ts';
import { engine } from '../pictures/runningEngine.ts';
import { orderItems } from '../store/libraryOrder.ts';
import { itemKey, type LibraryItem } from '../store/librarySlice.ts';
import { encodedKey } from '../store/lookSlice.ts';
import { useStudio } from '../store/studio.ts';
import { selectNoise } from '../store/viewSlice.ts';
import { fileName } from '../words/fileName.ts';
import { fileWords } from '../words/fileWords.ts';
import { likenessTable } from '../words/likenessTable.ts';
import { inOwnWords } from '../words/modelSentences.ts';
import { saveFile } from './saveFile.ts';

/** By the reconstruction's key. */
const remember = memoizePerEngine<Likeness>();

/** How far an item's reconstruction is from what the model was given, by the model in use. */
const likenessOf = (pair: Pair, noise: NoiseSetting): Promise<Likeness> =>
  remember(keyOf(pair.redrawn, noise), async () => {
    const [input, redrawn] = await Promise.all([getPicture(pair.input, noise), getPicture(pair.redrawn, noise)]);
    return measureLikeness(input, redrawn);
  });

/**
 * Compares a cat with its reconstruction and notes the figures, unless another model, noise or look has taken over meanwhile.
 * @param isAsEncoded whatever look was taken at it: noted by `encodedKey`, and by `itemKey` otherwise
 */
export async function measureItem(item: LibraryItem, isAsEncoded = false): Promise<void> {
  const owner = engine();
  const noise = selectNoise(useStudio.getState());
  const pair = pairOf(item, isAsEncoded);
  const key = keyOf(pair.redrawn, noise);
  const likeness = await likenessOf(pair, noise).catch(() => null);
  const studio = useStudio.getState();
  if (engine() !== owner || keyOf(pair.redrawn, selectNoise(studio)) !== key) return;
  studio.setLikeness(isAsEncoded ? encodedKey(item) : itemKey(item), likeness);
}

/**
 * Compares every cat of the library with its reconstruction: one after the other and while the page is idle, so that what
 * the user asks for is never more than one picture behind. Done when all are measured, or at once when aborted.
 */
export async function measureLibrary(signal?: AbortSignal): Promise<void> {
  for (let item = nextUnmeasured(); item && !signal?.aborted; item = nextUnmeasured()) {
    await idle();
    if (!signal?.aborted) await measureItem(item);
  }
}

function nextUnmeasured() {
  const { items, likenesses } = useStudio.getState();
  return items.find((item) => !(itemKey(item) in likenesses));
}

/** Safari tells nobody when it is idle: there a moment has to do. */
const idle = (): Promise<unknown> =>
  new Promise((resolve) =>
    'requestIdleCallback' in window ? requestIdleCallback(resolve, { timeout: 1000 }) : setTimeout(resolve, 50),
  );

/**
 * Measures what is not measured yet.
 * @param ids of the cats that are wanted; null for all
 * @returns the library in the order that is shown, with its figures; pictures that could not be computed are not in it
 */
export async function measuredLibrary(
  ids: readonly string[] | null = null,
): Promise<readonly { readonly item: LibraryItem; readonly likeness: Likeness }[]> {
  const wanted = () => useStudio.getState().items.filter(({ id }) => ids === null || ids.includes(id));
  if (ids === null) await measureLibrary();
  else for (const item of wanted()) if (!(itemKey(item) in useStudio.getState().likenesses)) await measureItem(item);
  const { likenesses, libraryOrder: order, likenessMeasure: measure } = useStudio.getState();
  return orderItems(wanted(), { order, measure, likenesses }).flatMap((item) => {
    const likeness = likenesses[itemKey(item)];
    return likeness ? { item, likeness } : [];
  });
}

/** Hands out the library's figures as a table. */
export async function downloadLikenesses(): Promise<void> {
  const measured = await measuredLibrary();
  const { model } = useStudio.getState();
  if (!model) return;
  const table = likenessTable(measured, model.name);
  saveFile(fileName(inOwnWords(model).title, fileWords.likeness, 'csv'), new Blob([table], { type: 'text/csv' }));
}
