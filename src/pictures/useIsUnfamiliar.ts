import { useEffect, useState } from 'react';
import { UNFAMILIAR } from '../latent/familiarity.ts';
import type { NoiseSetting } from '../latent/noise.ts';
import { resolutionOf } from '../networks/architecture.ts';
import { itemKey, type LibraryItem } from '../store/librarySlice.ts';
import { selectIsReady } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';
import { selectNoise } from '../store/viewSlice.ts';
import { memoizePerEngine } from './memoizePerEngine.ts';
import { getPicture } from './renderings.ts';
import { engine } from './runningEngine.ts';

/** Beyond this many pixels a side, the model's own pictures alone, with which others are compared, take minutes. */
const LARGEST_JUDGED = 128;

/** Whether the model in use is quick enough to be asked what it recognises. */
export const canJudge = (): boolean => resolutionOf(engine().model.architecture) <= LARGEST_JUDGED;

/** By `itemKey`. */
const remember = memoizePerEngine<number>();

/** How strange an item is to the model in use (`latent/familiarity.ts`), once its pictures are there. */
const strangenessOf = (item: LibraryItem, noise: NoiseSetting): Promise<number> =>
  remember(itemKey(item), async () => {
    await getPicture({ kind: 'reconstruction', item }, noise); // what is looked at comes first
    const [strangeness] = await engine().judge([await getPicture({ kind: 'input', item }, noise)]);
    return strangeness!;
  });

/**
 * Whether the model hardly recognises an item; false until it is known. The sample cats, which the model knows, and what
 * it drew itself are not asked about.
 * @param isSeen the answer would be seen: only then is the model asked
 */
export function useIsUnfamiliar(item: LibraryItem, isSeen = true): boolean {
  const isReady = useStudio(selectIsReady);
  const modelName = useStudio((s) => s.model?.name);
  const isAsked = isSeen && isReady && item.kind === 'photo' && item.shelf !== 'cats';
  const key = `${modelName} ${itemKey(item)}`;
  const [known, setKnown] = useState({ key: '', isUnfamiliar: false });
  useEffect(() => {
    if (!isAsked || !canJudge()) return;
    let isWanted = true;
    strangenessOf(item, selectNoise(useStudio.getState())).then(
      (strangeness) => isWanted && setKnown({ key, isUnfamiliar: strangeness > UNFAMILIAR }),
      () => {}, // a picture that fails says so itself
    );
    return () => {
      isWanted = false;
    };
  }, [key, isAsked]);
  return known.key === key && known.isUnfamiliar;
}
