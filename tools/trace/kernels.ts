import * as tf from '@tensorflow/tfjs-core';
import type { ValueName } from './graph.ts';
import type { Kernel, Traced, Tracer } from './tracer.ts';

/** Data order of feature maps for ONNX's convolutions: NCHW out of NHWC. */
export const CHANNELS_FIRST = [0, 3, 1, 2];
/** Data order of their kernels: [out, in, h, w] out of [h, w, in, out]. */
export const KERNEL_ORDER = [3, 2, 0, 1];
/** Data order of a weight of this shape: convolution kernels lie as ONNX wants them, everything else as tfjs does. */
export const orderOf = (shape: readonly number[]): readonly number[] =>
  shape.length === 4 ? KERNEL_ORDER : [...shape.keys()];
/** No network has a larger kernel: a larger one is the gradient of a kernel, written as a convolution. */
const LARGEST_KERNEL = 3;

/** Takes every positive number that is not denormal beyond 1. */
const STEEP = 2 ** 126;

const product = (numbers: readonly number[]) => numbers.reduce((a, b) => a * b, 1);
const sameNumbers = (a: readonly number[], b: readonly number[]) => a.join() === b.join();

/** Graph operations for the kernels of tfjs that the networks, their losses and all gradients use. */
export const TRACE_KERNELS: Readonly<Record<string, Kernel>> = {
  [tf.Add]: binary('Add', (a, b) => a + b, { neutralRight: 0, neutralLeft: 0 }),
  [tf.Sub]: binary('Sub', (a, b) => a - b, { neutralRight: 0 }),
  [tf.Multiply]: binary('Mul', (a, b) => a * b, { neutralRight: 1, neutralLeft: 1, absorbing: 0 }),
  [tf.RealDiv]: binary('Div', (a, b) => a / b, { neutralRight: 1 }),

  [tf.Neg]: unary((g, x) => g.node('Neg', [x])),
  [tf.Sqrt]: unary((g, x) => g.node('Sqrt', [x])),
  [tf.Rsqrt]: unary((g, x) => g.node('Reciprocal', [g.node('Sqrt', [x])])),
  [tf.Square]: unary((g, x) => g.node('Mul', [x, x])),
  [tf.Exp]: unary((g, x) => g.node('Exp', [x])),
  [tf.Sigmoid]: unary((g, x) => g.node('Sigmoid', [x])),
  [tf.Softplus]: unary((g, x) => g.node('Softplus', [x])),
  [tf.LeakyRelu]: unary((g, x, { alpha }) => g.node('LeakyRelu', [x], { alpha: alpha as number })),
  // A steep line, cut off at both ends: several times as fast as Where.
  [tf.Step]: unary((g, x, { alpha }) =>
    g.node('Clip', [g.node('Mul', [x, g.scalar(STEEP)]), g.scalar(alpha as number), g.scalar(1)]),
  ),

  [tf.Identity]: (_, [x]) => x!,
  [tf.Cast]: (_, [x]) => x!,
  [tf.ZerosLike]: (tracer, [x]) => tracer.filled(0, x!.shape),
  [tf.OnesLike]: (tracer, [x]) => tracer.filled(1, x!.shape),
  [tf.Fill]: (tracer, _, { shape, value }) => tracer.filled(value as number, shape as number[]),

  [tf.Reshape]: (tracer, [x], { shape }) => reshape(tracer, x!, resolveShape(shape as number[], x!.shape)),
  [tf.ExpandDims]: (tracer, [x], { dim }) => {
    const shape = [...x!.shape];
    shape.splice((dim as number) < 0 ? shape.length + 1 + (dim as number) : (dim as number), 0, 1);
    return reshape(tracer, x!, shape);
  },
  [tf.Transpose]: (_, [x], { perm }) => transpose(x!, perm as number[]),
  [tf.Reverse]: (tracer, [x], { dims }) => {
    const axes = (dims as number[]).filter((axis) => x!.stored[axis] !== 1);
    const at = axes.map((axis) => x!.order.indexOf(axis));
    const each = (n: number) => tracer.graph.integers(axes.map(() => n));
    return tracer.computed(
      tracer.graph.node('Slice', [x!.name, each(-1), each(-(2 ** 31)), tracer.graph.integers(at), each(-1)]),
      x!,
    );
  },
  [tf.Slice]: (tracer, [x], { begin, size }) => slice(tracer, x!, begin as number[], size as number[]),
  [tf.SplitV]: (tracer, [x], { numOrSizeSplits, axis }) => {
    const length = x!.shape[axis as number]!;
    const sizes = Array.isArray(numOrSizeSplits)
      ? (numOrSizeSplits as number[])
      : Array<number>(numOrSizeSplits as number).fill(length / (numOrSizeSplits as number));
    let start = 0;
    return sizes.map((size) => {
      const begin = x!.shape.map((_, i) => (i === axis ? start : 0));
      start += size;
      return slice(
        tracer,
        x!,
        begin,
        x!.shape.map((n, i) => (i === axis ? size : n)),
      );
    });
  },
  [tf.Concat]: (tracer, inputs, { axis }) => {
    const [first] = inputs as readonly [Traced];
    const parts = inputs.map((input) => tracer.inOrder(tracer.full(input), first.order));
    const shape = first.shape.map((n, i) => (i === axis ? inputs.reduce((sum, input) => sum + input.shape[i]!, 0) : n));
    const at = first.order.indexOf(axis as number);
    const name = tracer.graph.node(
      'Concat',
      parts.map((part) => part.name),
      { axis: at },
    );
    return { name, shape, order: first.order, stored: shape };
  },
  [tf.PadV2]: (tracer, [input], { paddings, constantValue }) => {
    const x = tracer.full(input!);
    const pads = paddings as [number, number][];
    const sides = [0, 1].flatMap((side) => x.order.map((axis) => pads[axis]![side]!));
    const value = tracer.graph.scalar(constantValue as number);
    const name = tracer.graph.node('Pad', [x.name, tracer.graph.integers(sides), value]);
    const shape = x.shape.map((n, i) => n + pads[i]![0] + pads[i]![1]);
    return { name, shape, order: x.order, stored: shape };
  },
  [tf.Tile]: (tracer, [x], { reps }) => tile(tracer, x!, reps as number[]),

  [tf.Sum]: (tracer, [x], { axis, keepDims }) =>
    reduce(tracer, x!, axis as number | number[], keepDims === true, 'ReduceSum'),
  [tf.Mean]: (tracer, [x], { axis, keepDims }) =>
    reduce(tracer, x!, axis as number | number[], keepDims === true, 'ReduceMean'),

  [tf.BatchMatMul]: (tracer, [a, b], { transposeA, transposeB }) => {
    if (transposeA || transposeB || a!.shape.length !== 2)
      throw new Error('Only plain products of matrices are traced.');
    const [left, right] = [tracer.full(a!), tracer.full(b!)];
    const name = tracer.graph.node('Gemm', [left.name, right.name], {
      transA: left.order[0]!,
      transB: right.order[0]!,
    });
    const shape = [a!.shape[0]!, b!.shape[1]!];
    return { name, shape, order: [0, 1], stored: shape };
  },
  [tf.Conv2D]: (tracer, [x, filter], { pad }) =>
    filter!.shape[0]! > LARGEST_KERNEL
      ? kernelGradient(tracer, x!, filter!, pad as number)
      : convolution(tracer, x!, filter!, KERNEL_ORDER, pad as number, 1),
  [tf.DepthwiseConv2dNative]: (tracer, [x, filter]) => {
    // [h, w, C, 1] → [C, 1, h, w]
    const output = convolution(tracer, x!, filter!, [2, 3, 0, 1], 1, x!.shape[3]!);
    return { ...output, shape: x!.shape, stored: x!.shape };
  },
  [tf.ResizeNearestNeighbor]: (tracer, [input], { size }) => {
    const x = tracer.inOrder(tracer.full(input!), CHANNELS_FIRST);
    const [height, width] = size as [number, number];
    const scales = tracer.graph.floats([1, 1, height / x.shape[1]!, width / x.shape[2]!], [4]);
    const name = tracer.graph.node('Resize', [x.name, '', scales], {
      mode: 'nearest',
      coordinate_transformation_mode: 'asymmetric',
      nearest_mode: 'floor',
    });
    const shape = [x.shape[0]!, height, width, x.shape[3]!];
    return { name, shape, order: CHANNELS_FIRST, stored: shape };
  },
  [tf.AvgPool]: (tracer, [input], { filterSize, strides }) => {
    const x = tracer.inOrder(tracer.full(input!), CHANNELS_FIRST);
    const pair = (n: unknown) => [n, n].flat().slice(0, 2) as number[];
    const name = tracer.graph.node('AveragePool', [x.name], { kernel_shape: pair(filterSize), strides: pair(strides) });
    const [vertical, horizontal] = pair(strides) as [number, number];
    const shape = [x.shape[0]!, x.shape[1]! / vertical, x.shape[2]! / horizontal, x.shape[3]!];
    return { name, shape, order: CHANNELS_FIRST, stored: shape };
  },
};

