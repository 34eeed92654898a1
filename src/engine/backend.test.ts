/// <reference types="vite/client" />
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { chooseBackend } from './backend.ts';

// There is no address here that it could be fetched from.
vi.mock('@tensorflow/tfjs-backend-wasm', () => ({
  setWasmPaths() {
    throw new Error('it is not here.');
  },
}));

const NEED = { weightBytes: 0, largestTensorBytes: 0, workerBytes: 0, refiningBytes: 0 };
const never = () => new Promise<never>(() => {});
const device = { destroy() {} };
const adapter = (requestDevice: () => Promise<unknown>) => ({
  info: { isFallbackAdapter: false, description: 'a card', architecture: '' },
  limits: { maxBufferSize: 2 ** 30, maxStorageBufferBindingSize: 2 ** 30 },
  requestDevice,
});

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What is said of WebGPU, and which backend is used in its place. */
async function chosen(requestAdapter: () => Promise<unknown>, waitMs: number) {
  vi.stubGlobal('navigator', { gpu: { requestAdapter } });
  const choosing = chooseBackend({ isCheckNeeded: false }, NEED, async () => {});
  await vi.advanceTimersByTimeAsync(waitMs);
  vi.useRealTimers(); // the next backend is loaded in earnest
  const { backend, rejected } = await choosing;
  return { backend, reason: rejected.find((each) => each.backend === 'webgpu')?.reason };
}

it('goes on to the next backend when the browser never names an adapter', async () => {
  const requestAdapter = vi.fn(never);
  const { backend, reason } = await chosen(requestAdapter, 5000);
  expect(reason).toBe('the browser does not say which graphics adapter there is.');
  expect(backend).not.toBe('webgpu');
  expect(requestAdapter).toHaveBeenCalledTimes(1);
});

it('goes on to the next backend when the driver never gives a device', async () => {
  const { backend, reason } = await chosen(async () => adapter(never), 5000);
  expect(reason).toBe('the graphics driver gives no device.');
  expect(backend).not.toBe('webgpu');
});

it('waits no longer than 5 seconds, and no less', async () => {
  vi.stubGlobal('navigator', { gpu: { requestAdapter: never } });
  const refused = vi.fn();
  chooseBackend({ only: 'webgpu', isCheckNeeded: false }, NEED, async () => {}).catch(refused);
  await vi.advanceTimersByTimeAsync(4999);
  expect(refused).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(refused).toHaveBeenCalledOnce();
});

it('asks once more when there is no adapter at first', async () => {
  const requestAdapter = vi
    .fn()
    .mockResolvedValueOnce(null)
    .mockResolvedValueOnce(adapter(async () => Promise.reject(new Error('lost'))));
  expect((await chosen(requestAdapter, 0)).reason).toBe('lost');
  expect(requestAdapter).toHaveBeenCalledTimes(2);
});

it('takes two answers that there is none for the truth', async () => {
  const requestAdapter = vi.fn().mockResolvedValue(null);
  expect((await chosen(requestAdapter, 0)).reason).toBe('the browser offers no graphics adapter.');
  expect(requestAdapter).toHaveBeenCalledTimes(2);
});

it('waits no longer for tfjs, which asks for a device of its own, and leaves none behind', async () => {
  const destroy = vi.spyOn(device, 'destroy');
  const requestAdapter = vi
    .fn()
    .mockResolvedValueOnce(adapter(async () => device))
    .mockImplementation(never); // tfjs's own asking
  vi.stubGlobal('navigator', { gpu: { requestAdapter }, userAgent: '' });
  vi.useRealTimers();
  const { backend, rejected } = await chooseBackend({ isCheckNeeded: false }, NEED, async () => {});
  expect(destroy).toHaveBeenCalledOnce();
  expect(backend).not.toBe('webgpu');
  expect(rejected[0]).toMatchObject({ backend: 'webgpu' });
});
