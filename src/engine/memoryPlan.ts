import { groupOf, type ModelFile } from '../modelFolder/schema.ts';
import { type Architecture, blockResolution, encoderChannels, generatorChannels } from '../networks/architecture.ts';

/** What a model asks of the device that computes it, one picture at a time. */
export interface MemoryNeed {
  /** E's and G's weights in 32 bits. */
  readonly weightBytes: number;
  /** The largest tensor: a feature map, or a weight. A graphics device must take it as one buffer. */
  readonly largestTensorBytes: number;
  /** What one WebAssembly worker grows to, an estimate from above. */
  readonly workerBytes: number;
  /** What it grows to while a reconstruction is refined, when every map of G's is kept for the gradients. */
  readonly refiningBytes: number;
}

/** The device as the browser describes it. */
interface DeviceMemory {
  /** `navigator.deviceMemory` in GiB, a power of two, 8 for more; only Chromium says it. */
  readonly deviceGibibytes?: number | undefined;
  /** `navigator.hardwareConcurrency`. */
  readonly coreCount: number;
  /** What another model's workers may grow to, beside which this one runs; default: 0. */
  readonly takenBytes?: number | undefined;
}

type WorkerPlan =
  | { readonly kind: 'fits'; readonly workerCount: number }
  | { readonly kind: 'tooLarge'; readonly sentence: string };

const FLOAT_BYTES = 4;
const GIB = 2 ** 30;
/** Taken where the browser does not say how much memory there is. */
const UNKNOWN_DEVICE_GIB = 4;
/** What a page may take on an iPhone or iPad, which say nothing either, before it is stopped without a word. */
const IOS_PAGE_GIB = 1;
/** WebAssembly addresses 32 bits. */
const HEAP_LIMIT_BYTES = 4 * GIB;
/** Workers take no more than this part of the memory: the page, the browser and everything else live there too. */
const WORKERS_SHARE = 0.5;
const MOST_WORKERS = 4;

/**
 * `workerBytes = 3 · weights + 12 · largest map + 64 MiB`. The weights are on the heap once as tensors and once packed by
 * the convolutions that use them; maps live while a step needs them; the rest is a heap that never shrinks. Heaps after
 * some pictures, measured at 512 channels and S 512: 778 MiB at 256 pixels (estimate 840), 1334 MiB at 1024 (1420).
 * Features that are kept for sliders (blockCache.ts) find room in what pictures leave free: the heap stays as large.
 * Refining takes 77 to 83 times what G's blocks put out, measured at 64 to 256 pixels.
 * @param weightShapes of E's and G's weights
 */
export function memoryNeed(architecture: Architecture, weightShapes: readonly (readonly number[])[]): MemoryNeed {
  const weights = weightShapes.map((shape) => FLOAT_BYTES * shape.reduce((product, size) => product * size, 1));
  const weightBytes = weights.reduce((sum, byteLength) => sum + byteLength, 0);
  const mapBytes = largestMapBytes(architecture);
  const workerBytes = 3 * weightBytes + 12 * mapBytes + 64 * 2 ** 20;
  return {
    weightBytes,
    largestTensorBytes: Math.max(mapBytes, ...weights),
    workerBytes,
    refiningBytes: workerBytes + 84 * generatorMapBytes(architecture),
  };
}

/** What `deviceMemoryOf` asks a navigator. */
interface Device {
  /** Only Chromium says it. */
  readonly deviceMemory?: number | undefined;
  readonly userAgent: string;
  readonly maxTouchPoints: number;
}

/** The memory that may be counted on, in GiB; undefined where nothing is known. iPads call themselves Macs, which have no touch. */
export function deviceMemoryOf({ deviceMemory, userAgent, maxTouchPoints }: Device): number | undefined {
  const isIos = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
  return deviceMemory ?? (isIos ? IOS_PAGE_GIB : undefined);
}

/** The need of a model whose model.json has been read. */
export const memoryNeedOf = (model: Pick<ModelFile, 'architecture' | 'weightsManifest'>): MemoryNeed =>
  memoryNeed(
    model.architecture,
    (['E', 'G'] as const).flatMap((group) => groupOf(model, group).weights.map(({ shape }) => shape)),
  );

