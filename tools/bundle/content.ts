/** What lies in a bundle, by name. */
export const BUNDLE_CONTENT = {
  runScript: 'run.sh',
  readme: 'README.txt',
  node: 'node',
  trainer: 'trainer.mjs',
  /** Computes for the trainer, which looks for it beside itself under this name. */
  replicaWorker: 'replica.worker.mjs',
  /** The packed data set. */
  images: 'images',
  config: 'config.yaml',
  /** A run to go on with; the trainer makes it where none was given. */
  run: 'run',
  /** Libraries that the machine may lack. */
  libraries: 'lib',
} as const;
