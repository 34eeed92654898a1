import * as tf from '@tensorflow/tfjs-core';
import type { MarkedConv2DAttrs } from '../../src/networks/gradients.ts';
import { CHANNELS_FIRST, KERNEL_ORDER } from './dataOrder.ts';
import type { ValueName } from './graph.ts';
import type { Kernel, Traced, Tracer } from './tracer.ts';

/** Data order of the kernels of depthwise convolutions: [C, 1, h, w] out of [h, w, C, 1]. */
const DEPTHWISE_KERNEL_ORDER = [2, 3, 0, 1];

/** Graph operations for the kernels of tfjs that look at feature maps [N, H, W, C] through a window, or resize them. */
export const WINDOW_KERNELS: Readonly<Record<string, Kernel>> = {
  [tf.Conv2D]: (tracer, [x, filter], attrs) => {
    const { strides, dilations, pad, dataFormat, isKernelGradient } = attrs as unknown as MarkedConv2DAttrs;
    checkChannelsLast(dataFormat);
    if (isKernelGradient) return kernelGradient(tracer, x!, filter!, pad as number);
    const window = tf.backend_util.computeConv2DInfo(lengths(x!), lengths(filter!), strides, dilations, pad);
    checkPadding(window, pad);
    return convolution(tracer, x!, filter!, window, { filterOrder: KERNEL_ORDER, group: 1 });
  },
  [tf.DepthwiseConv2dNative]: (tracer, [x, filter], attrs) => {
    const { strides, dilations, pad, dataFormat } = attrs as unknown as tf.DepthwiseConv2dNativeAttrs;
    checkChannelsLast(dataFormat);
    if (filter!.shape[3] !== 1) throw new Error('Only depthwise convolutions with one kernel a channel are traced.');
    const window = tf.backend_util.computeConv2DInfo(
      lengths(x!),
      lengths(filter!),
      strides,
      dilations,
      pad as MarkedConv2DAttrs['pad'],
      undefined,
      true,
    );
    checkPadding(window, pad);
    return convolution(tracer, x!, filter!, window, { filterOrder: DEPTHWISE_KERNEL_ORDER, group: x!.shape[3]! });
  },
  [tf.MaxPool]: pool('MaxPool'),
  [tf.AvgPool]: pool('AveragePool'), // like tfjs, ONNX leaves the padding out of the mean

  [tf.ResizeNearestNeighbor]: (tracer, [input], { size, alignCorners, halfPixelCenters }) => {
    const [n, h, w, channels] = lengths(input!);
    const [height, width] = size as [number, number];
    if (alignCorners || halfPixelCenters || height % h !== 0 || width % w !== 0) {
      throw new Error('Only repeating pixels a whole number of times is traced.');
    }
    // Factors, not lengths: among those is the batch size, which may be left open.
    const factors = tracer.graph.floats([1, 1, height / h, width / w], [4]);
    return resized(tracer, input!, ['', factors], [n, height, width, channels], {
      mode: 'nearest',
      coordinate_transformation_mode: 'asymmetric',
      nearest_mode: 'floor',
    });
  },
  [tf.ResizeBilinear]: (tracer, [input], { size, halfPixelCenters, alignCorners }) => {
    if (!halfPixelCenters || alignCorners) throw new Error('Only resizing between pixel centres is traced.');
    const [n, , , channels] = lengths(input!);
    const [height, width] = size as [number, number];
    const sizes = tracer.graph.integers([n, channels, height, width]);
    return resized(tracer, input!, ['', '', sizes], [n, height, width, channels], {
      mode: 'linear',
      coordinate_transformation_mode: 'half_pixel',
    });
  },
};

/** Where a window lies on a feature map, as tfjs works it out. */
type Window = ReturnType<typeof tf.backend_util.computePool2DInfo>;

const lengths = ({ shape }: Traced) => shape as [number, number, number, number];

function checkChannelsLast(dataFormat: string): void {
  if (dataFormat !== 'NHWC') throw new Error('Only feature maps in the order NHWC are traced.');
}

/** Given a number, tfjs works out the width with the window's height: the two must be alike. */
function checkPadding(window: Window, pad: unknown): void {
  const isSquare = window.filterHeight === window.filterWidth && window.strideHeight === window.strideWidth;
  if (typeof pad === 'number' && !isSquare) throw new Error('A padding that is a number is traced for square windows.');
}

const windowAttributes = ({ padInfo, ...window }: Window) => ({
  kernel_shape: [window.filterHeight, window.filterWidth],
  strides: [window.strideHeight, window.strideWidth],
  pads: [padInfo.top, padInfo.left, padInfo.bottom, padInfo.right],
});

