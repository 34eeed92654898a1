import path from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import * as Comlink from 'comlink';
import type { ProviderName } from '../../compute/devices.ts';
import { messageOf, UserError } from '../../io/userError.ts';
import type { NamedValues, ReplicaApi } from './replica.worker.ts';

interface ReplicaOptions {
  /** By name, in shared memory: the replicas read them, their owner changes them between two runs. */
  readonly weights: NamedValues;
  readonly provider: ProviderName;
  /** Threads of all replicas together. */
  readonly threads: number;
}

/**
 * Data parallelism: threads that each compute the same graph for a share of the batch, since small maps leave a graph's own
 * parallelism little to share out.
 */
interface Replicas {
  /** How many share a batch: as many as there are threads, if they can have equal shares. */
  countFor(batchSize: number): number;
  /** Gives a graph to those that share a batch of `batchSize`. @throws UserError when the provider cannot start here */
  load(key: string, graph: Uint8Array, batchSize: number): Promise<void>;
  /** Computes a loaded graph. @param shares what each replica is given besides the weights @returns the mean results */
  run(key: string, shares: readonly NamedValues[]): Promise<NamedValues>;
  /** Lets go of all graphs. */
  release(): Promise<void>;
  /** Ends the threads. */
  close(): Promise<void>;
}

interface Replica {
  readonly worker: Worker;
  readonly api: Comlink.Remote<ReplicaApi>;
}

export function createReplicas({ weights, provider, threads }: ReplicaOptions): Replicas {
  const replicas: Replica[] = [];
  const countFor = (batchSize: number) => {
    if (provider !== 'cpu') return 1;
    let count = Math.min(threads, batchSize);
    while (batchSize % count !== 0) count -= 1;
    return count;
  };
  return {
    countFor,
    async load(key, graph, batchSize) {
      const count = countFor(batchSize);
      while (replicas.length < count) replicas.push(await startReplica(weights));
      const settings = { provider, threads: Math.floor(threads / count) };
      await Promise.all(replicas.slice(0, count).map(({ api }) => api.load(key, graph, settings))).catch((cause) => {
        if (provider === 'cpu') throw cause;
        throw new UserError(
          `ONNX Runtime cannot compute with its ${provider} provider here (${messageOf(cause)}): leave --provider out, or install what it needs.`,
          { cause },
        );
      });
    },
    async run(key, shares) {
      return meanOf(await Promise.all(shares.map((draws, i) => replicas[i]!.api.run(key, draws))));
    },
    async release() {
      await Promise.all(replicas.map(({ api }) => api.release()));
    },
    async close() {
      await Promise.all(replicas.splice(0).map(({ worker }) => worker.terminate()));
    },
  };
}

async function startReplica(weights: NamedValues): Promise<Replica> {
  const { port1, port2 } = new MessageChannel();
  const worker = startWorker(port2);
  const api = Comlink.wrap<ReplicaApi>(port1);
  await api.start(weights);
  return { worker, api };
}

/** Runs the worker as this file is run: from a bundle as it is, from the sources through tsx. */
function startWorker(port: MessagePort): Worker {
  const options = { workerData: port, transferList: [port] };
  const extension = path.extname(import.meta.filename);
  const file = new URL(`./replica.worker${extension}`, import.meta.url);
  if (extension !== '.ts') return new Worker(file, options);
  const load = `import('tsx/esm/api').then(({ register }) => { register(); return import('${file.href}'); })`;
  return new Worker(load, { ...options, eval: true });
}

/** Mean of results, in the first one's arrays. */
function meanOf([first, ...others]: readonly NamedValues[]): NamedValues {
  const scale = 1 / (1 + others.length);
  for (const [name, sum] of Object.entries(first!)) {
    for (const [i, other] of others.entries()) addScaled(sum, other[name]!, i + 1 < others.length ? 1 : scale);
  }
  return first!;
}

/** `sum ← scale·(sum + values)`, in one pass: gradients are millions of numbers. */
function addScaled(sum: Float32Array, values: Float32Array, scale: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = scale * (sum[i]! + values[i]!);
}
