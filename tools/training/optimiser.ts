import * as tf from '@tensorflow/tfjs-core';

/** Adam as StyleGAN uses it: no first moment (β₁ = 0). */
export const ADAM_DEFAULTS = { beta2: 0.99, epsilon: 1e-8 } as const;

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
