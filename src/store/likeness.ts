import { measureLikeness } from '../image/client.ts';
import type { Likeness } from '../image/likeness.ts';
import { itemKey, type LibraryItem } from './librarySlice.ts';
import { pictures } from './pictureCache.ts';
import { inputRequest, reconstructionRequest } from './renderings.ts';
import { engine } from './session.ts';

/** Measurements under way or done, by the engine that drew the pictures and then by `itemKey`. */
const measurements = new WeakMap<object, Map<string, Promise<Likeness>>>();

/** How far an item's reconstruction is from what the model was given, by the model in use. */
export function likenessOf(item: LibraryItem): Promise<Likeness> {
  const owner = engine();
  const known = measurements.get(owner) ?? new Map<string, Promise<Likeness>>();
  measurements.set(owner, known);
  const key = itemKey(item);
  const present = known.get(key);
  if (present) return present;
  const measurement = Promise.all([pictures.get(inputRequest(item)), pictures.get(reconstructionRequest(item))]).then(
    ([input, reconstruction]) => measureLikeness(input, reconstruction),
  );
  known.set(key, measurement);
  measurement.catch(() => known.delete(key));
  return measurement;
}
