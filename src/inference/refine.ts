import * as tf from '@tensorflow/tfjs-core';
import type { Pixels } from '../image/pixels.ts';
import type { LatentGaussian } from '../latent/familiarity.ts';
import type { Refinement, RefineOptions, RefineProgress } from '../latent/refinement.ts';
import { repeatW } from '../latent/styles.ts';
import { type Architecture, blockResolution, styleCountOf } from '../networks/architecture.ts';
import { generate, type Model } from '../networks/model.ts';
import { downsample } from '../networks/ops.ts';
import { encodeImage, generateImage } from './inference.ts';
import { minimise, type Slope } from './lbfgs.ts';
import { pixelsToTensor, valuesToPixels } from './pixelTensor.ts';

/** Pictures are compared whole, and averaged over squares of 2, 4 and 8 pixels: the coarse ones lead the way. */
const HALVINGS = 3;
/** Steps from one picture on the way to the next. */
const PICTURE_EVERY = 5;
/** Length of the first step: it changes codes by this part of the size of E's code, or noise by as much of its own. */
const FIRST_STEP = 0.1;

/** What the descent looks for. */
interface Goal {
  readonly model: Model;
  /** The image [1, r, r, channels]. */
  readonly target: tf.Tensor4D;
  /** Codes that are varied: one for all styles, or one for each. */
  readonly codeCount: number;
  /** E's code of the image [1, 1, S]. */
  readonly start: tf.Tensor3D;
  /**
   * What codes are varied in units of: about the square root of the sum of their squares, so that the length of a step is a mean
   * square, as with noise. A power of two, so that nothing is rounded.
   */
  readonly size: number;
  /** Columns [S, S] that make differences of codes independent, with variance 1 among F's latents. */
  readonly whitening: tf.Tensor2D;
  readonly options: RefineOptions;
  /** Planes that pictures are drawn with while noise is not varied; none for the noise-free mode. */
  readonly noise: readonly tf.Tensor4D[];
}

/**
 * Improves the reconstruction of an image: L-BFGS on G's styles, from E's code on. It minimises
 * `Σₖ mean((Pₖ(G(s) - x))²) + pull·mean((A(s - E(x)))²)`, Pₖ being averages over squares of 2ᵏ pixels, and A what makes F's
 * latents independent with variance 1: where F varies much the code is free, where it does not the code is held. Noise
 * planes, where they are varied, start at 0 and are pulled towards it.
 * Gradients must be registered: tfjs's own, then ours (networks/gradients.ts).
 * @param image of the model's size
 * @param latents of F
 * @param report is told of every step, the start included; false ends the work
 * @param noise planes to draw with, where they are not varied; default: the noise-free mode
 * @returns the best that was come by
 */
export async function refine(
  model: Model,
  image: Pixels,
  latents: LatentGaussian,
  options: RefineOptions,
  report: (progress: RefineProgress) => boolean | Promise<boolean>,
  noise: readonly tf.Tensor4D[] = [],
): Promise<Refinement> {
  const { channels } = model.architecture;
  const w = await encodeImage(model, image);
  const codeCount = options.space === 'W' ? 1 : styleCountOf(model.architecture);
  const goal: Goal = {
    model,
    target: pixelsToTensor(image, channels),
    codeCount,
    start: tf.tensor3d(w, [1, 1, w.length]),
    size: 2 ** Math.round(Math.log2(Math.sqrt(codeCount * w.reduce((sum, value) => sum + value ** 2, 0)) || 1)),
    whitening: tf.tidy(() => tf.transpose(tf.tensor2d(Float32Array.from(latents.whitening), [w.length, w.length]))),
    options,
    noise,
  };
  let best: Findings | undefined;
  let errorBefore = Number.NaN;
  let step = -1;
  try {
    const start = startingPoint(goal, w);
    await minimise(
      start,
      async (values) => {
        step++;
        const findings = await findingsAt(goal, values, step % PICTURE_EVERY === 0 ? image : undefined);
        if (!best) errorBefore = findings.error;
        if (!best || findings.value < best.value) best = findings;
        const { error, picture } = findings;
        const isWanted = await report({ step, error, ...(picture && { picture }) });
        return isWanted && step < options.stepCount ? findings : null;
      },
      FIRST_STEP,
    );
    return { ...(await describe(goal, best!.values)), error: best!.error, errorBefore, stepCount: step };
  } finally {
    tf.dispose([goal.target, goal.start, goal.whitening]);
  }
}

/** The code to start from in units of its size, once or for each style, and if noise is varied all its planes, which are zeros. */
function startingPoint({ model: { architecture }, codeCount, size, options }: Goal, w: Float32Array): Float32Array {
  const planes = options.hasNoise ? planeSides(architecture).reduce((sum, side) => sum + side * side, 0) : 0;
  const values = new Float32Array(codeCount * w.length + planes);
  const styles = options.from ?? repeatW(w, architecture.layerCount);
  values.set(styles.subarray(0, codeCount * w.length).map((value) => value / size));
  return values;
}

