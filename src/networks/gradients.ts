import * as tf from '@tensorflow/tfjs-core';

/**
 * tfjs's own gradients of these kernels either cannot be differentiated again (the R1 penalty needs second
 * derivatives), give wrong second derivatives because they save their output, or are slow or missing on wasm. The ones
 * registered here are made of the same forward kernels, so they can be differentiated any number of times and run as
 * fast as the forward pass.
 *
 * Call once before differentiating, after tfjs has registered its own gradients.
 */
export function registerGradients(): void {
  for (const config of GRADIENTS) tf.registerGradient(config);
}

/** What tfjs notes of a convolution, and a mark that its backends pass over. */
export interface MarkedConv2DAttrs extends tf.Conv2DAttrs {
  /** Set where the convolution is the gradient of a kernel, for whoever computes such a one in another way. */
  readonly isKernelGradient?: boolean;
}

const only4d = (tensor: tf.Tensor | undefined) => tensor as tf.Tensor4D;

/** A convolution kernel [h, w, in, out] turned by 180°. */
const rotate = (filter: tf.Tensor4D): tf.Tensor4D => tf.reverse(filter, [0, 1]);

/** Whether feature maps [N, H, W, C] have twice the height and width of others. */
const isDouble = (large: readonly number[], small: readonly number[]): boolean =>
  large[1] === 2 * small[1]! && large[2] === 2 * small[2]!;

/**
 * Sums a gradient down to the shape of an input that was broadcast. One axis at a time: the sum of a whole feature map in
 * 32-bit floats, term after term, would lose three digits where terms cancel, as they do before an instance norm.
 */
function sumTo(gradient: tf.Tensor, shape: readonly number[]): tf.Tensor {
  return tf.tidy(() => {
    const offset = gradient.rank - shape.length;
    let sum = gradient;
    for (let axis = gradient.rank - 1; axis >= 0; axis--) {
      const isBroadcast = axis < offset || (shape[axis - offset] === 1 && gradient.shape[axis] !== 1);
      if (isBroadcast) sum = tf.sum(sum, axis, true);
    }
    return tf.reshape(sum, [...shape]);
  });
}

/** `tf.conv2d` of stride 1 that says whether it is the gradient of a kernel: [N, H, W, in], [h, w, in, out] → [N, H', W', out]. */
function markedConv2d(x: tf.Tensor4D, filter: tf.Tensor4D, pad: number, isKernelGradient: boolean): tf.Tensor4D {
  const attrs: MarkedConv2DAttrs = { strides: 1, pad, dataFormat: 'NHWC', dilations: 1, isKernelGradient };
  return tf.engine().runKernel(tf.Conv2D, { x, filter }, attrs as unknown as tf.NamedAttrMap);
}

