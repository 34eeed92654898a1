import * as tf from '@tensorflow/tfjs-core';
import { permute } from '../../src/base/permute.ts';
import { identityOrder, sameNumbers } from './dataOrder.ts';
import { GraphBuilder, type ValueName } from './graph.ts';

/** Name of the tfjs backend that records. */
const BACKEND = 'trace';

/**
 * What a traced tensor is in the graph. Its data may lie in another order than its shape says, so that a transposition
 * costs nothing until an operation needs a particular order; and axes along which it is constant may have length 1.
 */
export interface Traced {
  readonly name: ValueName;
  /** The tensor's shape as tfjs sees it. */
  readonly shape: readonly number[];
  /** Physical axis i holds logical axis `order[i]`. */
  readonly order: readonly number[];
  /** Per logical axis: its length in the graph, which is 1 where the tensor repeats itself along it. */
  readonly stored: readonly number[];
  /** Set where every element is this number: `name` is then a scalar constant. */
  readonly fill?: number;
}

type DataId = object;

/**
 * Writes one tfjs kernel into the graph, for inputs in the order in which tfjs names them.
 * @throws Error for attributes with which the graph would compute something else
 */
export type Kernel = (tracer: Tracer, inputs: readonly Traced[], attrs: tf.NamedAttrMap) => Traced | readonly Traced[];

/** A tfjs backend that computes nothing: tensors are names in a graph. */
class TraceBackend extends tf.KernelBackend {
  readonly traced = new Map<DataId, Traced>();
  tracer: Tracer | undefined;

  override write(values: tf.backend_util.BackendValues, shape: number[]): DataId {
    const dataId = {};
    this.traced.set(dataId, this.tracer!.constant(values as Float32Array, shape));
    return dataId;
  }
  override readSync(): never {
    throw new Error('A traced tensor has no values: they come when the graph runs.');
  }
  override read(): never {
    return this.readSync();
  }
  override numDataIds() {
    return this.traced.size;
  }
  override disposeData(dataId: DataId) {
    return this.traced.delete(dataId);
  }
  override refCount() {
    return 1;
  }
  override incRef() {}
  override floatPrecision(): 32 {
    return 32;
  }
  override epsilon() {
    return 1e-7;
  }
  override memory() {
    return { unreliable: true, reasons: ['nothing is stored'] };
  }
  override dispose() {}
}

/** Records tfjs operations as an ONNX graph. */
export class Tracer {
  readonly graph = new GraphBuilder();
  readonly #backend: TraceBackend;

  private constructor(backend: TraceBackend) {
    this.#backend = backend;
  }

  /**
   * Runs `build` with every tfjs operation recorded instead of computed, and returns what it returns. The backend that
   * was active is active again afterwards.
   */
  static run<T>(kernels: Readonly<Record<string, Kernel>>, build: (tracer: Tracer) => T): T {
    const before = tf.getBackend();
    const backend = new TraceBackend();
    const tracer = new Tracer(backend);
    backend.tracer = tracer;
    tf.registerBackend(BACKEND, () => backend);
    for (const [kernelName, kernel] of Object.entries(kernels)) {
      tf.registerKernel({
        kernelName,
        backendName: BACKEND,
        kernelFunc: ({ inputs, attrs }) => tracer.#record(kernel, inputs, attrs),
      });
    }
    tf.engine().startScope();
    try {
      if (!activate(BACKEND)) throw new Error('The tracing backend did not start.');
      return build(tracer);
    } finally {
      tf.engine().endScope();
      for (const kernelName of Object.keys(kernels)) tf.unregisterKernel(kernelName, BACKEND);
      if (before) activate(before);
      tf.removeBackend(BACKEND);
    }
  }

