import { chmod, copyFile, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { resolutionOf } from '../../src/networks/architecture.ts';
import { openDataset } from '../dataset/dataset.ts';
import { checkReplaceable, writeDirectoryAside } from '../io/atomicDirectory.ts';
import { currentCommit } from '../io/commit.ts';
import { messageOf, UserError } from '../io/userError.ts';
import { readLatestCheckpoint } from '../run/checkpoint.ts';
import { readTrainingOptions, TRAINING_DEFAULTS, type TrainingOptions } from '../run/trainingOptions.ts';
import { checkDataset } from '../training/loop.ts';
import { archiveDirectory } from './archive.ts';
import { BUNDLE_DEFAULTS, type BundleOptions } from './bundleOptions.ts';
import { collectRun } from './collect.ts';
import { BUNDLE_CONTENT } from './content.ts';
import { copyPackages, EXTERNAL_PACKAGES } from './packages.ts';
import { packDataset } from './packedDataset.ts';
import { copyVulkanLoader } from './vulkanLoader.ts';

/** Name of the bundle's folder in the archive. */
const ARCHIVED_NAME = 'alae-bundle';
const REPLICA_WORKER = path.join(import.meta.dirname, '../training/traced/replica.worker.ts');
const TARGET_FILES = path.join(import.meta.dirname, 'target');

interface BundleSummary {
  readonly byteLength: number;
  /** Parts of the archive; 0 for a folder. */
  readonly parts: number;
}

/**
 * Writes a folder that trains on a machine without Node and without a network, or an archive of it in parts.
 * @throws UserError
 */
export async function writeBundle(options: BundleOptions): Promise<BundleSummary> {
  const settings = { ...BUNDLE_DEFAULTS, ...options };
  const { out, archive, force, onProgress } = settings;
  const marker = archive ? UNPACK_SCRIPT : BUNDLE_CONTENT.trainer;
  await checkReplaceable(out, { marker, what: archive ? 'an archived bundle' : 'a bundle', force });
  if (!archive) {
    await writeDirectoryAside(out, (directory) => fillBundle(directory, settings));
    return { byteLength: await byteLengthOf(out), parts: 0 };
  }
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'alae-bundle-'));
  try {
    const folder = path.join(scratch, ARCHIVED_NAME);
    await mkdir(folder);
    await fillBundle(folder, settings);
    onProgress?.('compressing');
    const parts = await writeDirectoryAside(out, async (directory) => {
      await copyFile(path.join(TARGET_FILES, UNPACK_SCRIPT), path.join(directory, UNPACK_SCRIPT));
      return archiveDirectory(folder, directory, settings.partSize * 2 ** 20);
    });
    return { byteLength: await byteLengthOf(out), parts };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const UNPACK_SCRIPT = 'unpack.sh';

async function fillBundle(
  directory: string,
  {
    dataset: datasetDirectory,
    config,
    run,
    quality,
    tracedEngine,
    vulkan,
    onProgress,
  }: BundleOptions & { quality: number; tracedEngine: boolean },
): Promise<void> {
  const place = (name: keyof typeof BUNDLE_CONTENT) => path.join(directory, BUNDLE_CONTENT[name]);
  const options = await chooseOptions(config, run);
  const resolution = resolutionOf(options.architecture);
  const dataset = await openDataset(datasetDirectory, { resolution, channels: options.architecture.channels });
  checkDataset(dataset, options);

  await copyPackages(directory, { hasTracedEngine: tracedEngine });
  if (vulkan) await copyVulkanLoader(vulkan, place('libraries'));
  await buildTrainer(directory);
  await copyFile(process.execPath, place('node'));
  await chmod(place('node'), 0o755);
  for (const name of ['runScript', 'readme'] as const) {
    await copyFile(path.join(TARGET_FILES, BUNDLE_CONTENT[name]), place(name));
  }
  await chmod(place('runScript'), 0o755);
  await writeFile(place('config'), stringify(options));
  if (run) await collectRun({ run, out: place('run') });

  await mkdir(place('images'));
  let done = 0;
  const onImage = () => onProgress?.(`packing images: ${++done}`);
  await packDataset(dataset, place('images'), { resolution, quality, onImage });
}

async function chooseOptions(config: string | undefined, run: string | undefined): Promise<TrainingOptions> {
  if (config) return readTrainingOptions(config);
  return run ? (await readLatestCheckpoint(run)).options : TRAINING_DEFAULTS;
}

/**
 * Makes one file of the trainer and all JavaScript that it needs, and one of its worker.
 * @throws UserError when esbuild does not load
 */
async function buildTrainer(directory: string): Promise<void> {
  const { build } = await import('esbuild').catch((cause) => {
    throw new UserError(
      `The bundle needs the package esbuild, which does not load (${messageOf(cause)}): run npm ci.`,
      {
        cause,
      },
    );
  });
  await build({
    entryPoints: [
      { in: path.join(import.meta.dirname, '../trainer.ts'), out: path.parse(BUNDLE_CONTENT.trainer).name },
      { in: REPLICA_WORKER, out: path.parse(BUNDLE_CONTENT.replicaWorker).name },
    ],
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: `node${process.versions.node}`,
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'inline',
    logLevel: 'error',
    external: [...EXTERNAL_PACKAGES],
    define: { 'process.env.ALAE_COMMIT': JSON.stringify(currentCommit()) },
    // CommonJS packages ask for these, which modules do not have.
    banner: {
      js:
        "import { createRequire as createRequireOfBundle } from 'node:module';" +
        'const require = createRequireOfBundle(import.meta.url);' +
        'const __filename = import.meta.filename, __dirname = import.meta.dirname;',
    },
  });
}

async function byteLengthOf(directory: string): Promise<number> {
  const files = await readdir(directory, { recursive: true, withFileTypes: true });
  const sizes = files.filter((file) => file.isFile()).map((file) => stat(path.join(file.parentPath, file.name)));
  return (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
}
