import { expect, it, vi } from 'vitest';
import type { Pixels } from '../image/pixels.ts';
import { createPictureCache } from './pictureCache.ts';

const pixels = (bytes = 4): Pixels => ({ width: 1, height: bytes / 4, data: new Uint8ClampedArray(bytes) });
const settled = () => new Promise((resolve) => setTimeout(resolve));

it('computes a picture once for all its watchers and tells each of them', async () => {
  const cache = createPictureCache();
  const render = vi.fn(async () => pixels());
  const [first, second] = [vi.fn(), vi.fn()];
  cache.watch({ key: 'a', render }, first);
  cache.watch({ key: 'a', render }, second);
  await settled();
  expect(render).toHaveBeenCalledTimes(1);
  expect(first).toHaveBeenCalledTimes(1);
  expect(second).toHaveBeenCalledTimes(1);
  expect(cache.peek('a').state).toBe('done');
});

it('aborts unfinished work when its last watcher leaves, and not before', () => {
  const cache = createPictureCache();
  let signal: AbortSignal | undefined;
  const render = (s: AbortSignal) => {
    signal = s;
    return new Promise<Pixels>(() => {});
  };
  const leaveFirst = cache.watch({ key: 'a', render }, () => {});
  const leaveSecond = cache.watch({ key: 'a', render }, () => {});
  leaveFirst();
  expect(signal?.aborted).toBe(false);
  leaveSecond();
  expect(signal?.aborted).toBe(true);
  expect(cache.peek('a').state).toBe('running');
});

it('keeps a finished picture after its watchers have left, and tries a failed one again', async () => {
  const cache = createPictureCache();
  const fine = vi.fn(async () => pixels());
  cache.watch({ key: 'kept', render: fine }, () => {});
  await settled();
  const failing = vi.fn(async () => Promise.reject<Pixels>(new Error('no')));
  const leave = cache.watch({ key: 'bad', render: failing }, () => {});
  await settled();
  expect(cache.peek('bad').state).toBe('failed');
  leave();
  cache.watch({ key: 'bad', render: failing }, () => {});
  cache.watch({ key: 'kept', render: fine }, () => {});
  expect(failing).toHaveBeenCalledTimes(2);
  expect(fine).toHaveBeenCalledTimes(1);
});

it('lets the pictures go that nobody watches once memory runs out', async () => {
  const cache = createPictureCache(8);
  const leave = cache.watch({ key: 'old', render: async () => pixels(8) }, () => {});
  await settled();
  leave();
  cache.watch({ key: 'watched', render: async () => pixels(8) }, () => {});
  await settled();
  expect(cache.peek('old').state).toBe('running');
  expect(cache.peek('watched').state).toBe('done');
});

it('forgets everything when cleared, results under way included', async () => {
  const cache = createPictureCache();
  const listener = vi.fn();
  cache.watch({ key: 'a', render: async () => pixels() }, listener);
  cache.clear();
  await settled();
  expect(listener).not.toHaveBeenCalled();
  expect(cache.peek('a').state).toBe('running');
});

it('computes a failed picture again for those who watch it', async () => {
  const cache = createPictureCache();
  const listener = vi.fn();
  const render = vi.fn(async () => pixels()).mockRejectedValueOnce(new Error('no'));
  const request = { key: 'a', render };
  cache.watch(request, listener);
  await settled();
  expect(cache.peek('a').state).toBe('failed');
  cache.retry(request);
  expect(cache.peek('a').state).toBe('running');
  await settled();
  expect(cache.peek('a').state).toBe('done');
  expect(listener).toHaveBeenCalledTimes(3);
});

it('hands out finished pictures and failures as promises', async () => {
  const cache = createPictureCache();
  const picture = pixels();
  await expect(cache.get({ key: 'a', render: async () => picture })).resolves.toBe(picture);
  await expect(cache.get({ key: 'b', render: async () => Promise.reject(new Error('no')) })).rejects.toThrow('no');
});

it('ends the wait for a picture when its signal does, and the work with it', async () => {
  const cache = createPictureCache();
  let work: AbortSignal | undefined;
  const render = (signal: AbortSignal) => {
    work = signal;
    return new Promise<Pixels>(() => {});
  };
  const controller = new AbortController();
  const waiting = cache.get({ key: 'a', render }, controller.signal);
  controller.abort(new Error('not wanted'));
  await expect(waiting).rejects.toThrow('not wanted');
  expect(work?.aborted).toBe(true);
});

it('takes in a picture that was computed elsewhere, and computes it no more', async () => {
  const cache = createPictureCache(8);
  const render = vi.fn(async () => pixels());
  const given = pixels();
  cache.put('a', given);
  expect(await cache.get({ key: 'a', render })).toBe(given);
  expect(render).not.toHaveBeenCalled();
  cache.put('a', pixels());
  expect(await cache.get({ key: 'a', render })).toBe(given);
  cache.put('b', pixels());
  cache.put('c', pixels()); // there is room for two
  expect(cache.peek('a').state).toBe('running');
});
