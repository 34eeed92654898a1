import { itemKey } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { measureItem } from './measureItem.ts';

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