  #record(
    kernel: Kernel,
    inputs: tf.NamedTensorInfoMap | readonly tf.TensorInfo[],
    attrs: tf.NamedAttrMap | undefined,
  ) {
    const infos = Object.values(inputs) as tf.TensorInfo[];
    const traced = infos.map((info) => this.tracedOf(info));
    const result = kernel(this, traced, attrs ?? {});
    const toInfo = (value: Traced): tf.TensorInfo => {
      const dataId = {};
      this.#backend.traced.set(dataId, value);
      return { dataId, shape: [...value.shape], dtype: 'float32' };
    };
    return Array.isArray(result) ? result.map(toInfo) : toInfo(result as Traced);
  }

  tracedOf(tensor: tf.TensorInfo): Traced {
    const value = this.#backend.traced.get(tensor.dataId);
    if (!value) throw new Error('A tensor of another backend took part in what is traced.');
    return value;
  }

  /**
   * A graph input as a tensor.
   * @param order how its data lies: physical axis i holds logical axis order[i]
   */
  input(name: string, shape: readonly number[], order: readonly number[] = identityOrder(shape.length)): tf.Tensor {
    this.graph.input(
      name,
      order.map((axis) => shape[axis]!),
    );
    return this.#tensor({ name, shape, order, stored: shape });
  }

  /**
   * A weight that the graph carries, as a tensor.
   * @param values row-major
   * @param order how the graph keeps them: physical axis i holds logical axis order[i]
   */
  weight(name: string, values: Float32Array, shape: readonly number[], order: readonly number[]): tf.Tensor {
    const stored = order.map((axis) => shape[axis]!);
    this.graph.weight(name, permute(values, shape, order), stored);
    return this.#tensor({ name, shape, order, stored: shape });
  }

  #tensor(value: Traced): tf.Tensor {
    const dataId = {};
    this.#backend.traced.set(dataId, value);
    return tf.engine().makeTensorFromDataId(dataId, [...value.shape], 'float32', this.#backend);
  }

  /** The graph value of a tensor, its data in the given order. */
  output(tensor: tf.Tensor, order: readonly number[] = identityOrder(tensor.rank)): ValueName {
    return this.inOrder(this.full(this.tracedOf(tensor)), order).name;
  }

  constant(values: ArrayLike<number>, shape: readonly number[]): Traced {
    const first = values[0] ?? 0;
    if (Array.prototype.every.call(values, (value: number) => value === first)) return this.filled(first, shape);
    const order = identityOrder(shape.length);
    return { name: this.graph.floats(values, shape), shape, order, stored: shape };
  }

  filled(fill: number, shape: readonly number[]): Traced {
    const order = identityOrder(shape.length);
    return { name: this.graph.scalar(fill), shape, order, stored: shape.map(() => 1), fill };
  }

  /** A value like `like` but for its name. */
  computed(name: ValueName, like: Traced): Traced {
    return { name, shape: like.shape, order: like.order, stored: like.stored };
  }

  /** The value with its data in the order asked for. */
  inOrder(value: Traced, order: readonly number[]): Traced {
    if (sameNumbers(value.order, order)) return value;
    if (value.fill !== undefined) return { ...value, order };
    const stored = order.map((axis) => value.stored[axis]!);
    const sequence = (axes: readonly number[]) => axes.filter((axis) => value.stored[axis] !== 1);
    const name = sameNumbers(sequence(value.order), sequence(order))
      ? this.graph.node('Reshape', [value.name, this.graph.integers(stored)]) // only axes of length 1 change places
      : this.graph.node('Transpose', [value.name], { perm: order.map((axis) => value.order.indexOf(axis)) });
    return { ...value, name, order };
  }

  /** The value with every element stored. */
  full(value: Traced): Traced {
    if (sameNumbers(value.stored, value.shape) && value.fill === undefined) return value;
    const shape = this.graph.integers(value.order.map((axis) => value.shape[axis]!));
    const name = this.graph.node('Expand', [value.name, shape]);
    return { name, shape: value.shape, order: value.order, stored: value.shape };
  }

  /** The value in plain row-major order, every element stored. */
  plain(value: Traced): Traced {
    return this.inOrder(this.full(value), identityOrder(value.shape.length));
  }
}

/** Makes a backend the active one. It happens at once when the backend starts synchronously, as those used here do. */
function activate(name: string): boolean {
  void tf.setBackend(name);
  return tf.getBackend() === name;
}
