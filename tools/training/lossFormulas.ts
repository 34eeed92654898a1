import * as tf from '@tensorflow/tfjs-core';
import { discriminate, encode, type Model } from '../../src/networks/model.ts';
import { downsample, type Growth } from '../../src/networks/ops.ts';
import type { PhotoOptions } from '../run/trainingOptions.ts';

/**
 * Update 1 (paper §4, in its non-saturating form, with the gradient penalty R1 of §6): D∘E tells real images from generated ones,
 * `softplus(D(E(fake))) + softplus(-D(E(real))) + (γ/2)·‖∇ₓ ΣD(E(real))‖²`, mean over the batch.
 * @param fake G(F(z)), a constant here
 * @param r1Gamma γ; 0 leaves the penalty and its second derivatives out
 */
export function discriminatorLoss(
  model: Model,
  growth: Growth,
  real: tf.Tensor4D,
  fake: tf.Tensor4D,
  r1Gamma: number,
): tf.Scalar {
  const score = (images: tf.Tensor4D) => discriminate(model, encode(model, images, growth));
  const fakeLoss = tf.mean(tf.softplus(score(fake)));
  if (r1Gamma === 0) return tf.add(fakeLoss, tf.mean(tf.softplus(tf.neg(score(real)))));
  // ∇ₓ ΣD(E(x)): the scores' gradient against a vector of ones. Both stay differentiable with respect to the weights.
  const { value: realScores, grad: gradient } = tf.valueAndGrad((images) => score(images as tf.Tensor4D))(
    real,
    tf.ones([real.shape[0]]),
  );
  const penalty = tf.mul(tf.mean(tf.sum(tf.square(gradient), [1, 2, 3])), r1Gamma / 2);
  return tf.add(tf.add(fakeLoss, tf.mean(tf.softplus(tf.neg(realScores)))), penalty);
}

/**
 * Update 2: G∘F makes images that D∘E takes for real, `softplus(-D(E(G(w))))`, mean over the batch.
 * @param fake G(F(z))
 */
export function generatorLoss(model: Model, growth: Growth, fake: tf.Tensor4D): tf.Scalar {
  return tf.mean(tf.softplus(tf.neg(discriminate(model, encode(model, fake, growth)))));
}

/**
 * Update 3 (paper §4): reciprocity in latent space, mean of `(E(G(w)) - w)²` over batch and components.
 * @param fake G(F(z)), styles not mixed
 * @param target w = F(z), as a constant
 */
export function latentLoss(model: Model, growth: Growth, fake: tf.Tensor4D, target: tf.Tensor2D): tf.Scalar {
  return tf.mean(tf.square(tf.sub(encode(model, fake, growth), target)));
}

/**
 * Update 4, ours: a photo's reconstruction y = G(E(x)) has its colours, pixels and code, and passes for real,
 * `pooled·mean((P(y) - P(x))²) + pixels·mean((y - x)²) + code·mean((Ê(y) - Ê(x))²) + adversarial·mean softplus(-D̂(Ê(y)))`.
 * P averages squares down to `pooledPixels` a side, or less where the images are smaller.
 * @param live the model as it is, a constant, whose E and D are Ê and D̂: gradients flow through what goes into them
 * @param reconstruction y, at the weights that learn
 * @param code Ê(x), a constant
 */
export function photoLoss(
  live: Model,
  growth: Growth,
  photo: tf.Tensor4D,
  reconstruction: tf.Tensor4D,
  code: tf.Tensor2D,
  { pooledPixels, pooled, pixels, code: codeWeight, adversarial }: PhotoOptions,
): tf.Scalar {
  const difference = tf.sub<tf.Tensor4D>(reconstruction, photo);
  let coarse = difference; // P is linear
  while (coarse.shape[1] > pooledPixels) coarse = downsample(coarse);
  const seen = encode(live, reconstruction, growth);
  const terms: [weight: number, term: tf.Tensor][] = [
    [pooled, tf.mean(tf.square(coarse))],
    [pixels, tf.mean(tf.square(difference))],
    [codeWeight, tf.mean(tf.square(tf.sub(seen, code)))],
    [adversarial, tf.mean(tf.softplus(tf.neg(discriminate(live, seen))))],
  ];
  return terms.map(([weight, term]) => tf.mul<tf.Scalar>(term, weight)).reduce((sum, term) => tf.add(sum, term));
}
