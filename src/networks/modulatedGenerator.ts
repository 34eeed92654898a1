import * as tf from '@tensorflow/tfjs-core';
import { type GenerateOptions, styleCode } from './generation.ts';
import { blur, conv1x1, conv3x3, dense, isFading, leakyRelu, upsample, upsampleConv } from './ops.ts';
import { type Model, type Params, param } from './params.ts';

const DEMODULATION_EPSILON = 1e-8;
/** What brings features back to variance 1 after a leaky ReLU. */
const ACTIVATION_GAIN = Math.SQRT2;

/**
 * StyleGAN2's G: styles → image. What StyleGAN does to features, a style here does to the convolution's weights (Karras et al. 2020,
 * §2), and the image is the sum of what every block adds to that of the coarser ones, doubled (§4.1, "skip connections"). Styles are
 * counted by convolutions, of which block 0 has one: block i takes 2i - 1 and 2i, and its colours 2i + 1.
 * @param styles [N, 2L, S], coarsest first
 * @returns images [N, r, r, channels], about [-1, 1], not clipped
 */
export function generateModulated(
  { architecture, params }: Model,
  styles: tf.Tensor3D,
  { lod = architecture.layerCount - 1, blend = 1, noise = [], from, onFeatures }: GenerateOptions = {},
): tf.Tensor4D {
  return tf.tidy(() => {
    let x = from?.x ?? param<tf.Tensor4D>(params, 'G/constant');
    let image = from?.coarser;
    for (let block = from?.block ?? 0; block <= lod; block++) {
      if (block !== from?.block) {
        x = modulatedBlock(params, block, x, styles, noise);
        onFeatures?.({ block, x, coarser: image });
      }
      const colours = toRgb(params, block, x, styleCode(styles, 2 * block + 1));
      // A new block shows by its colours alone: the picture below them is the one that was there before it.
      const shown = block === lod && isFading(lod, blend) ? tf.mul<tf.Tensor4D>(colours, blend) : colours;
      image = image ? tf.add<tf.Tensor4D>(doubled(image), shown) : shown;
    }
    return image as tf.Tensor4D;
  });
}

/** Block 0 convolves the constant once; the others double the size in a first convolution. */
function modulatedBlock(
  params: Params,
  block: number,
  x: tf.Tensor4D,
  styles: tf.Tensor3D,
  noise: readonly tf.Tensor4D[],
): tf.Tensor4D {
  return tf.tidy(() => {
    const half = (index: 1 | 2, input: tf.Tensor4D) => {
      const scope = `G/block${block}`;
      const code = styleCode(styles, 2 * block + index - 2);
      const plane = noise[2 * block + index - 1];
      return modulatedConv(params, scope, index, input, code, plane);
    };
    return half(2, block === 0 ? x : half(1, x));
  });
}

/**
 * One convolution of a block, the first of which doubles the size: the weights scaled by the style for each channel that comes in,
 * then by `1 / √(Σ weights² + ε)` for each that goes out (§2.2); noise, bias and leaky ReLU after it. The scales are applied to the
 * channels instead, which comes to the same, so that one convolution serves a batch of many styles.
 * @param code this convolution's style [N, S]
 * @param plane noise [N or 1, r, r, 1]; none adds nothing
 */
function modulatedConv(
  params: Params,
  block: string,
  index: 1 | 2,
  x: tf.Tensor4D,
  code: tf.Tensor2D,
  plane: tf.Tensor4D | undefined,
): tf.Tensor4D {
  return tf.tidy(() => {
    const scope = `${block}/conv${index}`;
    const scales = dense(params, `${block}/style${index}`, code);
    const squares = tf.sum<tf.Tensor2D>(tf.square(param<tf.Tensor4D>(params, `${scope}/weight`)), [0, 1]);
    const sizes = tf.rsqrt(tf.add(tf.matMul(tf.square(scales), squares), DEMODULATION_EPSILON));
    const convolve = index === 1 ? doublingConv : conv3x3;
    const features = tf.tidy(() => convolve(params, scope, tf.mul(x, perChannel(scales))));
    // The gain goes to what is small: leaky ReLU of g·x is g times that of x.
    const gained = (t: tf.Tensor) => tf.mul(t, ACTIVATION_GAIN);
    const scaled = tf.mul(features, perChannel(gained(sizes)));
    const noisy = plane ? tf.add(scaled, tf.mul(plane, gained(param(params, `${block}/noise${index}`)))) : scaled;
    return leakyRelu(tf.add<tf.Tensor4D>(noisy, gained(param(params, `${block}/bias${index}`))));
  });
}

/** Features → what they add to the image: a 1x1 convolution whose weights the style scales, without the division. */
function toRgb(params: Params, block: number, x: tf.Tensor4D, code: tf.Tensor2D): tf.Tensor4D {
  return tf.tidy(() => {
    const modulated = tf.mul<tf.Tensor4D>(x, perChannel(dense(params, `G/toRgbStyle${block}`, code)));
    return conv1x1(params, `G/toRgb${block}`, modulated);
  });
}

/** Doubles an image or feature map with the filter [1, 3, 3, 1] ⊗ [1, 3, 3, 1] / 16: doubled pixels, smoothed. */
const doubled = (x: tf.Tensor4D): tf.Tensor4D => tf.tidy(() => blur(upsample(x)));

/**
 * Doubles with the same filter, then convolves 3x3: [N, H, W, in] → [N, 2H, 2W, out]. The other way round comes to the same and is
 * cheaper, if the line beyond the border is there that the smoothing still sees.
 */
function doublingConv(params: Params, scope: string, x: tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() => {
    const smooth = blur(upsampleConv(params, scope, x, 1));
    return tf.slice(smooth, [0, 1, 1, 0], [-1, 2 * x.shape[1], 2 * x.shape[2], -1]);
  });
}

/** [N, C] → [N, 1, 1, C] */
const perChannel = (x: tf.Tensor): tf.Tensor4D => tf.reshape(x, [x.shape[0]!, 1, 1, x.shape[1]!]);
