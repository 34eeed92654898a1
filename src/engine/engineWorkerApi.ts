import type { Pixels } from '../image/pixels.ts';
import type { DirectionAxis, DirectionSearch } from '../latent/directions.ts';
import type { LatentGaussian, Reading } from '../latent/familiarity.ts';
import type { LatentStatistics } from '../latent/latentStatistics.ts';
import type { NoiseSetting } from '../latent/noise.ts';
import type { Refinement, RefineOptions, RefineProgress } from '../latent/refinement.ts';
import type { GroupBytes } from '../modelFolder/read.ts';
import type { ModelFile } from '../modelFolder/schema.ts';
import type { BackendName, EngineInfo, EngineMemory } from './protocol.ts';

/** Which backends a worker may use. */
export interface BackendChoice {
  /** Only this one, software adapters included. */
  readonly only?: BackendName | undefined;
  /** False for a worker beside one that has proved the backend already. */
  readonly isCheckNeeded: boolean;
}

/** A failure is an answer, since an Error loses its code between threads. */
type StartResult =
  | { readonly kind: 'ready'; readonly backend: BackendName; readonly rejected: EngineInfo['rejected'] }
  | { readonly kind: 'failed'; readonly code: 'backendUnavailable' | 'modelInvalid'; readonly message: string };

/** What a worker answers to. Each worker owns a whole model; the client hands it the verified bytes. */
export interface EngineWorkerApi {
  /** Comes first. `onLost` is called when the graphics device is lost. */
  start(
    model: ModelFile,
    bytes: GroupBytes,
    choice: BackendChoice,
    onLost: (reason: string) => void,
  ): Promise<StartResult>;
  /** Adds the weights of groups that `start` was not given. */
  addGroups(bytes: GroupBytes): void;
  encode(image: Pixels): Promise<Float32Array<ArrayBuffer>>;
  /** @param isLive the picture is one of a sequence in which little changes: the worker keeps its blocks' features */
  generate(styles: Float32Array, noise: NoiseSetting, isLive: boolean): Promise<Pixels>;
  /** @param report answers whether to go on */
  refine(
    image: Pixels,
    latents: LatentGaussian,
    noise: NoiseSetting,
    options: RefineOptions,
    report: (progress: RefineProgress) => boolean | Promise<boolean>,
  ): Promise<Refinement>;
  sample(seed: number): Promise<Float32Array<ArrayBuffer>>;
  /** Moments of W over a piece of F's samples. Needs F, as `sample` does. */
  pieceStatistics(piece: number): Promise<LatentStatistics>;
  findDirections(search: DirectionSearch, statistics: LatentStatistics): Promise<readonly DirectionAxis[]>;
  latentGaussian(statistics: LatentStatistics): Promise<LatentGaussian>;
  /** What E and D say of some pictures that G draws of F's samples. Needs F and D. */
  readOwnPictures(seed: number, latents: LatentGaussian): Promise<readonly Reading[]>;
  /** What E and D say of images. Needs D. */
  readImages(images: readonly Pixels[], latents: LatentGaussian): Promise<readonly Reading[]>;
  memory(): EngineMemory;
}
