import type { BackendName } from '../engine/protocol.ts';

/** What people know a backend by. */
export const BACKEND_NAMES: Record<BackendName, string> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WebAssembly',
  cpu: 'JavaScript',
};

/** What computes with it, in a sentence. */
export const BACKEND_MEANINGS: Record<BackendName, string> = {
  webgpu: 'Your graphics card computes the pictures.',
  webgl: 'Your graphics card computes the pictures, in the older way.',
  wasm: 'Your processor computes the pictures.',
  cpu: 'Your processor computes the pictures in plain JavaScript, which is slow.',
};
