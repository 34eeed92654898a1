import { expect, test } from 'vitest';
import { createPool, type PoolWorker } from './pool.ts';
import { EngineError } from './protocol.ts';

interface FakeWorker extends PoolWorker {
  readonly id: number;
  crash(reason: string): void;
  isTerminated: boolean;
}

/** A pool of workers that do nothing by themselves: the jobs below decide when they are done. */
function fakePool(size: number, startError?: Error) {
  const workers: FakeWorker[] = [];
  const makeWorker = () => {
    let crash: (reason: string) => void = () => {};
    const crashed = new Promise<string>((resolve) => {
      crash = resolve;
    });
    const worker = { id: workers.length, crashed, crash, isTerminated: false, terminate };
    function terminate() {
      worker.isTerminated = true;
    }
    workers.push(worker);
    return worker;
  };
  const start = async () => {
    if (startError) throw startError;
    return makeWorker();
  };
  return { pool: createPool<FakeWorker>({ size, first: makeWorker(), start }), workers };
}

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((accept, refuse) => {
    resolve = accept;
    reject = refuse;
  });
  return { promise, resolve, reject };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

const failureOf = async (promise: Promise<unknown>): Promise<EngineError> => {
  const error = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(EngineError);
  return error as EngineError;
};

test('jobs begin in order, one a worker, workers start when needed', async () => {
  const { pool, workers } = fakePool(2);
  const begun: [job: number, worker: number][] = [];
  const ends = [0, 1, 2].map(() => deferred<string>());
  const results = ends.map((end, job) =>
    pool.run((worker) => {
      begun.push([job, worker.id]);
      return end.promise;
    }),
  );
  await settle();
  expect(begun).toEqual([
    [0, 0],
    [1, 1],
  ]);
  ends[1]!.resolve('b');
  await settle();
  expect(begun[2]).toEqual([2, 1]);
  ends[0]!.resolve('a');
  ends[2]!.resolve('c');
  expect(await Promise.all(results)).toEqual(['a', 'b', 'c']);
  expect(workers).toHaveLength(2);
});

test('an idle worker is taken before another is started', async () => {
  const { pool, workers } = fakePool(3);
  await pool.run(async () => 1);
  await pool.run(async () => 2);
  expect(workers).toHaveLength(1);
});

test('an urgent job overtakes the others, and waits for the first worker', async () => {
  const { pool } = fakePool(2);
  const begun: [name: string, worker: number][] = [];
  const ends = new Map<string, () => void>();
  const run = (name: string, isUrgent = false) =>
    pool.run(
      (worker) => {
        begun.push([name, worker.id]);
        return new Promise<void>((resolve) => ends.set(name, resolve));
      },
      { isUrgent },
    );
  const jobs = [run('a'), run('b'), run('c'), run('d'), run('first', true), run('second', true)];
  await settle();
  ends.get('b')!(); // the second worker: not the one that urgent jobs go to
  await settle();
  ends.get('a')!();
  await settle();
  ends.get('first')!();
  await settle();
  ends.get('second')!();
  await settle();
  for (const name of ['c', 'd']) ends.get(name)!();
  await Promise.all(jobs);
  expect(begun).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 1],
    ['first', 0],
    ['second', 0],
    ['d', 0],
  ]);
});

test('the first worker is left to urgent jobs while another one is idle', async () => {
  const { pool } = fakePool(2);
  await Promise.all([pool.run(async () => 0), pool.run(async () => 0)]); // both have started
  expect(await pool.run(async ({ id }) => id)).toBe(1);
  expect(await pool.run(async ({ id }) => id, { isUrgent: true })).toBe(0);
});

test('an aborted job that waits never reaches a worker', async () => {
  const { pool } = fakePool(1);
  const first = deferred<string>();
  const running = pool.run(() => first.promise);
  const controller = new AbortController();
  let hasBegun = false;
  const waiting = pool.run(
    async () => {
      hasBegun = true;
    },
    { signal: controller.signal },
  );
  controller.abort();
  expect((await failureOf(waiting)).code).toBe('aborted');
  first.resolve('done');
  expect(await running).toBe('done');
  await settle();
  expect(hasBegun).toBe(false);
});

