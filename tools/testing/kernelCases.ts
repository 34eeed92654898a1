import * as tf from '@tensorflow/tfjs-core';
import { seededRandom } from '../../src/latent/random.ts';

/** Random choices from one seed. */
export function drawing(seed: number) {
  const random = seededRandom(seed);
  const int = (min: number, max: number) => min + Math.floor(random() * (max - min + 1));
  const pick = <T>(list: readonly T[]): T => list[int(0, list.length - 1)]!;
  const shuffled = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ i, at: random() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ i }) => i);
  const shape = (minRank = 1, maxRank = 4) => Array.from({ length: int(minRank, maxRank) }, () => int(1, 4));
  return {
    int,
    pick,
    shuffled,
    shape,
    /** A shape that broadcasts to the one given. */
    broadcastable: (full: readonly number[]) => full.slice(int(0, full.length)).map((n) => (random() < 0.3 ? 1 : n)),
    /** One of the axes of a rank, counted from the front or from the back. */
    axis: (rank: number) => int(-rank, rank - 1),
    /** Some of them, counted both ways. */
    axes: (rank: number) =>
      shuffled(rank)
        .slice(0, int(1, rank))
        .map((axis) => (random() < 0.5 ? axis : axis - rank)),
    /** Height, width and padding of a window of up to 3x3: tfjs pads square ones only by a number. */
    window: (min: number): [number, number, 'same' | 'valid' | number] => {
      const [height, width, pad] = [int(min, 3), int(min, 3), pick(['same', 'valid', 1] as const)];
      return [height, pad === 1 ? height : width, pad];
    },
    normal: (length: number) =>
      Float32Array.from({ length }, () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())),
  };
}
export type Draw = ReturnType<typeof drawing>;

export interface Operand {
  readonly shape: readonly number[];
  readonly isPositive?: boolean;
  /** Never a constant, and not differentiated. */
  readonly isFixed?: boolean;
}

export interface Trial {
  readonly operands: readonly (Operand | readonly number[])[];
  readonly compute: (...tensors: tf.Tensor[]) => tf.Tensor | tf.Tensor[];
}

export interface KernelCase {
  readonly kernel: string;
  /** What distinguishes it from other cases of the kernel. */
  readonly variant?: string;
  readonly trial: (draw: Draw) => Trial;
  /** Why it cannot be differentiated although tfjs knows a gradient: what the error says. */
  readonly refusal?: RegExp;
}

const elementwise = (kernel: string, compute: (x: tf.Tensor) => tf.Tensor, isPositive = false): KernelCase => ({
  kernel,
  trial: (d) => ({ operands: [{ shape: d.shape(0), isPositive }], compute: (x) => compute(x!) }),
});

const broadcasting = (
  kernel: string,
  compute: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
  isPositive = false,
): KernelCase => ({
  kernel,
  trial: (d) => {
    const shape = d.shape();
    const other = d.broadcastable(shape);
    const operands = d.pick([
      [shape, { shape: other, isPositive }],
      [other, { shape, isPositive }],
    ]);
    return { operands, compute: (a, b) => compute(a!, b!) };
  },
});

const reduction = (kernel: string, compute: typeof tf.sum): KernelCase => ({
  kernel,
  trial: (d) => {
    const shape = d.shape();
    const [axes, keepDims] = [d.pick([undefined, d.axes(shape.length)]), d.pick([false, true])];
    return { operands: [shape], compute: (x) => compute(x!, axes, keepDims) };
  },
});

const pooling = (kernel: string, compute: typeof tf.avgPool, refusal: RegExp): KernelCase => ({
  kernel,
  variant: 'any window',
  trial: (d) => {
    const [[height, width, pad], strides] = [d.window(2), d.int(1, 3)];
    const operands = [[d.int(1, 3), d.int(4, 8), d.int(4, 8), d.int(1, 4)]];
    return { operands, compute: (x) => compute(x as tf.Tensor4D, [height, width], strides, pad) };
  },
  refusal,
});

