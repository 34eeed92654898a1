import * as tf from '@tensorflow/tfjs-core';
import type { Pixels } from '../image/pixels.ts';
import type { Refinement, RefineOptions, RefineProgress } from '../latent/refinement.ts';
import { repeatW } from '../latent/styles.ts';
import { type Architecture, blockResolution, styleCountOf } from '../networks/architecture.ts';
import { generate, type Model } from '../networks/model.ts';
import { downsample } from '../networks/ops.ts';
import { encodeImage, generateImage } from './inference.ts';
import { pixelsToTensor, valuesToPixels } from './pixelTensor.ts';

/** Pictures are compared whole, and averaged over squares of 2, 4 and 8 pixels: the coarse ones lead the way. */
const HALVINGS = 3;
/** Steps from one picture on the way to the next. */
const PICTURE_EVERY = 5;
/** Adam's defaults (Kingma and Ba 2015): with a first moment, which the training's Adam has not (tools/training/adam.ts). */
const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** What the descent looks for. */
interface Goal {
  /** The image [1, r, r, channels]. */
  readonly target: tf.Tensor4D;
  /** E's code of the image [1, 1, S]. */
  readonly start: tf.Tensor3D;
  /** Its root mean square: the unit of everything that is done to codes. */
  readonly size: number;
  readonly pull: number;
  /** Planes that pictures are drawn with while noise is not varied; none for the noise-free mode. */
  readonly noise: readonly tf.Tensor4D[];
}

/** Something that is varied, with Adam's running means of its gradient and of the gradient's square. */
interface Variable {
  readonly x: tf.Tensor;
  readonly mean: tf.Tensor;
  readonly square: tf.Tensor;
  /** The learning rate is in this unit. */
  readonly size: number;
}

/**
 * Improves the reconstruction of an image: gradient descent on G's styles, from E's code on. It minimises
 * `Σₖ mean((Pₖ(G(s) - x))²) + pull·mean(((s - E(x)) / size)²)`, Pₖ being averages over squares of 2ᵏ pixels. Noise planes,
 * where they are varied, start at 0 and are pulled towards it.
 * Gradients must be registered: tfjs's own, then ours (networks/gradients.ts).
 * @param image of the model's size
 * @param report is told of every step, the start included; false ends the work
 * @param noise planes to draw with, where they are not varied; default: the noise-free mode
 * @returns the best that was come by
 */
export async function refine(
  model: Model,
  image: Pixels,
  options: RefineOptions,
  report: (progress: RefineProgress) => boolean | Promise<boolean>,
  noise: readonly tf.Tensor4D[] = [],
): Promise<Refinement> {
  const { architecture } = model;
  const w = await encodeImage(model, image);
  const size = Math.sqrt(w.reduce((sum, value) => sum + value ** 2, 0) / w.length) || 1;
  const goal: Goal = {
    target: pixelsToTensor(image, architecture.channels),
    start: tf.tensor3d(w, [1, 1, w.length]),
    size,
    pull: options.pull,
    noise,
  };
  let variables = startingPoint(model, goal, options);
  let best: Findings | undefined;
  let errorBefore = Number.NaN;
  let step = 0;
  try {
    for (; ; step++) {
      const slope = slopeAt(model, goal, variables);
      const findings = await readFindings(slope, variables);
      const picture =
        step % PICTURE_EVERY === 0 &&
        valuesToPixels(await slope.image.data<'float32'>(), image.width, image.height, architecture.channels);
      if (!best) errorBefore = findings.error;
      if (!best || findings.objective < best.objective) best = findings;
      const isWanted = await report({ step, error: findings.error, ...(picture && { picture }) });
      const isLast = step === options.stepCount || !Number.isFinite(findings.objective);
      if (isWanted && !isLast) variables = descend(variables, slope.gradients, rateAt(step, options), step + 1);
      tf.dispose([slope.objective, slope.error, slope.image, ...slope.gradients]);
      if (!isWanted || isLast) break;
    }
  } finally {
    tf.dispose([goal.target, goal.start, ...variables.flatMap(({ x, mean, square }) => [x, mean, square])]);
  }
  return { ...(await describe(model, goal, best!.values, options)), error: best!.error, errorBefore, stepCount: step };
}

/** E's code, once or for each style, and if noise is varied all its planes as one vector of zeros. */
function startingPoint({ architecture }: Model, { start, size }: Goal, options: RefineOptions): Variable[] {
  const code = variableOf(tf.tile(start, [1, options.space === 'W' ? 1 : styleCountOf(architecture), 1]), size);
  if (!options.hasNoise) return [code];
  const length = planeSides(architecture).reduce((sum, side) => sum + side * side, 0);
  return [code, variableOf(tf.zeros([length]), 1)];
}

