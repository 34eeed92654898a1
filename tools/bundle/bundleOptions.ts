export const BUNDLE_DEFAULTS = {
  /** Of cats at 64 pixels it leaves 21 MiB, at 36.7 dB from the originals. */
  quality: 86,
  tracedEngine: true,
  archive: false,
  /** MiB */
  partSize: 14,
  force: false,
};

export interface BundleOptions {
  /** A data set that `prepare` made. */
  readonly dataset: string;
  /** Directory to write: the bundle, or its parts with `archive`. */
  readonly out: string;
  /** Configuration to train with; default: the run's, else the defaults. */
  readonly config?: string;
  /** A run to go on with. */
  readonly run?: string;
  /** Quality of the images, WebP's 1 to 100. */
  readonly quality?: number;
  /** Bring the engine for machines without a graphics adapter. */
  readonly tracedEngine?: boolean;
  /** Vulkan's loader to bring: libvulkan.so.1, or the Debian package that holds it. */
  readonly vulkan?: string;
  readonly archive?: boolean;
  /** MiB that no part is larger than. */
  readonly partSize?: number;
  readonly force?: boolean;
  readonly onProgress?: (text: string) => void;
}
