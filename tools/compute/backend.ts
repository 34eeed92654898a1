import { createRequire } from 'node:module';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs'; // the cpu backend and every gradient
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { messageOf, UserError } from '../io/userError.ts';
import type { Device } from './devices.ts';

/** The tfjs backend that computes from now on. */
export interface Backend {
  readonly name: Exclude<Device, 'auto'>;
  /** For people: which hardware, and why not a faster one. */
  readonly description: string;
  /** Lets go of the device; without it a process that used WebGPU does not end. */
  close(): Promise<void>;
}

/**
 * Starts a backend in Node. `webgpu` asked for by name also takes a software adapter; `auto` takes hardware only.
 * @throws UserError when the device asked for cannot start
 */
export async function startBackend(device: Device): Promise<Backend> {
  tf.enableProdMode(); // no advice about other packages, no checks after each operation
  if (device === 'cpu') return startCpu();
  if (device === 'wasm') return startWasm('one core');
  const webgpu = await startWebgpu(device === 'webgpu');
  if ('name' in webgpu) return webgpu;
  if (device === 'webgpu') throw new UserError(`WebGPU cannot start: ${webgpu.reason}. Use --device wasm.`);
  return startWasm(`one core; not WebGPU: ${webgpu.reason}`);
}

const closeNothing = async (): Promise<void> => undefined;

async function startCpu(): Promise<Backend> {
  await activate('cpu');
  return { name: 'cpu', description: 'cpu, plain JavaScript', close: closeNothing };
}

async function startWasm(detail: string): Promise<Backend> {
  const packageFile = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  setWasmPaths(path.join(path.dirname(packageFile), 'wasm-out', path.sep));
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = events.map((event) => new Set(process.rawListeners(event)));
  await activate('wasm');
  // The module catches and rethrows every uncaught error, which prints its own source, a line of 300 kB.
  events.forEach((event, i) => {
    for (const listener of process.rawListeners(event)) {
      if (!before[i]!.has(listener)) process.off(event, listener as () => void);
    }
  });
  return { name: 'wasm', description: `wasm, ${detail}`, close: closeNothing };
}

async function activate(name: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw new UserError(`The ${name} backend of TensorFlow.js did not start.`);
  await tf.ready();
}

/** Starts WebGPU through Dawn, the implementation of Chromium, which the optional package `webgpu` brings to Node. */
async function startWebgpu(isSoftwareWelcome: boolean): Promise<Backend | { reason: string }> {
  let dawn: typeof import('webgpu');
  try {
    dawn = await import('webgpu');
  } catch (error) {
    return { reason: `the package webgpu does not load (${messageOf(error)})` };
  }
  Object.assign(globalThis, dawn.globals);
  try {
    const gpu = dawn.create([]);
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return { reason: 'there is no graphics adapter with a driver for it' };
    const name = adapter.info.description || adapter.info.device || adapter.info.vendor || 'unnamed adapter';
    if (adapter.info.isFallbackAdapter && !isSoftwareWelcome) return { reason: `${name} is software` };

    publishGpu(gpu);
    await import('@tensorflow/tfjs-backend-webgpu'); // registers itself only where navigator.gpu is
    await activate('webgpu');
    const isOpen = endWhenLost((tf.backend() as unknown as { readonly device: GPUDevice }).device);
    return {
      name: 'webgpu',
      description: `webgpu, ${name}`,
      close: async () => {
        isOpen.value = false;
        tf.removeBackend('webgpu');
        publishGpu(undefined);
      },
    };
  } catch (error) {
    publishGpu(undefined); // a driver that fails is no reason not to compute at all
    return { reason: `its driver fails (${messageOf(error)})` };
  }
}

/**
 * A lost device ends the program as an unexpected error does: what waits for its results would wait for ever, and tfjs
 * takes no other device into use.
 */
function endWhenLost(device: GPUDevice): { value: boolean } {
  const isOpen = { value: true };
  void device.lost.then(({ message }) => {
    if (isOpen.value) throw new Error(`The graphics device was lost (${message || 'no reason given'})`);
  });
  return isOpen;
}

/** tfjs looks for the GPU where a browser has it. Dawn's threads live as long as something refers to it. */
function publishGpu(gpu: GPU | undefined): void {
  if (!('navigator' in globalThis)) Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
  const { navigator } = globalThis as unknown as { navigator: object };
  Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
}