test('an aborted job that runs rejects at once, and its worker goes on with the next when it is done', async () => {
  const { pool, workers } = fakePool(1);
  const end = deferred<string>();
  const controller = new AbortController();
  const aborted = pool.run(() => end.promise, { signal: controller.signal });
  const next = pool.run(async (worker) => worker.id);
  await settle();
  controller.abort();
  expect((await failureOf(aborted)).code).toBe('aborted');
  end.resolve('too late');
  expect(await next).toBe(0);
  expect(workers[0]!.isTerminated).toBe(false);
});

test('an aborted job whose worker dies is not begun again', async () => {
  const { pool, workers } = fakePool(1);
  const controller = new AbortController();
  let begun = 0;
  const aborted = pool.run(
    () => {
      begun++;
      return new Promise(() => {});
    },
    { signal: controller.signal },
  );
  await settle();
  controller.abort();
  expect((await failureOf(aborted)).code).toBe('aborted');
  workers[0]!.crash('out of memory');
  expect(await pool.run(async (worker) => worker.id)).toBe(1);
  expect(begun).toBe(1);
});

test('a signal that was aborted before drops the job', async () => {
  const { pool } = fakePool(1);
  expect((await failureOf(pool.run(async () => 1, { signal: AbortSignal.abort() }))).code).toBe('aborted');
});

test('a job whose worker dies is done by a fresh one', async () => {
  const { pool, workers } = fakePool(1);
  const result = pool.run((worker) => (worker.id === 0 ? new Promise<number>(() => {}) : Promise.resolve(worker.id)));
  await settle();
  workers[0]!.crash('out of memory');
  expect(await result).toBe(1);
  expect(workers[0]!.isTerminated).toBe(true);
});

test('a job that throws twice is crashed, and the next one is served', async () => {
  const { pool, workers } = fakePool(1);
  const failing = pool.run(async () => {
    throw new Error('bad instruction');
  });
  const error = await failureOf(failing);
  expect([error.code, error.message]).toEqual(['crashed', 'The computation stopped twice in a row: bad instruction']);
  expect(await pool.run(async (worker) => worker.id)).toBe(2);
  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, true, false]);
});

test('a worker that dies while idle is replaced for the next job', async () => {
  const { pool, workers } = fakePool(1);
  workers[0]!.crash('gone');
  await settle();
  expect(pool.running()).toEqual([]);
  expect(await pool.run(async (worker) => worker.id)).toBe(1);
});

test('when no worker starts any more, the reason comes through', async () => {
  const { pool, workers } = fakePool(1, new EngineError('backendUnavailable', 'no backend'));
  workers[0]!.crash('gone');
  await settle();
  expect((await failureOf(pool.run(async () => 1))).code).toBe('backendUnavailable');
});

test('disposing ends the workers and aborts what is not done', async () => {
  const { pool, workers } = fakePool(1);
  const running = pool.run(() => new Promise(() => {}));
  const waiting = pool.run(async () => 1);
  await settle();
  pool.dispose();
  expect((await failureOf(running)).code).toBe('aborted');
  expect((await failureOf(waiting)).code).toBe('aborted');
  expect(workers[0]!.isTerminated).toBe(true);
  expect((await failureOf(pool.run(async () => 1))).code).toBe('aborted');
});

test('background jobs leave it quiet, all others do not', async () => {
  const { pool } = fakePool(2);
  await settle();
  const before = pool.quietMs();
  expect(before).toBeGreaterThan(0);
  const background = deferred<void>();
  const running = pool.run(() => background.promise, { isBackground: true });
  await settle();
  expect(pool.quietMs()).toBeGreaterThan(before);
  const awaited = deferred<void>();
  const other = pool.run(() => awaited.promise);
  await settle();
  expect(pool.quietMs()).toBe(0);
  awaited.resolve();
  await other;
  await settle();
  expect(pool.quietMs()).toBeGreaterThan(0);
  background.resolve();
  await running;
});
