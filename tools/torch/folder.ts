import { constants } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { blockResolution, resolutionOf } from '../../src/networks/architecture.ts';
import { archiveDirectory } from '../bundle/archive.ts';
import { collectRun } from '../bundle/collect.ts';
import { packDataset } from '../bundle/packedDataset.ts';
import { startBackend } from '../compute/backend.ts';
import { type Dataset, openDataset } from '../dataset/dataset.ts';
import { MANIFEST_FILE, type Manifest } from '../dataset/manifest.ts';
import { describeOtherSplit } from '../dataset/testSplit.ts';
import { checkReplaceable, writeDirectoryAside } from '../io/atomicDirectory.ts';
import { currentCommit } from '../io/commit.ts';
import { hasCode, UserError } from '../io/userError.ts';
import { readInitialModel } from '../model/initialModel.ts';
import { keepEarlierLearning } from '../model/learning.ts';
import { keepEarlierReplay } from '../model/replay.ts';
import { type Checkpoint, readLatestCheckpoint, writeCheckpoint } from '../run/checkpoint.ts';
import { HEALTHY } from '../run/divergence.ts';
import { createRun, EARLIER_DIRECTORY, writeOptions } from '../run/runDirectory.ts';
import { levelsOf, stageAt, totalImages } from '../run/schedule.ts';
import type { TrainingOptions } from '../run/trainingOptions.ts';
import { checkFadesIn } from '../training/growth.ts';
import { initialState } from '../training/initialState.ts';
import { checkDataset } from '../training/loop.ts';
import { checkSameArchitecture, chooseOptions, fitModel, resumedProgress } from '../training/sitting.ts';
import { TORCH_DEFAULTS, type TorchOptions } from './options.ts';

/** What lies in the folder, by name. */
const CONTENT = { dataset: 'dataset', run: 'run', program: 'train.py' } as const;
/** Beside this file, for the folder: the program, and what people read and call. */
const BROUGHT = /\.py$|^README\.txt$|^run\.sh$/;
/** Name of the folder in an archive. */
const ARCHIVED_NAME = 'alae-torch';
const UNPACK_SCRIPT = 'unpack.sh';

export interface TorchSummary {
  readonly byteLength: number;
  /** Parts of the archive; 0 for a folder. */
  readonly parts: number;
  /** What the user should know of the data set; undefined for nothing. */
  readonly warning: string | undefined;
}

/**
 * Writes a folder that trains with PyTorch: program, images, and a run directory with a checkpoint to go on from.
 * @throws UserError
 */
