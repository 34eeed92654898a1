import os from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import { type Backend, startBackend } from '../compute/backend.ts';
import type { Device } from '../compute/devices.ts';
import { loadOrt, sessionOptions } from '../compute/ort.ts';
import { toTensors } from '../run/arrays.ts';
import type { Arrays } from '../run/trainingState.ts';
import { TRACE_KERNELS } from '../trace/kernels.ts';
import { Tracer } from '../trace/tracer.ts';

/** A network that is to run on many items. */
export interface Network {
  readonly weights: Arrays;
  /** Shape of one item of its input. */
  readonly itemShape: readonly number[];
  /** A pure function of tensors: [N, …itemShape] → [N, …]. */
  compute(weights: Readonly<Record<string, tf.Tensor>>, x: tf.Tensor): tf.Tensor;
}

/** Runs a network on items that lie one after another, batch by batch, and returns its outputs likewise. */
export type Program = (items: Float32Array, onItems?: (done: number, total: number) => void) => Promise<Float32Array>;

/** What computes networks. */
export interface Runner {
  /** Part of every cached figure: another one rounds differently. */
  readonly name: 'onnxruntime' | Backend['name'];
  /** For people. */
  readonly description: string;
  compile(network: Network, batchSize: number): Promise<Program>;
  close(): Promise<void>;
}

/**
 * Starts what computes: `auto` takes a graphics adapter through tfjs, else ONNX Runtime on all cores where it is
 * installed, else tfjs on wasm.
 * @throws UserError when the device asked for cannot start
 */
export async function startRunner(device: Device): Promise<Runner> {
  const backend = await startBackend(device);
  const ort = device === 'auto' && backend.name !== 'webgpu' ? await loadOrt().catch(() => undefined) : undefined;
  return ort ? createOrtRunner(ort, backend) : createEagerRunner(backend);
}

/** Runs networks as tfjs does, operation by operation. The backend is closed with the runner. */
export function createEagerRunner(backend: Backend): Runner {
  const held: tf.TensorContainer[] = [];
  return {
    name: backend.name,
    description: backend.description,
    compile: async ({ weights, itemShape, compute }, batchSize) => {
      const tensors = toTensors(weights);
      held.push(tensors);
      return inBatches(itemShape, batchSize, async (batch) => {
        const output = tf.tidy(() => compute(tensors, tf.tensor(batch, [batchSize, ...itemShape])));
        try {
          return Float32Array.from(await output.data<'float32'>());
        } finally {
          output.dispose();
        }
      });
    },
    close: async () => {
      tf.dispose(held);
      await backend.close();
    },
  };
}

/**
 * Runs networks in ONNX Runtime on all cores, each recorded once as a graph.
 * @param backend the tfjs backend for what is not a network; it is closed with the runner
 */
export function createOrtRunner(
  ort: Awaited<ReturnType<typeof loadOrt>>,
  backend: Backend,
  threads = os.availableParallelism(),
): Runner {
  const held: { release(): Promise<void> }[] = [];
  return {
    name: 'onnxruntime',
    description: `ONNX Runtime on ${threads} ${threads === 1 ? 'core' : 'cores'}`,
    compile: async ({ weights, itemShape, compute }, batchSize) => {
      const shape = [batchSize, ...itemShape];
      const graph = Tracer.run(TRACE_KERNELS, (tracer) => {
        const y = compute(toTensors(weights), tracer.input('x', shape));
        return tracer.graph.build({ y: tracer.output(y) });
      });
      const session = await ort.InferenceSession.create(graph, sessionOptions('cpu', threads));
      held.push(session);
      return inBatches(itemShape, batchSize, async (batch) => {
        const { y } = await session.run({ x: new ort.Tensor('float32', batch, shape) });
        return y!.data as Float32Array;
      });
    },
    close: async () => {
      for (const session of held) await session.release();
      await backend.close();
    },
  };
}

/** Cuts items into batches of one size; the last one is filled up with zeros, whose outputs are dropped. */
function inBatches(
  itemShape: readonly number[],
  batchSize: number,
  run: (batch: Float32Array) => Promise<Float32Array>,
): Program {
  const itemLength = tf.util.sizeFromShape([...itemShape]);
  return async (items, onItems) => {
    const count = items.length / itemLength;
    let outputs = new Float32Array();
    for (let start = 0; start < count; start += batchSize) {
      const batch = new Float32Array(batchSize * itemLength);
      const size = Math.min(batchSize, count - start);
      batch.set(items.subarray(start * itemLength, (start + size) * itemLength));
      const output = await run(batch);
      const outputLength = output.length / batchSize;
      if (start === 0) outputs = new Float32Array(count * outputLength);
      outputs.set(output.subarray(0, size * outputLength), start * outputLength);
      onItems?.(start + size, count);
    }
    return outputs;
  };
}
