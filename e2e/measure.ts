import { createStudioEngine } from '../src/engine/engineClient.ts';
import type { BackendName, EngineInfo, StudioEngine, StudioEngineOptions } from '../src/engine/protocol.ts';
import type { Pixels } from '../src/image/pixels.ts';
import { cropPhoto } from '../src/imageWorker/imageClient.ts';
import { REFINE_DEFAULTS, type RefineOptions } from '../src/latent/refinement.ts';
import { repeatW } from '../src/latent/styles.ts';
import { urlSource } from '../src/modelFolder/source.ts';
import { resolutionOf, styleCountUpTo } from '../src/networks/architecture.ts';

/** A mixing grid of 5 by 6. */
const GRID_CELLS = 30;

/** Medians in milliseconds, as the page sees them: messages to and from the worker included. */
export interface Measurement {
  readonly backend: BackendName;
  readonly workerCount: number;
  /** From nothing to an engine that answers: model fetched and verified, backend started and proved. */
  readonly loadMs: number;
  readonly encodeMs: number;
  readonly decodeMs: number;
  /** A photo to its reconstruction. */
  readonly reconstructMs: number;
  readonly gridMs: number;
  /** The longest time between two frames of the page while a grid was computed. */
  readonly longestFrameMs: number;
  /** Tensors that 100 reconstructions left behind, in all workers; none measured where that would take minutes. */
  readonly tensorsLeft: number | undefined;
}

export interface MeasureOptions {
  readonly modelUrl: string;
  readonly backend: BackendName;
  readonly workerCount?: number | undefined;
  readonly repeats: number;
  readonly isSlow: boolean;
}

/** An engine of a model folder on the server. */
export const startEngine = ({
  modelUrl,
  ...options
}: Omit<StudioEngineOptions, 'source'> & { readonly modelUrl: string }): Promise<StudioEngine> =>
  createStudioEngine({ source: urlSource(modelUrl), ...options });

/** The backend that the page takes by itself, and why not the ones before it. */
export async function chooseBackend(modelUrl: string): Promise<EngineInfo> {
  const { info, dispose } = await startEngine({ modelUrl });
  dispose();
  return info;
}

/** Measures one backend. The page should do nothing else. */
export async function measure({
  modelUrl,
  backend,
  workerCount,
  repeats,
  isSlow,
}: MeasureOptions): Promise<Measurement> {
  const started = performance.now();
  const engine = await startEngine({ modelUrl, forcedBackend: backend, workerCount });
  const loadMs = performance.now() - started;
  try {
    const image = somePicture(resolutionOf(engine.model.architecture));
    const styles = repeatW(await engine.encode(image), engine.model.architecture.layerCount);
    const encode = () => engine.encode(image);
    const decode = () => engine.generate(styles, { kind: 'none' });
    const grid = () => Promise.all(Array.from({ length: GRID_CELLS }, decode));
    const reconstruct = async () => {
      const w = await engine.encode(image);
      await engine.generate(repeatW(w, engine.model.architecture.layerCount), { kind: 'none' });
    };
    await grid(); // every worker has started, every shader is compiled
    return {
      backend: engine.info.backend,
      workerCount: engine.info.workerCount,
      loadMs,
      encodeMs: await medianMs(encode, repeats),
      decodeMs: await medianMs(decode, repeats),
      reconstructMs: await medianMs(reconstruct, repeats),
      gridMs: await medianMs(grid, isSlow ? 1 : Math.ceil(repeats / 3)),
      longestFrameMs: await longestFrame(grid),
      tensorsLeft: isSlow ? undefined : await tensorsLeftBy(engine, reconstruct),
    };
  } finally {
    engine.dispose();
  }
}

/** What keeping blocks saves a slider, in milliseconds of a picture, messages to and from the worker included. */
export interface SliderMeasurement {
  /** By block, coarsest first: a picture after a change of that block's styles only, with its coarser blocks kept and without. */
  readonly blocks: readonly { readonly keptMs: number; readonly allMs: number }[];
  /** Pictures a second, one after the other, of a slider that acts on all blocks, and on the finest only. */
  readonly allPerSecond: number;
  readonly finestPerSecond: number;
}

/** How long pictures are counted. */
const COUNT_MS = 4000;

/** Measures sliders on one backend, with one worker. */
export async function measureSliders({
  modelUrl,
  backend,
  repeats,
}: Pick<MeasureOptions, 'modelUrl' | 'backend' | 'repeats'>): Promise<SliderMeasurement> {
  const engine = await startEngine({ modelUrl, forcedBackend: backend, workerCount: 1 });
  try {
    const { architecture } = engine.model;
    const { layerCount, latentSize } = architecture;
    const styles = repeatW(await engine.encode(somePicture(resolutionOf(architecture))), layerCount);
    /** Moves blocks from `first` to `last` a little, and draws the picture. */
    const slide = (first: number, last: number, isLive: boolean) => {
      const [begin, end] = [first, last + 1].map((blocks) => latentSize * styleCountUpTo(architecture, blocks));
      for (let i = begin!; i < end!; i++) styles[i]! += 0.01;
      return engine.generate(styles, { kind: 'none' }, { isLive });
    };
    const perSecond = async (first: number) => {
      const started = performance.now();
      let count = 0;
      while (performance.now() - started < COUNT_MS) {
        await slide(first, layerCount - 1, true);
        count++;
      }
      return (1000 * count) / (performance.now() - started);
    };
    await slide(0, layerCount - 1, true);
    const blocks: { keptMs: number; allMs: number }[] = [];
    for (let block = 0; block < layerCount; block++) {
      const allMs = await medianMs(() => slide(block, block, false), repeats);
      await slide(block, block, true); // the cache has the coarser blocks now
      blocks.push({ keptMs: await medianMs(() => slide(block, block, true), repeats), allMs });
    }
    return { blocks, allPerSecond: await perSecond(0), finestPerSecond: await perSecond(layerCount - 1) };
  } finally {
    engine.dispose();
  }
}

