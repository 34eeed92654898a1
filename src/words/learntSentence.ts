import type { LearntFrom } from '../latent/directions.ts';
import { ENOUGH_EXAMPLES } from '../latent/examples.ts';
import { latentWords } from './latentWords.ts';

/** Below this a direction is hardly better than guessing. */
const HARDLY = 0.6;

/** What a direction was learnt from, and how far it can be trusted. */
export function learntSentence({ more, less, separation }: LearntFrom): string {
  const { unsure, works, hardly } = latentWords.learnt;
  if (separation === null) return unsure(more, less, ENOUGH_EXAMPLES);
  return (separation < HARDLY ? hardly : works)(more, less, Math.round(100 * separation));
}