/** Every traced kernel, with all that distinguishes its uses drawn at random. */
export const KERNEL_CASES: readonly KernelCase[] = [
  broadcasting(tf.Add, tf.add),
  broadcasting(tf.Sub, tf.sub),
  broadcasting(tf.Multiply, tf.mul),
  broadcasting(tf.RealDiv, tf.div, true),
  elementwise(tf.Neg, tf.neg),
  elementwise(tf.Sqrt, tf.sqrt, true),
  elementwise(tf.Rsqrt, tf.rsqrt, true),
  elementwise(tf.Square, tf.square),
  elementwise(tf.Exp, tf.exp),
  elementwise(tf.Sigmoid, tf.sigmoid),
  elementwise(tf.Softplus, tf.softplus),
  elementwise(tf.Relu, tf.relu),
  elementwise(tf.LeakyRelu, (x) => tf.leakyRelu(x, 0.3)),
  elementwise(tf.Step, (x) => tf.step(x, 0.3)),
  elementwise(tf.Identity, tf.clone),
  elementwise(tf.Cast, (x) => tf.cast(x, 'float32')),
  elementwise(tf.ZerosLike, tf.zerosLike),
  elementwise(tf.OnesLike, tf.onesLike),
  {
    kernel: tf.Fill,
    trial: (d) => {
      const shape = d.shape(0);
      return { operands: [], compute: () => tf.fill(shape, 0.7) };
    },
  },

  {
    kernel: tf.Reshape,
    trial: (d) => {
      const [a, b, c] = [d.int(1, 4), d.int(1, 4), d.int(1, 4)];
      const shapes = [
        [a, b, c],
        [a, b * c],
        [a * b, c],
        [c, b, a],
        [a, 1, b, c],
        [a, b, 1, c, 1],
        [-1, c],
        [a, -1],
      ];
      const [from, to] = [
        d.pick([
          [a, b, c],
          [a, 1, b, c],
        ]),
        d.pick(shapes),
      ];
      return { operands: [from], compute: (x) => tf.reshape(x!, to) };
    },
  },
  {
    kernel: tf.ExpandDims,
    trial: (d) => {
      const shape = d.shape();
      const axis = d.axis(shape.length + 1);
      return { operands: [shape], compute: (x) => tf.expandDims(x!, axis) };
    },
  },
  {
    kernel: tf.Transpose,
    trial: (d) => {
      const shape = d.shape(2);
      const order = d.shuffled(shape.length);
      return { operands: [shape], compute: (x) => tf.transpose(x!, order) };
    },
  },
  {
    kernel: tf.Reverse,
    trial: (d) => {
      const shape = d.shape();
      const axes = d.axes(shape.length);
      return { operands: [shape], compute: (x) => tf.reverse(x!, axes) };
    },
  },
  {
    kernel: tf.Slice,
    trial: (d) => {
      const shape = d.shape();
      const begin = shape.map((n) => d.int(0, n - 1));
      const size = shape.map((n, i) => d.pick([-1, d.int(1, n - begin[i]!)]));
      return { operands: [shape], compute: (x) => tf.slice(x!, begin, size) };
    },
  },
  {
    kernel: tf.SplitV,
    trial: (d) => {
      const [parts, shape] = [d.int(1, 3), d.shape()];
      const axis = d.axis(shape.length);
      const length = parts * d.int(1, 3);
      const sizes = d.pick([parts, [1, length], [length, -1]]);
      const total = sizes === parts ? length : length + 1;
      return { operands: [shape.with(axis, total)], compute: (x) => tf.split(x!, sizes, axis) };
    },
  },
  {
    kernel: tf.Concat,
    trial: (d) => {
      const shape = d.shape();
      const axis = d.axis(shape.length);
      const operands = Array.from({ length: d.int(2, 3) }, () => shape.with(axis, d.int(1, 4)));
      return { operands, compute: (...parts) => tf.concat(parts, axis) };
    },
  },
  {
    kernel: tf.PadV2,
    trial: (d) => {
      const shape = d.shape();
      const paddings = shape.map((): [number, number] => [d.int(0, 2), d.int(0, 2)]);
      const value = d.pick([0, 0.5]);
      return { operands: [shape], compute: (x) => tf.pad(x!, paddings, value) };
    },
  },
  {
    kernel: tf.Tile,
    trial: (d) => {
      const shape = d.shape();
      const counts = shape.map(() => d.int(1, 3));
      return { operands: [shape], compute: (x) => tf.tile(x!, counts) };
    },
  },

  reduction(tf.Sum, tf.sum),
  reduction(tf.Mean, tf.mean),
  {
    kernel: tf.BatchMatMul,
    trial: (d) => {
      const [n, inner, m] = [d.int(1, 5), d.int(1, 5), d.int(1, 5)];
      return {
        operands: [
          [n, inner],
          [inner, m],
        ],
        compute: (a, b) => tf.matMul(a!, b!),
      };
    },
  },

  {
    kernel: tf.Conv2D,
    variant: 'square, stride 1',
    trial: (d) => {
      const [inputs, size, side] = [d.int(1, 4), d.int(1, 5), d.int(5, 8)];
      const pad = d.int(0, size - 1);
      const operands = [
        [d.int(1, 3), side, side, inputs],
        [size, size, inputs, d.int(1, 4)],
      ];
      return { operands, compute: (x, kernel) => tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 1, pad) };
    },
  },
  {
    kernel: tf.Conv2D,
    variant: 'any window',
    trial: (d) => {
      const inputs = d.int(1, 4);
      const [strides, dilations] = d.pick([
        [2, 1],
        [3, 1],
        [1, 2],
      ] as const);
      const [height, width, pad] = d.window(1);
      const operands = [
        [d.int(1, 3), d.int(6, 9), d.int(6, 9), inputs],
        [height, width, inputs, d.int(1, 4)],
      ];
      const compute = (x?: tf.Tensor, kernel?: tf.Tensor) =>
        tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, strides, pad, 'NHWC', dilations);
      return { operands, compute };
    },
    refusal: /^Only convolutions of stride 1/,
  },
  {
    kernel: tf.DepthwiseConv2dNative,
    trial: (d) => {
      const channels = d.int(1, 4);
      const operands = [
        [d.int(1, 3), d.int(3, 6), d.int(3, 6), channels],
        { shape: [3, 3, channels, 1], isFixed: true },
      ];
      return {
        operands,
        compute: (x, kernel) => tf.depthwiseConv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 1, 'same'),
      };
    },
  },
  pooling(tf.MaxPool, tf.maxPool, /^Kernel 'MaxPoolGrad' not registered for backend 'trace'/),
  pooling(tf.AvgPool, tf.avgPool, /^Only means of 2x2 pixels/),
  {
    kernel: tf.AvgPool,
    variant: 'halving',
    trial: (d) => ({
      operands: [[d.int(1, 3), 2 * d.int(1, 4), 2 * d.int(1, 4), d.int(1, 4)]],
      compute: (x) => tf.avgPool(x as tf.Tensor4D, 2, 2, 'valid'),
    }),
  },
  {
    kernel: tf.ResizeNearestNeighbor,
    variant: 'doubling',
    trial: (d) => {
      const [h, w] = [d.int(1, 4), d.int(1, 4)];
      return {
        operands: [[d.int(1, 3), h, w, d.int(1, 4)]],
        compute: (x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [2 * h, 2 * w]),
      };
    },
  },
  {
    kernel: tf.ResizeNearestNeighbor,
    variant: 'any factor',
    trial: (d) => {
      const [h, w] = [d.int(1, 4), d.int(1, 4)];
      const size: [number, number] = [3 * h, d.int(1, 3) * w];
      return {
        operands: [[d.int(1, 3), h, w, d.int(1, 4)]],
        compute: (x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, size),
      };
    },
    refusal: /^Only doubling/,
  },
  {
    kernel: tf.ResizeBilinear,
    trial: (d) => {
      const size: [number, number] = [d.int(1, 9), d.int(1, 9)];
      return {
        operands: [[d.int(1, 3), d.int(1, 6), d.int(1, 6), d.int(1, 4)]],
        compute: (x) => tf.image.resizeBilinear(x as tf.Tensor4D, size, false, true),
      };
    },
    refusal: /^Kernel 'ResizeBilinearGrad' not registered for backend 'trace'/,
  },
];