/** What G's blocks put out, one picture at a time. */
function generatorMapBytes(architecture: Architecture): number {
  const sizes = Array.from(
    { length: architecture.layerCount },
    (_, block) => FLOAT_BYTES * blockResolution(block) ** 2 * generatorChannels(architecture, block),
  );
  return sizes.reduce((sum, byteLength) => sum + byteLength, 0);
}

/** Both networks' widest maps are those that enter and leave a block, with the border that convolutions add. */
function largestMapBytes(architecture: Architecture): number {
  const last = architecture.layerCount - 1;
  const sizes = Array.from({ length: architecture.layerCount }, (_, block) => {
    const channels = [
      generatorChannels(architecture, block),
      generatorChannels(architecture, Math.max(0, block - 1)) / (block > 0 && blockResolution(block) >= 128 ? 4 : 1),
      encoderChannels(architecture, last - block)[0],
      encoderChannels(architecture, last - block)[1] / (blockResolution(block) >= 128 ? 4 : 1),
    ];
    return FLOAT_BYTES * (blockResolution(block) + 2) ** 2 * Math.max(...channels);
  });
  return Math.max(...sizes);
}

/**
 * How many workers share the work on a processor: one for each core that the page does not need, 2 to 4, but no more than
 * fit the memory, and one where that is all that fits.
 */
export function planWorkers(
  need: MemoryNeed,
  { deviceGibibytes, coreCount, takenBytes = 0 }: DeviceMemory,
): WorkerPlan {
  const deviceBytes = (deviceGibibytes ?? UNKNOWN_DEVICE_GIB) * GIB - takenBytes;
  const sentence =
    takenBytes > 0 && need.workerBytes > deviceBytes
      ? `This device has not the memory for a second model beside the one in use: about ${gibibytes(need.workerBytes)} more.`
      : shortage('The model', need.workerBytes, deviceGibibytes);
  if (sentence) return { kind: 'tooLarge', sentence };
  const byCores = Math.min(MOST_WORKERS, Math.max(2, coreCount - 1));
  const byMemory = Math.floor((WORKERS_SHARE * deviceBytes) / need.workerBytes);
  return { kind: 'fits', workerCount: Math.max(1, Math.min(byCores, byMemory)) };
}

/** Why a device has not the memory to refine a reconstruction, in one sentence; null where it has. */
export const refiningShortage = (need: MemoryNeed, deviceGibibytes?: number): string | null =>
  shortage('Refining with this model', need.refiningBytes, deviceGibibytes);

function shortage(what: string, bytes: number, deviceGibibytes = UNKNOWN_DEVICE_GIB): string | null {
  const deviceBytes = deviceGibibytes * GIB;
  const limit = Math.min(deviceBytes, HEAP_LIMIT_BYTES);
  if (bytes <= limit) return null;
  const [needed, there] = [bytes, limit].map(gibibytes);
  const where = deviceBytes < HEAP_LIMIT_BYTES ? 'this device gives a page' : 'a browser gives it';
  return `${what} needs about ${needed} of memory, and ${where} ${there}.`;
}

const gibibytes = (bytes: number): string => `${(bytes / GIB).toPrecision(2)} GiB`;

/** The limits of a graphics device that a tensor meets. */
type BufferLimits = Pick<GPUSupportedLimits, 'maxBufferSize' | 'maxStorageBufferBindingSize'>;

/** Why a graphics device cannot hold a model's tensors, as the end of "WebGPU is not used: …"; null where it can. */
export function bufferRefusal({ largestTensorBytes }: MemoryNeed, limits: BufferLimits): string | null {
  const limit = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  if (largestTensorBytes <= limit) return null;
  const [needed, there] = [largestTensorBytes, limit].map((bytes) => Math.round(bytes / 2 ** 20));
  return `the model needs buffers of ${needed} MiB, and the graphics adapter allows ${there} MiB.`;
}