/** A refinement of one photo: mean squared errors where black is 0 and white is 1. */
interface RefineMeasurement {
  readonly errorBefore: number;
  readonly error: number;
  readonly seconds: number;
}

/** Refines photos on wasm, one after the other, with the page's defaults but for `options`. */
export async function measureRefining(
  modelUrl: string,
  photoUrls: readonly string[],
  options: Partial<RefineOptions>,
): Promise<readonly RefineMeasurement[]> {
  const engine = await startEngine({ modelUrl, forcedBackend: 'wasm', workerCount: 1 });
  try {
    const resolution = resolutionOf(engine.model.architecture);
    const measured: RefineMeasurement[] = [];
    for (const url of photoUrls) {
      const { pixels } = await cropPhoto(await (await fetch(url)).blob(), { resolution });
      const started = performance.now();
      const { errorBefore, error } = await engine.refine(
        pixels,
        { kind: 'none' },
        { ...REFINE_DEFAULTS, ...options },
        () => true,
      );
      measured.push({ errorBefore, error, seconds: (performance.now() - started) / 1000 });
    }
    return measured;
  } finally {
    engine.dispose();
  }
}

/** A large model, on wasm: times of single runs in milliseconds, and the heap of each worker after them. */
export interface BigMeasurement {
  readonly workerCount: number;
  readonly loadMs: number;
  /** The longest time between two frames of the page while the model was loaded. */
  readonly longestFrameMs: number;
  readonly encodeMs: number;
  readonly decodeMs: number;
  readonly gridMs: number;
  readonly tensorBytes: readonly number[];
  readonly heapBytes: readonly (number | undefined)[];
}

/** Cells of the grid that a large model is asked for, 3 by 3. */
const BIG_GRID_CELLS = 9;

/** Measures a large model once, with as many workers as the page would use unless told otherwise. */
export async function measureBig(modelUrl: string, workerCount?: number): Promise<BigMeasurement> {
  let engine: StudioEngine | undefined;
  let loadMs = 0;
  const longestFrameMs = await longestFrame(async () => {
    loadMs = await medianMs(async () => {
      engine = await startEngine({ modelUrl, forcedBackend: 'wasm', workerCount });
    }, 1);
  });
  if (!engine) throw new Error('The engine did not start.');
  const { encode, generate, info, model, memory, dispose } = engine;
  try {
    const { layerCount } = model.architecture;
    const image = somePicture(resolutionOf(model.architecture));
    const styles = repeatW(await encode(image), layerCount);
    const decode = () => generate(styles, { kind: 'none' });
    const encodeMs = await medianMs(() => encode(image), 1);
    const decodeMs = await medianMs(decode, 1);
    const grid = () => Promise.all(Array.from({ length: BIG_GRID_CELLS }, decode));
    const gridMs = await medianMs(grid, 1);
    const used = await memory();
    return {
      workerCount: info.workerCount,
      loadMs,
      longestFrameMs,
      encodeMs,
      decodeMs,
      gridMs,
      tensorBytes: used.map(({ numBytes }) => numBytes),
      heapBytes: used.map(({ heapBytes }) => heapBytes),
    };
  } finally {
    dispose();
  }
}

/** The median of the times that some runs take, in milliseconds. */
export async function medianMs(run: () => Promise<unknown>, repeats: number): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const started = performance.now();
    await run();
    times.push(performance.now() - started);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(repeats / 2)]!;
}

async function longestFrame(run: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  let isRunning = true;
  const watch = (now: number) => {
    longest = Math.max(longest, now - last);
    last = now;
    if (isRunning) requestAnimationFrame(watch);
  };
  await new Promise(requestAnimationFrame);
  last = performance.now();
  requestAnimationFrame(watch);
  await run();
  isRunning = false;
  return longest;
}

async function tensorsLeftBy(engine: StudioEngine, reconstruct: () => Promise<void>): Promise<number> {
  const count = async () => (await engine.memory()).reduce((sum, { numTensors }) => sum + numTensors, 0);
  const before = await count();
  for (let i = 0; i < 100; i += 10) await Promise.all(Array.from({ length: 10 }, reconstruct));
  return (await count()) - before;
}

function somePicture(resolution: number): Pixels {
  const data = new Uint8ClampedArray(4 * resolution * resolution);
  for (let i = 0; i < data.length; i++) {
    const pixel = Math.floor(i / 4);
    data[i] = i % 4 === 3 ? 255 : 128 + 120 * Math.sin((pixel % resolution) / 7 + pixel / resolution / (5 + (i % 4)));
  }
  return { width: resolution, height: resolution, data };
}

/**
 * Measures an ONNX model in onnxruntime-web, on one thread as tfjs's workers are, on inputs of ones.
 * @returns median of a run in milliseconds; free dimensions are 1
 */
export async function measureOnnx(url: string, repeats: number): Promise<number> {
  const ort = await import('onnxruntime-web/wasm');
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(url);
  const feeds = Object.fromEntries(
    session.inputMetadata.map((input) => {
      if (!input.isTensor) throw new Error(`The input ${input.name} of the ONNX model is not a tensor.`);
      const shape = input.shape.map((size) => (typeof size === 'number' ? size : 1));
      const values = new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(1);
      return [input.name, new ort.Tensor('float32', values, shape)];
    }),
  );
  await session.run(feeds);
  const median = await medianMs(() => session.run(feeds), repeats);
  await session.release();
  return median;
}
