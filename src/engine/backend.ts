import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { answerWithin } from '../base/answerWithin.ts';
import type { BackendChoice } from './engineWorkerApi.ts';
import { bufferRefusal, type MemoryNeed } from './memoryPlan.ts';
import { BACKENDS, type BackendName, type EngineInfo } from './protocol.ts';

/** Why a backend is not used, as the end of "WebGPU is not used: …". */
class BackendRefusal extends Error {}

interface ChosenBackend {
  readonly backend: BackendName;
  readonly rejected: EngineInfo['rejected'];
}

/**
 * Starts the first backend of `BACKENDS` that works: a GPU only on real hardware, unless that backend alone is allowed.
 * @param need what the model that is to be computed asks of a device
 * @param prove throws when the started backend computes wrong numbers; it is called where the choice asks for it
 * @throws Error with a sentence when no allowed backend works
 */
export async function chooseBackend(
  choice: BackendChoice,
  need: MemoryNeed,
  prove: () => Promise<void>,
): Promise<ChosenBackend> {
  const rejected: { backend: BackendName; reason: string }[] = [];
  for (const backend of choice.only ? [choice.only] : BACKENDS) {
    try {
      await starters[backend](choice.only !== undefined, need);
      if (!(await started(backend))) throw new BackendRefusal('it does not start.');
      requireFloatTextures(backend);
      if (choice.isCheckNeeded) await prove();
      return { backend, rejected };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      rejected.push({ backend, reason });
    }
  }
  const reasons = rejected.map(({ backend, reason }) => `${backend}: ${reason}`).join(' ');
  throw new Error(choice.only ? `The backend cannot be used. ${reasons}` : `No backend can be used here. ${reasons}`);
}

/** Each loads its part of tfjs, after asking the machine whether that makes sense. Only one is downloaded as a rule. */
const starters: Record<BackendName, (isForced: boolean, need: MemoryNeed) => Promise<void>> = {
  async webgpu(isForced, need) {
    if (!('gpu' in navigator)) throw new BackendRefusal('this browser has no WebGPU.');
    // `navigator.gpu` alone says nothing: many a browser has it and no adapter behind it.
    const adapter = (await requestAdapter()) ?? (await requestAdapter()); // the first answer after a crash may be none
    if (!adapter) throw new BackendRefusal('the browser offers no graphics adapter.');
    if (isSoftwareAdapter(adapter) && !isForced) {
      throw new BackendRefusal('the only adapter is a software one, slower than WebAssembly.');
    }
    // tfjs asks for as much as the adapter has.
    const refusal = bufferRefusal(need, adapter.limits);
    if (refusal) throw new BackendRefusal(refusal);
    // tfjs would wait for its device for ever: one that is asked for here shows whether the driver answers.
    (await answerOf(adapter.requestDevice(), 'the graphics driver gives no device.')).destroy();
    await import('@tensorflow/tfjs-backend-webgpu');
  },

  async webgl(isForced) {
    const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
    if (!gl) throw new BackendRefusal('this browser has no WebGL 2 in workers.');
    const renderer = rendererOf(gl);
    gl.getExtension('WEBGL_lose_context')?.loseContext();
    if (isSoftwareRenderer(renderer) && !isForced) {
      throw new BackendRefusal(`the renderer (${renderer}) is a software one, slower than WebAssembly.`);
    }
    await import('@tensorflow/tfjs-backend-webgl');
  },

  async wasm() {
    const [{ setWasmPaths }, { default: simdUrl }] = await Promise.all([
      import('@tensorflow/tfjs-backend-wasm'),
      import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'),
    ]);
    if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) {
      throw new BackendRefusal('this browser has no WebAssembly SIMD.');
    }
    // The pool uses the cores; tfjs's own threads would only get in its way.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    const url = new URL(simdUrl, import.meta.url).href;
    // tfjs wants all three names; with the two flags as they are it fetches only the one with SIMD.
    setWasmPaths({
      'tfjs-backend-wasm.wasm': url,
      'tfjs-backend-wasm-simd.wasm': url,
      'tfjs-backend-wasm-threaded-simd.wasm': url,
    });
  },

  async cpu() {
    await import('@tensorflow/tfjs-backend-cpu');
  },
};

/** A driver that has not answered after so long will not. */
const PATIENCE_MS = 5000;

const requestAdapter = (): Promise<GPUAdapter | null> =>
  answerOf(
    navigator.gpu.requestAdapter({ powerPreference: 'high-performance' }),
    'the browser does not say which graphics adapter there is.',
  );

/** @throws BackendRefusal when there is no answer in time */
const answerOf = <T>(work: Promise<T>, refusal: string): Promise<T> =>
  answerWithin(PATIENCE_MS, work, new BackendRefusal(refusal));

/** tfjs asks the graphics driver once more, and waits for as long as that takes; the others wait for nobody but the network. */
const started = (backend: BackendName): Promise<boolean> =>
  backend === 'webgpu'
    ? answerOf(tf.setBackend(backend), 'the graphics driver does not start it.')
    : tf.setBackend(backend);

/** Calls `onLost` when the graphics device behind the current backend goes away. */
export function watchDevice(onLost: (reason: string) => void): void {
  if (tf.getBackend() === 'webgpu') {
    const { device } = tf.backend() as WebGPUBackend;
    void device.lost.then(({ message }) =>
      onLost(['The graphics device was lost.', message].filter(Boolean).join(' ')),
    );
  } else if (tf.getBackend() === 'webgl') {
    // tfjs's types know the page's contexts only; in a worker the canvas is an offscreen one.
    const { gl } = (tf.backend() as MathBackendWebGL).getGPGPUContext() as { gl: { canvas?: OffscreenCanvas } };
    gl.canvas?.addEventListener('webglcontextlost', () => onLost('The graphics context was lost.'));
  }
}

/** What the heap of the wasm backend has grown to; undefined on another backend. */
export function wasmHeapBytes(): number | undefined {
  if (tf.getBackend() !== 'wasm') return undefined;
  // tfjs's types leave out what Emscripten gives every module.
  return (tf.backend() as BackendWasm & { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.byteLength;
}

/** Newer browsers say it in `info`, older ones on the adapter itself. */
function isSoftwareAdapter(adapter: GPUAdapter & { readonly isFallbackAdapter?: boolean }): boolean {
  const { isFallbackAdapter, description, architecture } = adapter.info;
  return (
    (isFallbackAdapter ?? adapter.isFallbackAdapter ?? false) || isSoftwareRenderer(`${description} ${architecture}`)
  );
}

function rendererOf(gl: WebGL2RenderingContext): string {
  const debug = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(debug ? debug.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

const isSoftwareRenderer = (renderer: string) => /swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer);

function requireFloatTextures(backend: BackendName): void {
  if (backend === 'webgl' && !tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) {
    throw new BackendRefusal('the graphics card computes in half precision only.');
  }
}
