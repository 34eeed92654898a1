/** What `--device` may name: `auto` is WebGPU on a hardware adapter, else wasm. */
export const DEVICES = ['auto', 'webgpu', 'wasm', 'cpu'] as const;
export type Device = (typeof DEVICES)[number];

/** What `--engine` may name: `eager` is tfjs on the device, `traced` ONNX Runtime on all cores. */
export const ENGINES = ['auto', 'eager', 'traced'] as const;
export type EngineName = (typeof ENGINES)[number];

/** What `--provider` may name: what ONNX Runtime computes the traced engine's graphs with. */
export const PROVIDERS = ['cpu', 'webgpu', 'cuda'] as const;
export type ProviderName = (typeof PROVIDERS)[number];