/** Of each noise input's plane. */
const planeSides = (architecture: Architecture): number[] =>
  Array.from({ length: styleCountOf(architecture) }, (_, input) => blockResolution(Math.floor(input / 2)));

/**
 * Codes [1, 1 or 2L, S] and noise planes that stand in a vector of variables; no planes where they are not varied. A plane is in
 * units of its side.
 */
function takeApart({ model: { architecture }, codeCount, size, options }: Goal, values: tf.Tensor1D) {
  const codeLength = codeCount * architecture.latentSize;
  const code = tf.reshape<tf.Rank.R3>(tf.mul(tf.slice(values, 0, codeLength), size), [1, codeCount, -1]);
  if (!options.hasNoise) return { code, planes: [] };
  const sides = planeSides(architecture);
  const lengths = sides.map((side) => side * side);
  const parts = tf.split(tf.slice(values, codeLength), lengths);
  return {
    code,
    planes: parts.map((part, i) => tf.reshape<tf.Rank.R4>(tf.mul(part, sides[i]!), [1, sides[i]!, sides[i]!, 1])),
  };
}

/** What a step found, on the processor. */
interface Findings extends Slope {
  readonly values: Float32Array;
  /** Of the picture. */
  readonly error: number;
  readonly picture?: Pixels;
}

/** @param like an image of the size of the picture, if that is wanted */
async function findingsAt(goal: Goal, values: Float32Array, like?: Pixels): Promise<Findings> {
  const { model, target, options } = goal;
  let image: tf.Tensor4D | undefined;
  const objective = (variables: tf.Tensor): tf.Scalar => {
    const { code, planes } = takeApart(goal, variables as tf.Tensor1D);
    image = tf.keep(draw(model, code, options.hasNoise ? planes : goal.noise));
    const far = tf.matMul(tf.squeeze<tf.Tensor2D>(tf.sub(code, goal.start), [0]), goal.whitening);
    // Not tf.addN: on WebGPU (tfjs 4.22) it takes a buffer for each summand, and there are more than a shader may have.
    const pull = [far, ...planes].map(meanSquare).reduce((sum, square) => tf.add(sum, square));
    return tf.add(multiScaleError(tf.sub(image, target)), tf.mul(pull, options.pull));
  };
  const all = tf.tidy(() => {
    const { value, grad } = tf.valueAndGrad(objective)(tf.tensor1d(values));
    const found = [value, pictureError(image!, target), grad].map((x) => tf.reshape<tf.Rank.R1>(x, [-1]));
    return tf.concat1d(found); // one reading of the device for everything
  });
  const numbers = new Float32Array(await all.data<'float32'>());
  const { channels } = model.architecture;
  const picture = like && valuesToPixels(await image!.data<'float32'>(), like.width, like.height, channels);
  tf.dispose([all, image!]);
  return {
    values,
    value: numbers[0]!,
    error: numbers[1]!,
    gradient: numbers.subarray(2),
    ...(picture && { picture }),
  };
}

function draw(model: Model, code: tf.Tensor3D, noise: readonly tf.Tensor4D[]): tf.Tensor4D {
  const copies = styleCountOf(model.architecture) / code.shape[1];
  return generate(model, tf.tile(code, [1, copies, 1]), { noise });
}

const meanSquare = (x: tf.Tensor): tf.Scalar => tf.mean(tf.square(x));

/** The sum of mean squares of a difference [1, r, r, channels], whole and averaged over ever larger squares. */
function multiScaleError(difference: tf.Tensor4D): tf.Scalar {
  let error = meanSquare(difference);
  let coarse = difference;
  for (let halving = 0; halving < HALVINGS && coarse.shape[1] > 1; halving++) {
    coarse = downsample(coarse);
    error = tf.add(error, meanSquare(coarse));
  }
  return error;
}

/** Of a picture as it is shown, on a scale where black is 0 and white is 1. */
const pictureError = (image: tf.Tensor4D, target: tf.Tensor4D): tf.Scalar =>
  tf.tidy(() => tf.mul(meanSquare(tf.sub(tf.clipByValue(image, -1, 1), target)), 1 / 4));

/** Styles and picture of variables. */
async function describe(goal: Goal, values: Float32Array): Promise<Pick<Refinement, 'styles' | 'picture'>> {
  const { model, options } = goal;
  const { code, planes } = tf.tidy(() => takeApart(goal, tf.tensor1d(values)));
  const codes = new Float32Array(await code.data<'float32'>());
  const styles = options.space === 'W' ? repeatW(codes, model.architecture.layerCount) : codes;
  const picture = await generateImage(model, styles, { noise: options.hasNoise ? planes : goal.noise });
  tf.dispose([code, ...planes]);
  return { styles, picture };
}
