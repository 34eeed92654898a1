import { EngineError } from './protocol.ts';

/** A running worker. */
export interface PoolWorker {
  /** Resolves with the reason when the worker has died; never while it lives. */
  readonly crashed: Promise<string>;
  terminate(): void;
}

interface Pool<W extends PoolWorker> {
  /**
   * Queues a job, first come first served. A job whose worker dies, or which throws, is begun once more on a fresh
   * worker, unless it was aborted.
   * @throws EngineError 'aborted' at once when the signal fires, 'crashed' when the second attempt failed too
   */
  run<T>(work: (worker: W) => Promise<T>, options?: JobOptions): Promise<T>;
  /** The workers that run at the moment. */
  running(): readonly W[];
  /** How long nothing but background jobs has been asked for or under way, in milliseconds; 0 while anything else is. */
  quietMs(): number;
  dispose(): void;
}

interface JobOptions {
  readonly signal?: AbortSignal | undefined;
  /**
   * Comes before the jobs that are not urgent, and always goes to the first worker, which may remember what the last
   * urgent job was about. The others leave that worker alone as long as another one is running and idle. Default: false.
   */
  readonly isUrgent?: boolean;
  /** Nobody waits for it: `quietMs` takes no notice. Default: false. */
  readonly isBackground?: boolean;
}

interface PoolOptions<W extends PoolWorker> {
  readonly size: number;
  /** A worker that runs already. */
  readonly first: W;
  /** Starts another one, beside the first or in the place of one that died. */
  readonly start: () => Promise<W>;
}

/** A job is begun no more often than this. */
const MAX_ATTEMPTS = 2;

interface Job<W> {
  /** Does the work; what it returns delivers the result. */
  readonly begin: (worker: W) => Promise<() => void>;
  readonly reject: (error: EngineError) => void;
  readonly isUrgent: boolean;
  attempts: number;
}

interface Slot<W> {
  worker?: W | undefined;
  job?: Job<W> | undefined;
  /** Ends the wait for the running job when its worker dies. */
  interrupt?: ((error: Error) => void) | undefined;
}

/** Shares jobs among workers, one job a worker at a time; the workers after the first start when there is work. */
export function createPool<W extends PoolWorker>({ size, first, start }: PoolOptions<W>): Pool<W> {
  const slots = Array.from({ length: size }, (): Slot<W> => ({}));
  const queue: Job<W>[] = [];
  let isDisposed = false;
  /** Jobs that somebody waits for. */
  let awaitedCount = 0;
  let quietSinceMs = performance.now();

  function adopt(slot: Slot<W>, worker: W): W {
    slot.worker = worker;
    void worker.crashed.then((reason) => {
      if (slot.worker !== worker) return;
      discard(slot);
      slot.interrupt?.(new Error(reason));
    });
    return worker;
  }

  function discard(slot: Slot<W>): void {
    slot.worker?.terminate();
    slot.worker = undefined;
  }

  /** Urgent jobs before the others; among its like, a job that is begun anew comes first and a new one last. */
  function enqueue(job: Job<W>): void {
    const comesBefore = (other: Job<W>) =>
      job.attempts > 0 ? job.isUrgent || !other.isUrgent : job.isUrgent && !other.isUrgent;
    const position = queue.findIndex(comesBefore);
    queue.splice(position < 0 ? queue.length : position, 0, job);
  }

  function beginWaiting(): void {
    for (const job of [...queue]) {
      const slot = slotFor(job);
      if (!slot) continue;
      queue.splice(queue.indexOf(job), 1);
      void serve(slot, job);
    }
  }

  /** An idle worker, or the place of one that has yet to start. */
  function slotFor({ isUrgent }: Job<W>): Slot<W> | undefined {
    const [home] = slots;
    const idle = slots.filter(({ job }) => !job);
    if (isUrgent) return idle.find((slot) => slot === home);
    const running = idle.filter(({ worker }) => worker);
    return running.find((slot) => slot !== home) ?? running[0] ?? idle[0];
  }

  async function serve(slot: Slot<W>, job: Job<W>): Promise<void> {
    slot.job = job;
    job.attempts++;
    let deliver = () => {};
    try {
      const worker = slot.worker ?? adopt(slot, await start());
      if (isDisposed) return discard(slot);
      deliver = await new Promise<() => void>((resolve, reject) => {
        slot.interrupt = reject;
        job.begin(worker).then(resolve, reject);
      });
    } catch (error) {
      discard(slot);
      if (job.attempts < MAX_ATTEMPTS && !isDisposed) enqueue(job);
      else deliver = () => job.reject(crash(error));
    } finally {
      slot.job = undefined;
      slot.interrupt = undefined;
    }
    deliver();
    beginWaiting();
  }

  adopt(slots[0]!, first);

  return {
    async run(work, { signal, isUrgent = false, isBackground = false } = {}) {
      let abort = () => {};
      if (!isBackground) awaitedCount++;
      try {
        return await new Promise((resolve, reject) => {
          const begin = async (worker: W) => {
            const result = await work(worker);
            return () => resolve(result);
          };
          const job: Job<W> = { begin, reject, isUrgent, attempts: 0 };
          abort = () => {
            const position = queue.indexOf(job);
            if (position >= 0) queue.splice(position, 1);
            job.attempts = MAX_ATTEMPTS; // nobody waits for it: a worker that dies of it is enough
            reject(aborted());
          };
          if (isDisposed || signal?.aborted) return abort();
          signal?.addEventListener('abort', abort);
          enqueue(job);
          beginWaiting();
        });
      } finally {
        signal?.removeEventListener('abort', abort);
        if (!isBackground) {
          awaitedCount--;
          quietSinceMs = performance.now();
        }
      }
    },
    quietMs: () => (awaitedCount > 0 ? 0 : performance.now() - quietSinceMs),
    running: () => slots.flatMap(({ worker }) => worker ?? []),
    dispose() {
      isDisposed = true;
      for (const { job } of slots) job?.reject(aborted());
      for (const job of queue.splice(0)) job.reject(aborted());
      slots.forEach(discard);
    },
  };
}

const aborted = () => new EngineError('aborted', 'The request was withdrawn.');

function crash(cause: unknown): EngineError {
  if (cause instanceof EngineError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new EngineError('crashed', `The computation stopped twice in a row: ${reason}`, { cause });
}
