import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { permute } from '../../src/base/permute.ts';
import { registerGradients } from '../../src/networks/gradients.ts';
import { startBackend } from '../compute/backend.ts';
import { loadOrt } from '../compute/ort.ts';
import { relativeDifference } from '../convert/goldenCases.ts';
import { type Draw, drawing, KERNEL_CASES, type KernelCase, type Operand, type Trial } from '../testing/kernelCases.ts';
import { TRACE_KERNELS } from './kernels.ts';
import { listNodes } from './listing.ts';
import { type Kernel, Tracer } from './tracer.ts';

const ort = await loadOrt().catch(() => undefined);

/** Each kernel is tried with so many draws of shapes, attributes, values and data orders. */
const DRAWS = 8;
/** Of 32-bit sums in another order. */
const TOLERANCE = 1e-5;

beforeAll(async () => {
  await startBackend('cpu');
  registerGradients();
});

/** An input of the graph, and how it becomes an operand. */
interface Leaf {
  readonly name: string;
  readonly shape: readonly number[];
  readonly order: readonly number[];
  /** Row-major. */
  readonly values: Float32Array;
  readonly isFixed: boolean;
  readonly toOperand: (leaf: tf.Tensor) => tf.Tensor;
}

/**
 * An operand in one of the forms in which the tracer may hold it: with its data in any order, repeating itself along some axes,
 * or one number everywhere.
 */
function operandOf(d: Draw, name: string, operand: Operand | readonly number[]): Leaf | (() => tf.Tensor) {
  const { shape, isPositive = false, isFixed = false }: Operand = 'shape' in operand ? operand : { shape: operand };
  const form = isFixed ? 'plain' : d.pick(['plain', 'plain', 'repeating', 'constant'] as const);
  if (form === 'constant') {
    const fill = isPositive ? d.pick([1, 2]) : d.pick([0, 1, -0.5]);
    return () => tf.fill([...shape], fill);
  }
  const repeated = shape.map((n) => (form === 'repeating' && d.pick([true, false]) ? n : 1));
  const leafShape = shape.map((n, axis) => n / repeated[axis]!);
  const values = d.normal(tf.util.sizeFromShape(leafShape));
  return {
    name,
    shape: leafShape,
    order: d.shuffled(shape.length),
    values: isPositive ? values.map((x) => 0.5 + Math.abs(x)) : values,
    isFixed,
    toOperand: (leaf) => (repeated.every((n) => n === 1) ? leaf : tf.tile(leaf, repeated)),
  };
}

interface Program {
  readonly leaves: readonly Leaf[];
  readonly run: (leaves: readonly tf.Tensor[]) => tf.Tensor[];
}

function programOf(d: Draw, { operands, compute }: Trial): Program {
  const made = operands.map((operand, i) => operandOf(d, `x${i}`, operand));
  const leaves = made.filter((one): one is Leaf => typeof one !== 'function');
  const run = (tensors: readonly tf.Tensor[]) => {
    const rest = [...tensors];
    return [compute(...made.map((one) => (typeof one === 'function' ? one() : one.toOperand(rest.shift()!))))].flat();
  };
  return { leaves, run };
}

/** The outputs y₀, y₁ … and, where asked for, the gradients of Σₖ Σ yₖ² / 2 with respect to all leaves that are not fixed. */
function outputsOf({ leaves, run }: Program, tensors: readonly tf.Tensor[], hasGradients: boolean): tf.Tensor[] {
  const outputs = run(tensors);
  const free = tensors.filter((_, i) => !leaves[i]!.isFixed);
  if (!hasGradients || free.length === 0) return outputs;
  const loss = (...values: tf.Tensor[]) => {
    const all = leaves.map(({ isFixed }, i) => (isFixed ? tensors[i]! : values.shift()!));
    const terms = run(all).map((y): tf.Tensor => tf.sum(tf.mul(tf.square(y), 0.5)));
    return terms.reduce((sum, term) => tf.add(sum, term));
  };
  return [...outputs, ...tf.grads(loss)(free)];
}