interface Neutral {
  /** x ∘ n = x */
  readonly neutralRight?: number;
  /** n ∘ x = x */
  readonly neutralLeft?: number;
  /** x ∘ n = n ∘ x = n */
  readonly absorbing?: number;
}

/** An operation on two tensors that broadcast against each other; constants are folded. */
function binary(
  op: string,
  fold: (a: number, b: number) => number,
  { neutralRight, neutralLeft, absorbing }: Neutral,
): Kernel {
  return (tracer, [a, b]) => {
    const [left, right] = [a!, b!];
    const shape = tf.broadcast_util.assertAndGetBroadcastShape([...left.shape], [...right.shape]);
    if (left.fill !== undefined && right.fill !== undefined) return tracer.filled(fold(left.fill, right.fill), shape);
    if (absorbing !== undefined && (left.fill === absorbing || right.fill === absorbing))
      return tracer.filled(absorbing, shape);
    if (right.fill !== undefined && right.fill === neutralRight) return broadcastTo(tracer, left, shape);
    if (left.fill !== undefined && left.fill === neutralLeft) return broadcastTo(tracer, right, shape);

    // The larger one keeps its data order, the other adapts.
    const operands = [broadcastTo(tracer, left, shape), broadcastTo(tracer, right, shape)];
    const [reference] = operands.toSorted((p, q) => storedSize(q) - storedSize(p)) as [Traced];
    const names = operands.map((operand) => tracer.inOrder(operand, reference.order).name);
    const stored = shape.map((_, axis) => Math.max(...operands.map((operand) => operand.stored[axis]!)));
    return { name: tracer.graph.node(op, names), shape, order: reference.order, stored };
  };
}