const featureMap = (name: ValueName, shape: readonly number[]): Traced => ({
  name,
  shape,
  order: CHANNELS_FIRST,
  stored: shape,
});

function convolution(
  tracer: Tracer,
  input: Traced,
  filter: Traced,
  window: Window,
  { filterOrder, group }: { readonly filterOrder: readonly number[]; readonly group: number },
): Traced {
  const x = tracer.inOrder(tracer.full(input), CHANNELS_FIRST);
  const kernel = tracer.inOrder(tracer.full(filter), filterOrder);
  const dilations = [window.dilationHeight, window.dilationWidth];
  const name = tracer.graph.node('Conv', [x.name, kernel.name], { ...windowAttributes(window), dilations, group });
  return featureMap(name, window.outShape);
}

function pool(op: 'MaxPool' | 'AveragePool'): Kernel {
  return (tracer, [input], attrs) => {
    const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as tf.AvgPoolAttrs;
    const x = tracer.inOrder(tracer.full(input!), CHANNELS_FIRST);
    const window = tf.backend_util.computePool2DInfo(lengths(x), filterSize, strides, 1, pad, dimRoundingMode);
    checkPadding(window, pad);
    return featureMap(tracer.graph.node(op, [x.name], windowAttributes(window)), window.outShape);
  };
}

function resized(
  tracer: Tracer,
  input: Traced,
  target: readonly ValueName[],
  shape: readonly number[],
  attributes: Readonly<Record<string, string>>,
): Traced {
  const x = tracer.inOrder(tracer.full(input), CHANNELS_FIRST);
  return featureMap(tracer.graph.node('Resize', [x.name, ...target], attributes), shape);
}

/**
 * The gradient of a kernel, which src/networks/gradients.ts writes as the convolution of x as [C, H, W, N] with dy as
 * [H, W, N, K], and marks. As a Conv it would be slow. Here it is products of matrices that sum over all N · H · W positions, `dW[a, b] = Σ x[i + a, j + b] · dy[i, j]`.
 * Shifting x sideways by b and dy downwards by a takes 3 + 3 copies for a 3x3 kernel, where shifting x alone takes 9.
 */
function kernelGradient(tracer: Tracer, x: Traced, dy: Traced, pad: number): Traced {
  const { graph } = tracer;
  const [c, h, w, n] = x.shape as [number, number, number, number];
  const [dyH, dyW, , k] = dy.shape as [number, number, number, number];
  const [height, kh, kw] = [h + 2 * pad, h + 2 * pad - dyH + 1, w + 2 * pad - dyW + 1];
  const shifts = (value: ValueName, count: number, padsOf: (shift: number) => Pads) =>
    Array.from({ length: count }, (_, shift) => padded(graph, value, padsOf(shift)));
  const matrix = (values: readonly ValueName[], rows: number) => {
    const stacked = values.length === 1 ? values[0]! : graph.node('Concat', values, { axis: 0 });
    return graph.node('Reshape', [stacked, graph.integers([values.length * rows, n * height * dyW])]);
  };
  const images = shifts(tracer.inOrder(tracer.full(x), [0, 3, 1, 2]).name, kw, (b) => ({
    top: pad,
    bottom: pad,
    left: pad - b,
    right: dyW + b - pad - w,
  }));
  const gradients = shifts(tracer.inOrder(tracer.full(dy), [3, 2, 0, 1]).name, kh, (a) => ({
    top: a,
    bottom: kh - 1 - a,
    left: 0,
    right: 0,
  }));
  const sums = (left: ValueName, right: ValueName) => graph.node('Gemm', [left, right], { transB: 1 });
  const joined = (products: readonly ValueName[], shape: readonly number[]) =>
    graph.node('Reshape', [graph.node('Concat', products, { axis: 0 }), graph.integers(shape)]);
  const shape = [c, kh, kw, k]; // as tfjs expects
  // The narrower side is stacked: one product then serves all of its shifts.
  if (c <= k) {
    const left = matrix(images, c);
    const products = gradients.map((gradient) => sums(left, matrix([gradient], k)));
    return { name: joined(products, [kh, kw, c, k]), shape, order: [1, 2, 0, 3], stored: shape };
  }
  const right = matrix(gradients, k);
  const products = images.map((image) => sums(matrix([image], c), right));
  return { name: joined(products, [kw, c, kh, k]), shape, order: [2, 0, 1, 3], stored: shape };
}

interface Pads {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Feature maps [·, ·, H, W] with zeros around them; negative numbers cut off. */
function padded(graph: Tracer['graph'], value: ValueName, { top, bottom, left, right }: Pads): ValueName {
  if (top === 0 && bottom === 0 && left === 0 && right === 0) return value;
  return graph.node('Pad', [value, graph.integers([0, 0, top, left, 0, 0, bottom, right])]);
}
