import { CodedError } from '../base/codedError.ts';
import type { Pixels } from '../image/pixels.ts';
import type { Direction, DirectionAxis, DirectionSearch } from '../latent/directions.ts';
import type { LatentStatistics } from '../latent/latentStatistics.ts';
import type { NoiseSetting } from '../latent/noise.ts';
import type { Refinement, RefineOptions, RefineProgress } from '../latent/refinement.ts';
import type { ReadProgress } from '../modelFolder/read.ts';
import type { ModelFile } from '../modelFolder/schema.ts';
import type { ModelSource } from '../modelFolder/source.ts';

/** tfjs backends, in the order in which the page tries them. */
export const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

/** Which backend runs, and why the ones before it in `BACKENDS` do not. */
export interface EngineInfo {
  readonly backend: BackendName;
  readonly workerCount: number;
  readonly rejected: readonly { readonly backend: BackendName; readonly reason: string }[];
  /** How long the first picture took to generate, once there is one. */
  readonly pictureMs?: number | undefined;
}

/** What the page knows about the model: its card, and the averaged latent. */
export interface StudioModel extends Omit<ModelFile, 'weightsManifest' | 'shards' | 'formatVersion'> {
  /** As `fingerprintOf`. */
  readonly fingerprint: string;
  /** w̄, one code per style [2L · S]: what truncation pulls towards. */
  readonly averageStyles: Float32Array<ArrayBuffer>;
}

/** What can go wrong. An error brings its own sentence; by the code the page says what to do about it. */
export type EngineErrorCode =
  | 'modelMissing' // model.json or a shard is not there
  | 'modelInvalid' // wrong size, hash, version, NaN
  | 'network' // no connection while fetching
  | 'backendUnavailable' // the forced backend does not start, or none does
  | 'tooLarge' // the device has not the memory that the model needs
  | 'crashed' // a worker died, the device was lost
  | 'aborted';

export class EngineError extends CodedError<EngineErrorCode> {
  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super('EngineError', code, message, options);
  }
}

/** Options of one request: an aborted signal drops it, at once if no worker has begun it. */
export interface RequestOptions {
  readonly signal?: AbortSignal;
}

interface GenerateRequestOptions extends RequestOptions {
  /**
   * The picture follows a slider: it comes before everything that waits, and is made by the worker that made the last one,
   * which computes only the blocks whose styles have changed, and those after them. Default: false.
   */
  readonly isLive?: boolean;
}

interface RefineRequestOptions extends RequestOptions {
  /** Nobody waits for it: `quietMs` takes no notice of it. Default: false. */
  readonly isBackground?: boolean;
}

/** How to start an engine (`createStudioEngine` in engineClient.ts). */
export interface StudioEngineOptions {
  /** The model folder: on a server, or kept in this browser. */
  readonly source: ModelSource;
  /** Use this backend or none, software adapters included. */
  readonly forcedBackend?: BackendName | undefined;
  /** Workers on a processor; default: as `planWorkers` says. A GPU has one. */
  readonly workerCount?: number | undefined;
  /** An engine that goes on running beside this one: what its workers may grow to is not there any more. */
  readonly beside?: StudioEngine | undefined;
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined;
  /**
   * Told when `info` is another: once a picture has been timed, and when a lost graphics device made the engine move. Never
   * before the engine is there.
   */
  readonly onInfo?: ((info: EngineInfo) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What one worker's tfjs holds at the moment. */
export interface EngineMemory {
  readonly numTensors: number;
  readonly numBytes: number;
  /** What the WebAssembly heap has grown to. */
  readonly heapBytes?: number | undefined;
}

/**
 * The page's only door to the networks. Images are square RGBA rasters at the model's resolution. Requests are begun in
 * the order in which they were made, live ones first. A worker that dies is replaced and its request made once more; if that fails too
 * the request rejects with 'crashed', or with what keeps a new worker from starting, and the next one tries anew. All rejections are `EngineError`s.
 */
export interface StudioEngine {
  /** At the moment; `onInfo` says when it changes. */
  readonly info: EngineInfo;
  readonly model: StudioModel;
  /** What its workers together may grow to on a processor. */
  readonly plannedBytes: number;
  /** Image → w [S] (E). */
  encode(image: Pixels, options?: RequestOptions): Promise<Float32Array<ArrayBuffer>>;
  /** Styles [2L · S], coarsest first → image (G). One image a request: the pool shares a grid. */
  generate(styles: Float32Array, noise: NoiseSetting, options?: GenerateRequestOptions): Promise<Pixels>;
  /**
   * Image → styles that G draws it from more closely than from E's code, by descent. It takes one worker for as long as it lasts,
   * and fetches F when first called.
   * @param noise what pictures are drawn with, unless noise is varied too
   * @param report is told of every step; false ends the work, and the best so far is the result. A worker that died is
   * replaced, and the steps begin again at 0
   */
  refine(
    image: Pixels,
    noise: NoiseSetting,
    refineOptions: RefineOptions,
    report: (progress: RefineProgress) => boolean,
    options?: RefineRequestOptions,
  ): Promise<Refinement>;
  /** How long nothing but background work has been asked for or under way, in milliseconds; 0 while anything else is. */
  quietMs(): number;
  /** Seed → w [S] (z from the seed, then F). Fetches F when first called. */
  sample(seed: number, options?: RequestOptions): Promise<Float32Array<ArrayBuffer>>;
  /** Moments of W over 10,000 samples of F, computed once. Fetches F when first called. */
  latentStatistics(): Promise<LatentStatistics>;
  /** The directions that the model folder brings, or null when it brings none. */
  publishedDirections(): Promise<readonly Direction[] | null>;
  /** Directions of W, strongest first, measured in `latentStatistics`. */
  findDirections(search: DirectionSearch, options?: RequestOptions): Promise<readonly DirectionAxis[]>;
  /**
   * How strange images are to the model (`latent/familiarity.ts`), several at once; above `UNFAMILIAR` it hardly knows
   * them. Fetches F and D, and looks at some of the model's own pictures, when first called: seconds on a processor.
   */
  judge(images: readonly Pixels[], options?: RequestOptions): Promise<readonly number[]>;
  /** Tensors held by each running worker: for tests. */
  memory(): Promise<readonly EngineMemory[]>;
  /** Ends the workers; requests that are not done are aborted. */
  dispose(): void;
}
