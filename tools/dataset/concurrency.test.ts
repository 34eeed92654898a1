import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { mapConcurrently } from './concurrency.ts';

async function* slowNumbers(count: number) {
  for (let i = 0; i < count; i++) {
    await wait(5);
    yield i;
  }
}

it('works on every item, no more than the limit at a time', async () => {
  const done: number[] = [];
  let running = 0;
  let most = 0;
  await mapConcurrently(slowNumbers(6), 2, async (item) => {
    most = Math.max(most, ++running);
    await wait(20);
    running--;
    done.push(item);
  });
  expect(done).toEqual([0, 1, 2, 3, 4, 5]);
  expect(most).toBe(2);
});

it('throws a failure that comes while the next item is awaited, and begins no further one', async () => {
  const begun: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    if (item === 1) throw new Error('the disk is full');
  };
  await expect(mapConcurrently(slowNumbers(6), 8, work)).rejects.toThrow('the disk is full');
  expect(begun).toEqual([0, 1]);
});
