import type { Pixels } from '../image/pixels.ts';
import type { Familiar, LatentGaussian, Reading } from '../latent/familiarity.ts';
import type { GroupBytes } from '../modelFolder/read.ts';
import type { ModelFile } from '../modelFolder/schema.ts';
import type { BackendName, EngineInfo, EngineMemory, NoiseSetting, PrincipalComponents } from './protocol.ts';

/** Which backends a worker may use. */
export interface BackendChoice {
  /** Only this one, software adapters included. */
  readonly only?: BackendName | undefined;
  /** False for a worker beside one that has proved the backend already. */
  readonly isCheckNeeded: boolean;
}

/** A failure is an answer, since an Error loses its code between threads. */
export type StartResult =
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
  generate(styles: Float32Array, noise: NoiseSetting): Promise<Pixels>;
  sample(seed: number): Promise<Float32Array<ArrayBuffer>>;
  principalComponents(sampleCount: number): Promise<PrincipalComponents>;
  /** What is normal for the model. Needs F and D. */
  familiar(): Promise<Familiar>;
  /** What E and D say of images. Needs D. */
  readImages(images: readonly Pixels[], latents: LatentGaussian): Promise<readonly Reading[]>;
  memory(): EngineMemory;
}
