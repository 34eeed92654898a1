import * as tf from '@tensorflow/tfjs-core';
import type { Architecture } from '../../src/networks/architecture.ts';
import { discriminate, encode } from '../../src/networks/model.ts';
import type { Growth } from '../../src/networks/ops.ts';
import type { Params } from '../../src/networks/params.ts';

/**
 * Update 1 (paper §4, in its non-saturating form, with the gradient penalty R1 of §6): D∘E tells real images from generated ones,
 * `softplus(D(E(fake))) + softplus(-D(E(real))) + (γ/2)·‖∇ₓ ΣD(E(real))‖²`, mean over the batch.
 * @param fake G(F(z)), a constant here
 * @param r1Gamma γ; 0 leaves the penalty and its second derivatives out
 */
export function discriminatorLoss(
  params: Params,
  architecture: Architecture,
  growth: Growth,
  real: tf.Tensor4D,
  fake: tf.Tensor4D,
  r1Gamma: number,
): tf.Scalar {
  const score = (images: tf.Tensor4D) =>
    discriminate(params, architecture, encode(params, architecture, images, growth));
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
export function generatorLoss(
  params: Params,
  architecture: Architecture,
  growth: Growth,
  fake: tf.Tensor4D,
): tf.Scalar {
  return tf.mean(tf.softplus(tf.neg(discriminate(params, architecture, encode(params, architecture, fake, growth)))));
}

/**
 * Update 3 (paper §4): reciprocity in latent space, mean of `(E(G(w)) - w)²` over batch and components.
 * @param fake G(F(z)), styles not mixed
 * @param target w = F(z), as a constant
 */
export function latentLoss(
  params: Params,
  architecture: Architecture,
  growth: Growth,
  fake: tf.Tensor4D,
  target: tf.Tensor2D,
): tf.Scalar {
  return tf.mean(tf.square(tf.sub(encode(params, architecture, fake, growth), target)));
}
