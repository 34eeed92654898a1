import * as tf from '@tensorflow/tfjs-core';
import type { Growth } from './ops.ts';

/** Growth, by default all blocks, wholly faded in; and what feeds and watches G's blocks. */
export interface GenerateOptions extends Partial<Growth> {
  /**
   * One plane [N or 1, r, r, 1] per noise input, two per block: StyleGAN2's coarsest block, which has one convolution, passes over
   * the first. Default: none, which is the noise-free mode.
   */
  readonly noise?: readonly tf.Tensor4D[];
  /** Features to go on from, in the place of the learned constant: those of a block before `lod`. */
  readonly from?: BlockFeatures | undefined;
  /** Is shown every block's features as they come. They last as long as the call, unless they are kept. */
  readonly onFeatures?: (features: BlockFeatures) => void;
}

/** What block `block` puts out [N, r, r, c]: a function of its own styles, of those of coarser blocks, and of noise. */
export interface BlockFeatures {
  readonly block: number;
  readonly x: tf.Tensor4D;
  /** Of StyleGAN2: the picture that the coarser blocks have made together, of half as many pixels; block 0 has none. */
  readonly coarser?: tf.Tensor4D | undefined;
}

/** One style of every image: [N, 2L, S] → [N, S]. */
export function styleCode(styles: tf.Tensor3D, index: number): tf.Tensor2D {
  return tf.reshape(tf.slice(styles, [0, index, 0], [-1, 1, -1]), [styles.shape[0], styles.shape[2]]);
}
