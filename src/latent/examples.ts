import { Matrix, solve } from 'ml-matrix';
import { dot, type LearntFrom, unitVector } from './directions.ts';

/** From so many examples of each sort on, a direction is fitted and tried out; of fewer, the difference of means must do. */
export const ENOUGH_EXAMPLES = 8;

/** Weight of the penalty on the squared length, where latents have a mean squared length of 1. */
const PENALTY = 0.1;
/** Newton steps at most; a handful is usual. */
const MAX_STEPS = 50;
const TOLERANCE = 1e-8;
/** No example counts for less than this in a step: one that is far on its right side would divide by nothing. */
const MIN_WEIGHT = 1e-6;

/** Pairs that are left out and ranked, at most: each costs a fit. */
const MAX_PAIRS = 200;

/** Latents [N][S] of pictures that have more of something, and of pictures that have less. */
export interface Examples {
  readonly more: readonly Float32Array[];
  readonly less: readonly Float32Array[];
}

interface LearntDirection {
  /** Unit vector [S] that points to more. */
  readonly vector: Float32Array<ArrayBuffer>;
  readonly learntFrom: LearntFrom;
}

/**
 * Learns from examples along which direction "more" lies: by logistic regression (L2) where there are `ENOUGH_EXAMPLES` of
 * each, else as the difference of their means. With enough of them it also measures how well that works.
 * @returns null when the examples do not differ
 */
export function learnDirection(examples: Examples): LearntDirection | null {
  const isEnough = Math.min(examples.more.length, examples.less.length) >= ENOUGH_EXAMPLES;
  const difference = unitVector(differenceOfMeans(examples));
  const vector = difference && isEnough ? unitVector(logisticWeights(examples)) : difference;
  if (!vector) return null;
  const separation = isEnough ? leavePairOutSeparation(examples) : null;
  return { vector, learntFrom: { more: examples.more.length, less: examples.less.length, separation } };
}

/** Mean of more, minus mean of less: [S]. */
export function differenceOfMeans({ more, less }: Examples): Float64Array {
  const [high, low] = [meanOf(more), meanOf(less)];
  return high.map((value, i) => value - low[i]!);
}

/**
 * Weights of logistic regression with an L2 penalty and a free intercept, by Newton's method (iteratively reweighted least
 * squares). There are fewer examples than numbers in a latent, and the weights are a mixture Xᵀα of the examples: so
 * the steps are taken in α [N], with the matrix K = XXᵀ of their products:
 * `[K + λW⁻¹, 1; 1ᵀ, 0]·[α; b] = [f + W⁻¹(t - p); 0]`, W = p(1-p).
 * @returns [S]
 */
export function logisticWeights({ more, less }: Examples): Float64Array {
  const all = centred([...more, ...less]);
  const count = all.length;
  const targets = all.map((_, i) => (i < more.length ? 1 : 0));
  const products = all.map((a) => all.map((b) => dot(a, b)));
  let alpha = new Float64Array(count);
  let intercept = 0;
  for (let step = 0; step < MAX_STEPS; step++) {
    const system = Matrix.ones(count + 1, count + 1);
    const right = Matrix.zeros(count + 1, 1);
    system.set(count, count, 0);
    for (let i = 0; i < count; i++) {
      const score = dot(products[i]!, alpha) + intercept;
      const chance = 1 / (1 + Math.exp(-score));
      const weight = Math.max(MIN_WEIGHT, chance * (1 - chance));
      for (let j = 0; j < count; j++) system.set(i, j, products[i]![j]! + (i === j ? PENALTY / weight : 0));
      right.set(i, 0, score + (targets[i]! - chance) / weight);
    }
    const solution = solve(system, right).getColumn(0);
    const next = Float64Array.from(solution.slice(0, count));
    const change = Math.max(...next.map((value, i) => Math.abs(value - alpha[i]!)));
    alpha = next;
    intercept = solution[count]!;
    if (change < TOLERANCE) break;
  }
  return all[0]!.map((_, k) => all.reduce((sum, latent, i) => sum + alpha[i]! * latent[k]!, 0));
}

/**
 * Leaves out one picture with more and one with less, learns from the others, and asks which of the two lies farther along:
 * an estimate of the area under the ROC curve without the bias of leaving out one at a time (Airola et al., "An experimental
 * comparison of cross-validation techniques for estimating the area under the ROC curve", 2011).
 * @returns the share of pairs ranked rightly, over all pairs or `MAX_PAIRS` spread evenly among them
 */
export function leavePairOutSeparation({ more, less }: Examples): number {
  const pairCount = more.length * less.length;
  const tried = Math.min(pairCount, MAX_PAIRS);
  let right = 0;
  for (let trial = 0; trial < tried; trial++) {
    const pair = Math.floor((trial * pairCount) / tried);
    const [high, low] = [Math.floor(pair / less.length), pair % less.length];
    const others = { more: more.toSpliced(high, 1), less: less.toSpliced(low, 1) };
    const weights = logisticWeights(others);
    const lead = dot(weights, more[high]!) - dot(weights, less[low]!);
    right += lead > 0 ? 1 : lead === 0 ? 0.5 : 0;
  }
  return right / tried;
}

/** The latents around their mean, on a scale where their mean squared length is 1. */
function centred(latents: readonly Float32Array[]): Float64Array[] {
  const mean = meanOf(latents);
  const around = latents.map((latent) => Float64Array.from(latent, (value, i) => value - mean[i]!));
  const scale = Math.sqrt(around.reduce((sum, latent) => sum + dot(latent, latent), 0) / latents.length) || 1;
  return around.map((latent) => latent.map((value) => value / scale));
}

function meanOf(latents: readonly Float32Array[]): Float64Array {
  const mean = new Float64Array(latents[0]?.length ?? 0);
  for (const latent of latents) {
    latent.forEach((value, i) => {
      mean[i]! += value;
    });
  }
  return mean.map((sum) => sum / latents.length);
}
