import { type MessagePort, workerData } from 'node:worker_threads';
import * as Comlink from 'comlink';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ProviderName } from '../../compute/devices.ts';
import { loadOrt, sessionOptions } from '../../compute/ort.ts';

/** Values of a graph's inputs or outputs, by name. */
export type NamedValues = Readonly<Record<string, Float32Array>>;

interface ReplicaSettings {
  readonly provider: ProviderName;
  /** Threads of this replica. */
  readonly threads: number;
}

/** One thread's copy of the graphs. */
export interface ReplicaApi {
  /** Comes first. @param weights in shared memory, written by the other side between two runs */
  start(weights: NamedValues): void;
  load(key: string, graph: Uint8Array, settings: ReplicaSettings): Promise<void>;
  /** Computes a loaded graph at the present weights. @param draws its other inputs */
  run(key: string, draws: NamedValues): Promise<NamedValues>;
  /** Lets go of all graphs. */
  release(): Promise<void>;
}

const ort = await loadOrt();
const sessions = new Map<string, InferenceSession>();
let shared: NamedValues = {};
/** Copies of the shared weights: ONNX Runtime reads no shared memory. */
let weights: Readonly<Record<string, Float32Array>> = {};

const api: ReplicaApi = {
  start(values) {
    shared = values;
    weights = Object.fromEntries(Object.entries(values).map(([name, { length }]) => [name, new Float32Array(length)]));
  },

  async load(key, graph, { provider, threads }) {
    sessions.set(key, await ort.InferenceSession.create(graph, sessionOptions(provider, threads)));
  },

  async run(key, draws) {
    const session = sessions.get(key)!;
    const feeds: Record<string, Tensor> = {};
    session.inputNames.forEach((name, i) => {
      const metadata = session.inputMetadata[i]!;
      const shape = metadata.isTensor ? (metadata.shape as number[]) : [];
      feeds[name] = new ort.Tensor('float32', draws[name] ?? currentWeight(name), shape);
    });
    const results = await session.run(feeds);
    const values = Object.fromEntries(
      Object.entries(results).map(([name, { data }]) => [name, new Float32Array(data as Float32Array)]),
    );
    for (const tensor of Object.values(results)) tensor.dispose();
    return Comlink.transfer(
      values,
      Object.values(values).map(({ buffer }) => buffer),
    );
  },

  async release() {
    for (const session of sessions.values()) await session.release();
    sessions.clear();
  },
};

function currentWeight(name: string): Float32Array {
  const copy = weights[name]!;
  copy.set(shared[name]!);
  return copy;
}

Comlink.expose(api, workerData as MessagePort);
