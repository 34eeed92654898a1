import { BUNDLE_DEFAULTS } from '../bundle/bundleOptions.ts';

export const TORCH_DEFAULTS = {
  packed: false,
  quality: BUNDLE_DEFAULTS.quality,
  archive: false,
  /** MiB */
  partSize: BUNDLE_DEFAULTS.partSize,
  force: false,
};

export interface TorchOptions {
  /** A data set that `prepare` made. */
  readonly dataset: string;
  /** Directory to write: the folder, or its parts with `archive`. */
  readonly out: string;
  /** Configuration to train with; default: the run's, else the defaults. */
  readonly config?: string;
  /** Model folder to begin a new run with. */
  readonly init?: string;
  /** A run to go on with. */
  readonly run?: string;
  /** Bring the images of the finest size as WebP, instead of raw ones of every size that is still to be trained. */
  readonly packed?: boolean;
  /** Quality of packed images, WebP's 1 to 100. */
  readonly quality?: number;
  readonly archive?: boolean;
  /** MiB that no part is larger than. */
  readonly partSize?: number;
  readonly force?: boolean;
  readonly onProgress?: (text: string) => void;
}