export async function writeTorchFolder(options: TorchOptions): Promise<TorchSummary> {
  const { out, archive, force, partSize, onProgress } = { ...TORCH_DEFAULTS, ...options };
  if (options.init && options.run) {
    throw new UserError('--init begins a new run and --run goes on with one: leave out one of them.');
  }
  const marker = archive ? UNPACK_SCRIPT : CONTENT.program;
  await checkReplaceable(out, {
    marker,
    what: archive ? 'an archived folder for PyTorch' : 'a folder for PyTorch',
    force,
  });
  const fill = (directory: string) => fillFolder(directory, { ...TORCH_DEFAULTS, ...options });
  if (!archive) {
    const warning = await writeDirectoryAside(out, fill);
    return { byteLength: await byteLengthOf(out), parts: 0, warning };
  }
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'alae-torch-'));
  try {
    const folder = path.join(scratch, ARCHIVED_NAME);
    await mkdir(folder);
    const warning = await fill(folder);
    onProgress?.('compressing');
    const parts = await writeDirectoryAside(out, async (directory) => {
      const script = path.join(import.meta.dirname, '../bundle/target', UNPACK_SCRIPT);
      await copyFile(script, path.join(directory, UNPACK_SCRIPT));
      return archiveDirectory(folder, directory, partSize * 2 ** 20);
    });
    return { byteLength: await byteLengthOf(out), parts, warning };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function fillFolder(
  directory: string,
  { dataset: datasetDirectory, config, init, run, packed, quality, onProgress }: TorchOptions & typeof TORCH_DEFAULTS,
): Promise<string | undefined> {
  const before = run ? await readLatestCheckpoint(run) : undefined;
  const published = init ? await readInitialModel(init) : undefined;
  const options = await chooseOptions({ config, init }, before, published);
  const { architecture } = options;
  if (before) checkSameArchitecture(`The run ${run}`, before.options.architecture, architecture);
  const initial = published && fitModel(`The model ${init}`, published, architecture);
  const resolution = resolutionOf(architecture);
  const dataset = await openDataset(datasetDirectory, { resolution, channels: architecture.channels });
  checkDataset(dataset, options);
  if (initial?.origin.layerCount !== undefined) checkFadesIn(options, dataset.manifest.counts.train);

  for (const name of (await readdir(import.meta.dirname)).filter((each) => BROUGHT.test(each))) {
    await copyFile(path.join(import.meta.dirname, name), path.join(directory, name));
  }
  const ours = path.join(directory, CONTENT.run);
  if (run) {
    await collectRun({ run, out: ours, sheets: Number.POSITIVE_INFINITY });
    await copyEarlier(run, ours);
    await rm(path.join(ours, 'checkpoints'), { recursive: true }); // in pieces, and with the options from before
    await writeOptions(ours, options);
  } else {
    await createRun(ours, options);
    if (initial?.replay) await keepEarlierReplay(ours, initial.replay);
    if (initial?.learning) await keepEarlierLearning(ours, initial.learning);
  }
  const state = before?.state ?? (await beginningState(options, initial?.state));
  const progress = before ? resumedProgress(before, options) : beginning(dataset, initial?.origin);
  await writeCheckpoint(ours, { options, progress, state });

  const images = path.join(directory, CONTENT.dataset);
  await mkdir(images);
  if (packed) {
    let done = 0;
    const onImage = () => onProgress?.(`packing images: ${++done}`);
    await packDataset(dataset, images, { resolution, quality, onImage });
  } else {
    await copyShards(dataset, images, neededResolutions(options, dataset.manifest, progress.imagesSeen));
  }
  return initial && describeOtherSplit(`The model ${init}`, initial.origin.testSplit, dataset);
}

async function beginningState(options: TrainingOptions, known?: Checkpoint['state']): Promise<Checkpoint['state']> {
  const backend = await startBackend('cpu');
  try {
    return await initialState(options, known);
  } finally {
    await backend.close();
  }
}

const beginning = ({ manifest }: Dataset, origin: Checkpoint['progress']['origin']): Checkpoint['progress'] => ({
  iteration: 0,
  imagesSeen: 0,
  photoImagesSeen: 0,
  elapsedMs: 0,
  lod: 0,
  blend: 1,
  dataset: manifest.source,
  testSplit: manifest.testSplit,
  commit: currentCommit(),
  origin,
  health: HEALTHY,
});

/** Frames and curves of the model that a run began with. */
const copyEarlier = (run: string, ours: string): Promise<void> =>
  cp(path.join(run, EARLIER_DIRECTORY), path.join(ours, EARLIER_DIRECTORY), { recursive: true }).catch((cause) => {
    if (!hasCode(cause, 'ENOENT')) throw cause;
  });

/** Of the levels of detail that are still to be trained. */
function neededResolutions(options: TrainingOptions, { counts }: Manifest, imagesSeen: number): number[] {
  const first = stageAt(options, counts.train, imagesSeen).lod;
  const last = stageAt(options, counts.train, Math.max(imagesSeen, totalImages(options, counts.train) - 1)).lod;
  return levelsOf(options, counts.train)
    .filter(({ lod }) => lod >= first && lod <= last)
    .map(({ lod }) => blockResolution(lod));
}

async function copyShards({ directory, manifest }: Dataset, out: string, resolutions: number[]): Promise<void> {
  const shards = manifest.shards.filter((shard) => resolutions.includes(shard.resolution));
  for (const { file } of shards)
    await copyFile(path.join(directory, file), path.join(out, file), constants.COPYFILE_FICLONE);
  await writeFile(path.join(out, MANIFEST_FILE), JSON.stringify({ ...manifest, resolutions, shards }));
}

async function byteLengthOf(directory: string): Promise<number> {
  const files = await readdir(directory, { recursive: true, withFileTypes: true });
  const sizes = files.filter((file) => file.isFile()).map((file) => stat(path.join(file.parentPath, file.name)));
  return (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
}