interface Result {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

/** The same in tfjs, on the cpu backend. */
const computed = (program: Program, hasGradients: boolean): Result[] =>
  tf.tidy(() => {
    const tensors = program.leaves.map(({ values, shape }) => tf.tensor(values, [...shape]));
    return outputsOf(program, tensors, hasGradients).map((y) => ({ shape: y.shape, values: y.dataSync().slice() }));
  });

/** The same as a graph, and which kernels were recorded. */
function traced(program: Program, hasGradients: boolean): { model: Uint8Array; kernels: ReadonlySet<string> } {
  const kernels = new Set<string>();
  const noting = Object.entries(TRACE_KERNELS).map(([name, kernel]): [string, Kernel] => [
    name,
    (...args) => {
      kernels.add(name);
      return kernel(...args);
    },
  ]);
  const model = Tracer.run(Object.fromEntries(noting), (tracer) => {
    const tensors = program.leaves.map(({ name, shape, order }) => tracer.input(name, shape, order));
    const outputs = outputsOf(program, tensors, hasGradients);
    return tracer.graph.build(Object.fromEntries(outputs.map((y, i) => [`y${i}`, tracer.output(y)])));
  });
  return { model, kernels };
}

/** Runs a graph in ONNX Runtime. */
async function runGraph(model: Uint8Array, { leaves }: Program): Promise<Result[]> {
  const session = await ort!.InferenceSession.create(model, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  const feeds = leaves
    .filter(({ name }) => session.inputNames.includes(name)) // constants may have swallowed some
    .map(({ name, shape, order, values }) => {
      const lengths = order.map((axis) => shape[axis]!);
      return [name, new ort!.Tensor('float32', permute(values, shape, order), lengths)] as const;
    });
  const results = await session.run(Object.fromEntries(feeds));
  await session.release();
  return session.outputNames.map((name) => ({
    shape: results[name]!.dims,
    values: results[name]!.data as Float32Array,
  }));
}

describe.skipIf(!ort)('a traced kernel in ONNX Runtime (skipped where onnxruntime-node is not installed)', () => {
  const named = KERNEL_CASES.map((one): [string, KernelCase] => [
    [one.kernel, one.variant].filter(Boolean).join(', '),
    one,
  ]);

  it.each(named)('%s: computes what tfjs does, and its gradients', async (_, { kernel, trial, refusal }) => {
    const hasGradients = tf.getGradient(kernel) !== undefined && !refusal;
    for (let seed = 0; seed < DRAWS; seed++) {
      const d = drawing(seed);
      const program = programOf(d, trial(d));
      const { model, kernels } = traced(program, hasGradients);
      expect(kernels).toContain(kernel);
      const [ours, theirs] = [await runGraph(model, program), computed(program, hasGradients)];
      expect(ours.map(({ shape }) => shape)).toEqual(theirs.map(({ shape }) => shape));
      ours.forEach(({ values }, i) => {
        expect(relativeDifference(values, theirs[i]!.values), `draw ${seed}, output ${i}`).toBeLessThan(TOLERANCE);
      });
      if (refusal && program.leaves.length > 0) expect(() => traced(program, true)).toThrow(refusal);
    }
  });

  it('every one is tried', () => {
    expect(new Set(KERNEL_CASES.map(({ kernel }) => kernel))).toEqual(new Set(Object.keys(TRACE_KERNELS)));
  });
});

describe('a graph', () => {
  const lines = (build: (tracer: Tracer) => tf.Tensor) =>
    listNodes(Tracer.run(TRACE_KERNELS, (tracer) => tracer.graph.build({ y: tracer.output(build(tracer)) })));
  /** How often an operation is in it. */
  const count = (nodes: readonly string[], op: string) => nodes.filter((line) => line.includes(` = ${op}(`)).length;
  const convolve = (kernelSize: number, loss: (y: tf.Tensor4D) => tf.Tensor, of: 'image' | 'kernel' | 'nothing') =>
    lines((tracer) => {
      const x = tracer.input('x', [2, 3, 3, 4]) as tf.Tensor4D;
      const filter = tracer.input('filter', [kernelSize, kernelSize, 4, 5]) as tf.Tensor4D;
      const pad = (kernelSize - 1) / 2;
      if (of === 'nothing') return loss(tf.conv2d(x, filter, 1, pad));
      if (of === 'image') return tf.grad((image) => loss(tf.conv2d(image as tf.Tensor4D, filter, 1, pad)))(x);
      return tf.grad((kernel) => loss(tf.conv2d(x, kernel as tf.Tensor4D, 1, pad)))(filter);
    });
  const squares = (y: tf.Tensor4D) => tf.sum(tf.square(y));

  it('has the gradient of a kernel as products of matrices, every other convolution as a Conv, of whatever size', () => {
    expect(
      count(
        convolve(5, (y) => y, 'nothing'),
        'Conv',
      ),
    ).toBe(1);
    const ofImage = convolve(5, squares, 'image');
    expect([count(ofImage, 'Conv'), count(ofImage, 'Gemm')]).toEqual([2, 0]);
    for (const size of [1, 3, 5]) {
      const ofKernel = convolve(size, squares, 'kernel');
      expect([count(ofKernel, 'Conv'), count(ofKernel, 'Gemm')], `kernel of ${size}`).toEqual([1, size]);
    }
  });

  it.skipIf(!ort)(
    'has second derivatives through the gradient of a kernel, where it is a convolution again',
    async () => {
      const d = drawing(1);
      const values = (length: number) => d.normal(length);
      const leaf = (name: string, shape: readonly number[]): Leaf => ({
        name,
        shape,
        order: d.shuffled(shape.length),
        values: values(tf.util.sizeFromShape([...shape])),
        isFixed: false,
        toOperand: (tensor) => tensor,
      });
      const program: Program = {
        leaves: [leaf('x', [2, 5, 5, 3]), leaf('filter', [3, 3, 3, 4])],
        run: ([x, filter]) => [
          tf.grad((kernel) => tf.sum(tf.square(tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 1, 1))))(filter!),
        ],
      };
      const { model } = traced(program, true);
      const nodes = listNodes(model);
      expect([count(nodes, 'Conv'), count(nodes, 'Gemm')]).toEqual([4, 6]);
      const [ours, theirs] = [await runGraph(model, program), computed(program, true)];
      expect(ours).toHaveLength(3);
      ours.forEach(({ values: ourValues }, i) => {
        expect(relativeDifference(ourValues, theirs[i]!.values)).toBeLessThan(TOLERANCE);
      });
    },
  );

  it('is refused where it would compute something else', () => {
    const refused = (shape: readonly number[], compute: (x: tf.Tensor) => tf.Tensor) => () =>
      lines((tracer) => compute(tracer.input('x', shape)));
    const maps = (compute: (x: tf.Tensor4D) => tf.Tensor) => refused([1, 4, 4, 2], (x) => compute(x as tf.Tensor4D));
    expect(refused([2], (x) => tf.cast(x, 'int32'))).toThrow('Only 32-bit floats');
    expect(refused([2], (x) => tf.step(x, -1))).toThrow('Only steps');
    expect(refused([2, 3, 3], (x) => tf.matMul(x, x))).toThrow('Only plain products');
    expect(refused([2, 2], (x) => tf.matMul(x, x, true))).toThrow('Only plain products');
    expect(maps((x) => tf.maxPool(x, [2, 3], 1, 1))).toThrow('square windows');
    expect(maps((x) => tf.conv2d(x, tf.ones([2, 2, 4, 1]), 1, 0, 'NCHW'))).toThrow('NHWC');
    expect(maps((x) => tf.depthwiseConv2d(x, tf.ones([2, 2, 2, 3]), 1, 0))).toThrow('one kernel a channel');
    expect(maps((x) => tf.image.resizeNearestNeighbor(x, [6, 4]))).toThrow('a whole number of times');
    expect(maps((x) => tf.image.resizeBilinear(x, [6, 4]))).toThrow('between pixel centres');
    expect(refused([2], (x) => tf.tanh(x))).toThrow("Kernel 'Tanh' not registered for backend 'trace'");
    expect(refused([2], (x) => tf.scalar(x.dataSync()[0]!))).toThrow('A traced tensor has no values');
  });
});
