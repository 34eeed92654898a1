import * as tf from '@tensorflow/tfjs-core';
import type { ValueName } from './graph.ts';
import type { Kernel, Traced, Tracer } from './tracer.ts';
import { broadcastTo, reshape, slice, tile, transpose } from './views.ts';
import { WINDOW_KERNELS } from './windowKernels.ts';

/** Takes every positive number that is not denormal to 1 or beyond. */
const STEEP = 2 ** 126;

const product = (numbers: readonly number[]) => numbers.reduce((a, b) => a * b, 1);

/**
 * Graph operations for the kernels of tfjs that the networks, their losses, all gradients and the feature network use. Products
 * with a constant 0 are 0, also where the other factor would turn out to be infinite or no number.
 */
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
  [tf.Relu]: unary((g, x) => g.node('Relu', [x])),
  [tf.LeakyRelu]: unary((g, x, { alpha }) => g.node('LeakyRelu', [x], { alpha: alpha as number })),
  // A steep line, cut off at both ends: several times as fast as Where.
  [tf.Step]: unary((g, x, attrs) => {
    const { alpha } = attrs as unknown as tf.StepAttrs;
    if (alpha < 0 || alpha > 1) throw new Error('Only steps from a number between 0 and 1 up to 1 are traced.');
    return g.node('Clip', [g.node('Mul', [x, g.scalar(STEEP)]), g.scalar(alpha), g.scalar(1)]);
  }),

  [tf.Identity]: (_, [x]) => x!,
  [tf.Cast]: (_, [x], { dtype }) => {
    if (dtype !== 'float32') throw new Error('Only 32-bit floats are traced.');
    return x!;
  },
  [tf.ZerosLike]: (tracer, [x]) => tracer.filled(0, x!.shape),
  [tf.OnesLike]: (tracer, [x]) => tracer.filled(1, x!.shape),
  [tf.Fill]: (tracer, _, { shape, value }) => tracer.filled(value as number, shape as number[]),

  [tf.Reshape]: (tracer, [x], { shape }) =>
    reshape(tracer, x!, tf.util.inferFromImplicitShape(shape as number[], product(x!.shape))),
  [tf.ExpandDims]: (tracer, [x], { dim }) => {
    const [at] = tf.util.parseAxisParam(dim as number, [...x!.shape, 1]) as [number];
    return reshape(tracer, x!, x!.shape.toSpliced(at, 0, 1));
  },
  [tf.Transpose]: (_, [x], { perm }) => transpose(x!, perm as number[]),
  [tf.Reverse]: (tracer, [x], { dims }) => {
    const axes = tf.util.parseAxisParam(dims as number[], [...x!.shape]).filter((axis) => x!.stored[axis] !== 1);
    if (axes.length === 0) return x!;
    const at = axes.map((axis) => x!.order.indexOf(axis));
    const each = (n: number) => tracer.graph.integers(axes.map(() => n));
    return tracer.computed(
      tracer.graph.node('Slice', [x!.name, each(-1), each(-(2 ** 31)), tracer.graph.integers(at), each(-1)]),
      x!,
    );
  },
  [tf.Slice]: (tracer, [x], attrs) => {
    const { begin, size } = attrs as unknown as tf.SliceAttrs;
    const [from, lengths] = tf.slice_util.parseSliceParams(infoOf(x!), begin, size) as [number[], number[]];
    return slice(tracer, x!, from, lengths);
  },
  [tf.SplitV]: (tracer, [x], attrs) => {
    const { numOrSizeSplits, axis } = attrs as unknown as tf.SplitVAttrs;
    const [along] = tf.util.parseAxisParam(axis, [...x!.shape]) as [number];
    let start = 0;
    return tf.backend_util.prepareSplitSize(infoOf(x!), numOrSizeSplits, along).map((size) => {
      const begin = x!.shape.map((_, i) => (i === along ? start : 0));
      start += size;
      return slice(tracer, x!, begin, x!.shape.with(along, size));
    });
  },
  [tf.Concat]: (tracer, inputs, { axis }) => {
    const [first] = inputs as readonly [Traced];
    const [along] = tf.util.parseAxisParam(axis as number, [...first.shape]) as [number];
    const parts = inputs.map((input) => tracer.inOrder(tracer.full(input), first.order).name);
    const shape = first.shape.with(
      along,
      inputs.reduce((sum, input) => sum + input.shape[along]!, 0),
    );
    const name = tracer.graph.node('Concat', parts, { axis: first.order.indexOf(along) });
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
    if (transposeA || transposeB || a!.shape.length !== 2 || b!.shape.length !== 2) {
      throw new Error('Only plain products of matrices are traced.');
    }
    const [left, right] = [tracer.full(a!), tracer.full(b!)];
    const name = tracer.graph.node('Gemm', [left.name, right.name], {
      transA: left.order[0]!,
      transB: right.order[0]!,
    });
    const shape = [a!.shape[0]!, b!.shape[1]!];
    return { name, shape, order: [0, 1], stored: shape };
  },

  ...WINDOW_KERNELS,
};

/** What tfjs's own functions on shapes ask for. */
const infoOf = ({ shape }: Traced): tf.TensorInfo => ({ dataId: {}, shape: [...shape], dtype: 'float32' });

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

function unary(make: (graph: Tracer['graph'], x: ValueName, attrs: tf.NamedAttrMap) => ValueName): Kernel {
  return (tracer, [x], attrs) => {
    const input = x!.fill === undefined ? x! : tracer.full(x!);
    return tracer.computed(make(tracer.graph, input.name, attrs), input);
  };
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