/** Of each noise input's plane. */
const planeSides = (architecture: Architecture): number[] =>
  Array.from({ length: styleCountOf(architecture) }, (_, input) => blockResolution(Math.floor(input / 2)));

/** The planes that follow one another in a vector. */
function splitPlanes({ architecture }: Model, planes: tf.Tensor1D): tf.Tensor4D[] {
  const sides = planeSides(architecture);
  const parts = tf.split(
    planes,
    sides.map((side) => side * side),
  );
  return parts.map((part, input) => tf.reshape(part, [1, sides[input]!, sides[input]!, 1]));
}

const variableOf = (x: tf.Tensor, size: number): Variable => ({
  x,
  size,
  mean: tf.zerosLike(x),
  square: tf.zerosLike(x),
});

/** The objective, the picture's error and the picture where the variables are, and the objective's gradients. */
interface Slope {
  readonly objective: tf.Scalar;
  readonly error: tf.Scalar;
  readonly image: tf.Tensor4D;
  readonly gradients: tf.Tensor[];
}

function slopeAt(model: Model, goal: Goal, variables: readonly Variable[]): Slope {
  let image: tf.Tensor4D | undefined;
  const objectiveOf = (code: tf.Tensor, planes?: tf.Tensor): tf.Scalar => {
    const varied = planes ? splitPlanes(model, planes as tf.Tensor1D) : [];
    image = tf.keep(draw(model, code as tf.Tensor3D, planes ? varied : goal.noise));
    const far = tf.mul(tf.sub(code, goal.start), 1 / goal.size);
    // Not tf.addN: on WebGPU (tfjs 4.22) it takes a buffer for each summand, and there are more than a shader may have.
    const pull = [far, ...varied].map(meanSquare).reduce((sum, square) => tf.add(sum, square));
    return tf.add(multiScaleError(tf.sub(image, goal.target)), tf.mul(pull, goal.pull));
  };
  const { value, grads } = tf.valueAndGrads(objectiveOf)(variables.map(({ x }) => x));
  return { objective: value as tf.Scalar, gradients: grads, image: image!, error: pictureError(image!, goal.target) };
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

/** What a step found, on the processor. */
interface Findings {
  readonly objective: number;
  readonly error: number;
  /** The variables, one after the other. */
  readonly values: Float32Array;
}

/** One reading of the device for everything. */
async function readFindings({ objective, error }: Slope, variables: readonly Variable[]): Promise<Findings> {
  const all = tf.tidy(() =>
    tf.concat1d([objective, error, ...variables.map(({ x }) => x)].map((x) => tf.reshape<tf.Rank.R1>(x, [-1]))),
  );
  const numbers = new Float32Array(await all.data<'float32'>());
  all.dispose();
  return { objective: numbers[0]!, error: numbers[1]!, values: numbers.subarray(2) };
}

const rateAt = (step: number, { learningRate, stepCount }: RefineOptions): number =>
  (learningRate * (1 + Math.cos((Math.PI * step) / stepCount))) / 2;

/** One step of Adam, `count` being 1 at the first. The variables that it is given are disposed of. */
function descend(
  variables: readonly Variable[],
  gradients: readonly tf.Tensor[],
  rate: number,
  count: number,
): Variable[] {
  const { beta1, beta2, epsilon } = ADAM;
  return variables.map((variable, i) => {
    const gradient = gradients[i]!;
    const next = tf.tidy(() => {
      const mean = tf.add(tf.mul(variable.mean, beta1), tf.mul(gradient, 1 - beta1));
      const square = tf.add(tf.mul(variable.square, beta2), tf.mul(tf.square(gradient), 1 - beta2));
      const deviation = tf.sqrt(tf.mul(square, 1 / (1 - beta2 ** count)));
      const step = tf.div(tf.mul(mean, (rate * variable.size) / (1 - beta1 ** count)), tf.add(deviation, epsilon));
      return { x: tf.sub(variable.x, step), mean, square };
    });
    tf.dispose([variable.x, variable.mean, variable.square]);
    return { ...next, size: variable.size };
  });
}

/** Styles and picture of variables that were read. */
async function describe(
  model: Model,
  goal: Goal,
  values: Float32Array,
  { space, hasNoise }: RefineOptions,
): Promise<Pick<Refinement, 'styles' | 'picture'>> {
  const { layerCount, latentSize } = model.architecture;
  const codeLength = space === 'W' ? latentSize : 2 * layerCount * latentSize;
  const code = values.slice(0, codeLength);
  const styles = space === 'W' ? repeatW(code, layerCount) : new Float32Array(code);
  const varied = hasNoise ? tf.tidy(() => splitPlanes(model, tf.tensor1d(values.slice(codeLength)))) : [];
  const picture = await generateImage(model, styles, { noise: hasNoise ? varied : goal.noise });
  tf.dispose(varied);
  return { styles, picture };
}
