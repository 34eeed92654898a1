import type { Losses } from '../../src/learning/losses.ts';
import type { Stage } from '../run/schedule.ts';
import type { TrainingState } from '../run/trainingState.ts';
import type { IterationDraw } from './draws.ts';

/** What computes iterations, and holds the state while it does. */
export interface TrainingEngine {
  /** For people: what computes where. */
  readonly description: string;
  /**
   * One iteration: its updates, Adam, the averages.
   * @param r1Gamma γ of this iteration's penalty; 0 leaves it out
   */
  iterate(draw: IterationDraw, stage: Stage, r1Gamma: number): Promise<Losses>;
  /** Forgets Adam's state, as at every new level of detail. */
  resetOptimiser(): void;
  state(): Promise<TrainingState>;
  /** Goes on from another state of the same networks. */
  restore(state: TrainingState): void;
  /** Lets go of everything that it holds. */
  close(): Promise<void>;
}
