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