const GRADIENTS: readonly tf.GradConfig[] = [
  {
    kernelName: tf.Conv2D,
    inputsToSave: ['x', 'filter'],
    gradFunc: (dyOrList, [savedX, savedFilter], attrs) => {
      const { strides, pad, dilations, isKernelGradient = false } = attrs as unknown as MarkedConv2DAttrs;
      const isPlain = [strides, dilations].flat().every((n) => n === 1);
      if (!isPlain || typeof pad !== 'number') {
        throw new Error('Only convolutions of stride 1 with a numeric padding can be differentiated.');
      }
      const [dy, x, filter] = [dyOrList as tf.Tensor4D, only4d(savedX), only4d(savedFilter)];
      return {
        // The transposed convolution, as a convolution with the turned kernel.
        x: () => {
          const [height, width] = filter.shape;
          if (height !== width) throw new Error('Only convolutions with square kernels can be differentiated.');
          return tf.conv2d(dy, tf.transpose(rotate(filter), [0, 1, 3, 2]), 1, height - 1 - pad);
        },
        // The batch is what the kernel's gradient sums over: it takes the place of the input channels. Done twice, this
        // is a convolution of images again.
        filter: () => {
          const images = tf.transpose(x, [3, 1, 2, 0]);
          const kernels = tf.transpose(dy, [1, 2, 0, 3]);
          return tf.transpose(markedConv2d(images, kernels, pad, !isKernelGradient), [1, 2, 0, 3]);
        },
      };
    },
  },
  {
    kernelName: tf.DepthwiseConv2dNative,
    inputsToSave: ['x', 'filter'],
    gradFunc: (dy, [, filter]) => ({
      x: () => tf.depthwiseConv2d(dy as tf.Tensor4D, rotate(only4d(filter)), 1, 'same'),
      filter: () => {
        throw new Error('The blur kernel is a constant: it has no gradient.');
      },
    }),
  },
  {
    kernelName: tf.BatchMatMul,
    inputsToSave: ['a', 'b'],
    gradFunc: (dyOrList, [a, b], attrs) => {
      const { transposeA, transposeB } = attrs as unknown as tf.BatchMatMulAttrs;
      if (transposeA || transposeB) throw new Error('Only plain matrix products can be differentiated.');
      const dy = dyOrList as tf.Tensor3D;
      const swap = (m: tf.Tensor | undefined) => {
        const axes = [...(m as tf.Tensor).shape.keys()];
        return tf.transpose(m as tf.Tensor3D, [...axes.slice(0, -2), ...axes.slice(-2).reverse()]);
      };
      return { a: () => tf.matMul(dy, swap(b)), b: () => tf.matMul(swap(a), dy) };
    },
  },
  {
    kernelName: tf.Add,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, [a, b]) => ({
      a: () => sumTo(dy as tf.Tensor, a!.shape),
      b: () => sumTo(dy as tf.Tensor, b!.shape),
    }),
  },
  {
    kernelName: tf.Multiply,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, [a, b]) => ({
      a: () => sumTo(tf.mul(dy as tf.Tensor, b!), a!.shape),
      b: () => sumTo(tf.mul(dy as tf.Tensor, a!), b!.shape),
    }),
  },
  {
    kernelName: tf.ResizeNearestNeighbor,
    inputsToSave: ['images'],
    gradFunc: (dyOrList, [images]) => {
      const dy = dyOrList as tf.Tensor4D;
      if (!isDouble(dy.shape, images!.shape)) throw new Error('Only doubling can be differentiated.');
      return { images: () => tf.mul(tf.avgPool(dy, 2, 2, 'valid'), 4) };
    },
  },
  {
    kernelName: tf.AvgPool,
    inputsToSave: ['x'],
    gradFunc: (dyOrList, [x], attrs) => {
      const dy = dyOrList as tf.Tensor4D;
      const { filterSize, strides } = attrs as unknown as tf.AvgPoolAttrs;
      if ([filterSize, strides].flat().some((n) => n !== 2) || !isDouble(x!.shape, dy.shape)) {
        throw new Error('Only means of 2x2 pixels that halve the size can be differentiated.');
      }
      const size: [number, number] = [2 * dy.shape[1], 2 * dy.shape[2]];
      return { x: () => tf.image.resizeNearestNeighbor(tf.mul(dy, 0.25), size) };
    },
  },
  {
    kernelName: tf.LeakyRelu,
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => {
      const { alpha } = attrs as unknown as tf.LeakyReluAttrs;
      return { x: () => tf.mul(dy as tf.Tensor, tf.step(x as tf.Tensor, alpha)) };
    },
  },
  {
    kernelName: tf.Rsqrt, // tfjs's own takes a general power, which is slow
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => {
      const y = () => tf.rsqrt(x as tf.Tensor);
      return { x: () => tf.mul(tf.mul(dy as tf.Tensor, -0.5), tf.mul(y(), tf.square(y()))) };
    },
  },
  {
    kernelName: tf.Sigmoid,
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => {
      const y = () => tf.sigmoid(x as tf.Tensor);
      return { x: () => tf.mul(dy as tf.Tensor, tf.mul(y(), tf.sub(1, y()))) };
    },
  },
  {
    kernelName: tf.Exp,
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({ x: () => tf.mul(dy as tf.Tensor, tf.exp(x as tf.Tensor)) }),
  },
];
