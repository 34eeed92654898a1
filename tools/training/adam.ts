import * as tf from '@tensorflow/tfjs-core';

/** Adam as StyleGAN uses it: no first moment (β₁ = 0). */
const ADAM_DEFAULTS = { beta2: 0.99, epsilon: 1e-8 } as const;

/** What Adam remembers of a weight: the running mean of squared gradients and how many steps were taken. */
export interface AdamSlot<T extends tf.Tensor = tf.Tensor> {
  readonly secondMoment: T;
  readonly stepCount: number;
}

/**
 * One equalised Adam step:
 * `v ← β₂v + (1-β₂)g²; p ← p - lr·c·√(1-β₂ᵗ)·g / (√v + ε)`, c being the weight's learning rate scale, or those of all its entries.
 * @returns the new weight and slot; the caller disposes of the old ones
 */
export function adamStep<T extends tf.Tensor>(
  weight: T,
  gradient: T,
  slot: AdamSlot<T> | undefined,
  learningRate: number,
  learningRateScale: number | T,
  { beta2, epsilon } = ADAM_DEFAULTS,
): { weight: T; slot: AdamSlot<T> } {
  const stepCount = (slot?.stepCount ?? 0) + 1;
  const [updated, secondMoment] = tf.tidy(() => {
    const fresh = tf.mul(tf.square(gradient), 1 - beta2);
    const v = slot ? tf.add(tf.mul(slot.secondMoment, beta2), fresh) : fresh;
    const rate = tf.mul(learningRateScale, learningRate * Math.sqrt(1 - beta2 ** stepCount));
    const step = tf.mul(tf.div(gradient, tf.add(tf.sqrt(v), epsilon)), rate);
    return [tf.sub(weight, step), v];
  }) as [T, T];
  return { weight: updated, slot: { secondMoment, stepCount } };
}

/** A weight and what Adam remembers of it, as plain arrays. */
export interface AdamArrays {
  readonly live: Float32Array;
  readonly learningRateScale: number;
  /** Undefined until Adam has moved the weight at this level of detail. */
  secondMoment: Float32Array | undefined;
  stepCount: number;
}

/** The same step in place, for an engine that keeps its weights outside tfjs. */
export function adamInPlace(
  slot: AdamArrays,
  gradient: Float32Array,
  learningRate: number,
  { beta2, epsilon } = ADAM_DEFAULTS,
): void {
  slot.secondMoment ??= new Float32Array(slot.live.length);
  slot.stepCount += 1;
  const { live, secondMoment: v } = slot;
  const rate = learningRate * slot.learningRateScale * Math.sqrt(1 - beta2 ** slot.stepCount);
  for (let i = 0; i < live.length; i++) {
    const g = gradient[i]!;
    const moment = beta2 * v[i]! + (1 - beta2) * g * g;
    v[i] = moment;
    live[i] = live[i]! - (rate * g) / (Math.sqrt(moment) + epsilon);
  }
}
