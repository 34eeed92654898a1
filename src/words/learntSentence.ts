import type { LearntFrom } from '../latent/directions.ts';
import { ENOUGH_EXAMPLES } from '../latent/examples.ts';

/** Below this a direction is hardly better than guessing. */
const HARDLY = 0.6;

/** What a direction was learnt from, and how far it can be trusted. */
export function learntSentence({ more, less, separation }: LearntFrom): string {
  const origin = `Learnt from ${more} with more and ${less} with less`;
  if (separation === null) return `${origin}: not enough to tell how well it works (${ENOUGH_EXAMPLES} of each are).`;
  const verdict = separation < HARDLY ? ', hardly better than guessing' : '';
  return `${origin}. Of two cats that it has not seen it picks the right one in ${Math.round(100 * separation)} of 100 cases${verdict}.`;
}
