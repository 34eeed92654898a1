import * as tf from '@tensorflow/tfjs-core';

/** Adam as StyleGAN uses it: no first moment (β₁ = 0). */
export const ADAM_DEFAULTS = { beta2: 0.99, epsilon: 1e-8 } as const;

/** What Adam remembers of one weight: the running mean of squared gradients and how many steps were taken. */
export interface AdamSlot {
  readonly secondMoment: tf.Tensor;
  readonly stepCount: number;
}

/**
 * One equalised Adam step:
 * `v ← β₂v + (1-β₂)g²; p ← p - lr·c·√(1-β₂ᵗ)·g / (√v + ε)`, c being the weight's learning rate scale.
 * @returns the new weight and slot; the caller disposes of the old ones
 */
export function adamStep(
  weight: tf.Tensor,
  gradient: tf.Tensor,
  slot: AdamSlot | undefined,
  learningRate: number,
  learningRateScale: number,
  { beta2, epsilon } = ADAM_DEFAULTS,
): { weight: tf.Tensor; slot: AdamSlot } {
  const stepCount = (slot?.stepCount ?? 0) + 1;
  const [updated, secondMoment] = tf.tidy(() => {
    const fresh = tf.mul(tf.square(gradient), 1 - beta2);
    const v = slot ? tf.add(tf.mul(slot.secondMoment, beta2), fresh) : fresh;
    const rate = learningRate * learningRateScale * Math.sqrt(1 - beta2 ** stepCount);
    const step = tf.mul(tf.div(gradient, tf.add(tf.sqrt(v), epsilon)), rate);
    return [tf.sub(weight, step), v];
  }) as [tf.Tensor, tf.Tensor];
  return { weight: updated, slot: { secondMoment, stepCount } };
}
