import type { Likeness } from '../image/likeness.ts';
import { measureLikeness } from '../imageWorker/imageClient.ts';
import { itemKey, type LibraryItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { selectNoiseKey } from '../store/viewSlice.ts';
import { memoizePerEngine } from './memoizePerEngine.ts';
import { pictures } from './pictureCache.ts';
import { inputRequest, reconstructionRequest } from './renderings.ts';

/** By `itemKey` and noise. */
const remember = memoizePerEngine<Likeness>();

/** How far an item's reconstruction is from what the model was given, by the model in use. */
export const likenessOf = (item: LibraryItem): Promise<Likeness> =>
  remember(`${itemKey(item)}, ${selectNoiseKey(useStudio.getState())}`, async () => {
    const [input, reconstruction] = await Promise.all([
      pictures.get(inputRequest(item)),
      pictures.get(reconstructionRequest(item)),
    ]);
    return measureLikeness(input, reconstruction);
  });