const storedSize = (value: Traced) => (value.fill === undefined ? product(value.stored) : 0);

/** The value seen as a tensor of the larger shape; nothing is copied. */
function broadcastTo(tracer: Tracer, value: Traced, shape: readonly number[]): Traced {
  if (value.fill !== undefined) return tracer.filled(value.fill, shape);
  const missing = shape.length - value.shape.length;
  const padded = missing > 0 ? reshape(tracer, value, [...Array<number>(missing).fill(1), ...value.shape]) : value;
  return { ...padded, shape };
}

function unary(make: (graph: Tracer['graph'], x: ValueName, attrs: tf.NamedAttrMap) => ValueName): Kernel {
  return (tracer, [x], attrs) => {
    const input = x!.fill === undefined ? x! : tracer.full(x!);
    return tracer.computed(make(tracer.graph, input.name, attrs), input);
  };
}

function resolveShape(shape: readonly number[], from: readonly number[]): number[] {
  const known = product(shape.filter((n) => n !== -1));
  return shape.map((n) => (n === -1 ? product(from) / known : n));
}

/** Reshapes. Where only axes of length 1 come or go, the data order is kept. */
function reshape(tracer: Tracer, x: Traced, shape: readonly number[]): Traced {
  if (x.fill !== undefined) return tracer.filled(x.fill, shape);
  const longAxes = (lengths: readonly number[]) => [...lengths.keys()].filter((axis) => lengths[axis] !== 1);
  const [oldLong, newLong] = [longAxes(x.shape), longAxes(shape)];
  if (
    !sameNumbers(
      oldLong.map((axis) => x.shape[axis]!),
      newLong.map((axis) => shape[axis]!),
    )
  ) {
    const name = tracer.graph.node('Reshape', [tracer.plain(x).name, tracer.graph.integers(shape)]);
    return { name, shape, order: [...shape.keys()], stored: shape };
  }
  const stored = shape.map((n, axis) => (n === 1 ? 1 : x.stored[oldLong[newLong.indexOf(axis)]!]!));
  const unitAxes = [...shape.keys()].filter((axis) => shape[axis] === 1);
  const keptOrder = x.order.filter((axis) => x.shape[axis] !== 1).map((axis) => newLong[oldLong.indexOf(axis)]!);
  const order = [...unitAxes, ...keptOrder];
  const physical = order.map((axis) => stored[axis]!);
  const isSame = sameNumbers(
    physical,
    x.order.map((axis) => x.stored[axis]!),
  );
  const name = isSame ? x.name : tracer.graph.node('Reshape', [x.name, tracer.graph.integers(physical)]);
  return { name, shape, order, stored };
}

