import type { Losses } from '../../src/learning/losses.ts';
import type { IterationDraw } from './draws.ts';
import type { Stage } from './schedule.ts';

/** Weights by name, as plain arrays. */
export type Arrays = Readonly<Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>>;

/** Weights, and what their training remembers of them. */
export interface WeightsState {
  /** The weights being trained. */
  readonly live: Arrays;
  /** Their running averages: what is shown and shipped. */
  readonly averaged: Arrays;
  /** Adam's second moments and step counts of the weights it has moved at this level of detail. */
  readonly secondMoments: Arrays;
  readonly stepCounts: Readonly<Record<string, number>>;
}

/** All that a training has learnt and must remember to go on. */
export interface TrainingState extends WeightsState {
  /** Running average of F's outputs w̄ [S]. */
  readonly latentAverage: Float32Array;
}

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