/** Only notes that the axes have other places now. */
function transpose(x: Traced, perm: readonly number[]): Traced {
  return {
    ...x,
    shape: perm.map((axis) => x.shape[axis]!),
    stored: perm.map((axis) => x.stored[axis]!),
    order: x.order.map((axis) => perm.indexOf(axis)),
  };
}

function slice(tracer: Tracer, x: Traced, begin: readonly number[], size: readonly number[]): Traced {
  const shape = size.map((n, axis) => (n === -1 ? x.shape[axis]! - begin[axis]! : n));
  if (x.fill !== undefined) return tracer.filled(x.fill, shape);
  const axes = [...shape.keys()].filter((axis) => shape[axis] !== x.shape[axis] && x.stored[axis] !== 1);
  const stored = shape.map((n, axis) => (x.stored[axis] === 1 ? 1 : n));
  if (axes.length === 0) return { ...x, shape, stored };
  const { graph } = tracer;
  const name = graph.node('Slice', [
    x.name,
    graph.integers(axes.map((axis) => begin[axis]!)),
    graph.integers(axes.map((axis) => begin[axis]! + shape[axis]!)),
    graph.integers(axes.map((axis) => x.order.indexOf(axis))),
  ]);
  return { name, shape, order: x.order, stored };
}

/** Repeats. An axis of length 1 is only noted to be longer. */
function tile(tracer: Tracer, x: Traced, reps: readonly number[]): Traced {
  const shape = x.shape.map((n, axis) => n * reps[axis]!);
  if (x.fill !== undefined) return tracer.filled(x.fill, shape);
  const counts = x.stored.map((n, axis) => (n === 1 ? 1 : reps[axis]!));
  const stored = x.stored.map((n, axis) => n * counts[axis]!);
  if (counts.every((n) => n === 1)) return { ...x, shape, stored };
  const name = tracer.graph.node('Tile', [x.name, tracer.graph.integers(x.order.map((axis) => counts[axis]!))]);
  return { name, shape, order: x.order, stored };
}

function reduce(
  tracer: Tracer,
  x: Traced,
  axis: number | number[],
  keepDims: boolean,
  op: 'ReduceSum' | 'ReduceMean',
): Traced {
  const axes = tf.util.parseAxisParam(axis, [...x.shape]); // also null, for all axes
  const keptShape = x.shape.map((n, i) => (axes.includes(i) ? 1 : n));
  const shape = keepDims ? keptShape : x.shape.filter((_, i) => !axes.includes(i));
  // Along an axis where the tensor repeats itself the sum is a product and the mean changes nothing.
  const repeats = product(axes.map((i) => x.shape[i]! / x.stored[i]!));
  const factor = op === 'ReduceSum' ? repeats : 1;
  if (x.fill !== undefined) return tracer.filled(x.fill * factor, shape);
  const at = axes.filter((i) => x.stored[i] !== 1).map((i) => x.order.indexOf(i));
  const { graph } = tracer;
  let { name } = x;
  if (at.length > 0) {
    // ReduceMean takes its axes as an attribute in this operator set, ReduceSum as an input.
    name =
      op === 'ReduceMean'
        ? graph.node(op, [name], { axes: at, keepdims: 1 })
        : graph.node(op, [name, graph.integers(at)], { keepdims: 1 });
  }
  if (factor !== 1) name = graph.node('Mul', [name, graph.scalar(factor)]);
  const stored = x.stored.map((n, i) => (axes.includes(i) ? 1 : n));
  return reshape(tracer, { name, shape: keptShape, order: x.order, stored }, shape);
}

function convolution(
  tracer: Tracer,
  input: Traced,
  filter: Traced,
  filterOrder: readonly number[],
  pad: number,
  group: number,
): Traced {
  const x = tracer.inOrder(tracer.full(input), CHANNELS_FIRST);
  const kernel = tracer.inOrder(tracer.full(filter), filterOrder);
  const name = tracer.graph.node('Conv', [x.name, kernel.name], { pads: [pad, pad, pad, pad], group });
  const [n, h, w] = x.shape as [number, number, number];
  const [kh, kw, , channels] = filter.shape as [number, number, number, number];
  const shape = [n, h + 2 * pad - kh + 1, w + 2 * pad - kw + 1, channels];
  return { name, shape, order: CHANNELS_FIRST, stored: shape };
}

/**
 * The gradient of a kernel, which tfjs's side writes as the convolution of x as [C, H, W, N] with dy as [H, W, N, K]. As a
 * Conv it would be slow. Here it is products of matrices that sum over all N · H · W positions, `dW[a, b] = Σ x[i + a, j + b] · dy[i, j]`.
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
