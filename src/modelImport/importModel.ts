import { createBudget } from '../convert/budget.ts';
import { blobSource } from '../convert/byteSource.ts';
import { CheckpointError } from '../convert/checkpointError.ts';
import { READ_CHECKPOINT_DEFAULTS, readCheckpoint } from '../convert/readCheckpoint.ts';
import { remarksOn, WHOLE_NUMBERS_REMARK } from '../convert/remarks.ts';
import { openZip, type ZipArchive, ZipError } from '../convert/zipArchive.ts';
import { type MemoryNeed, memoryNeed, memoryNeedOf } from '../engine/memoryPlan.ts';
import { recordOwnCheck } from '../inference/recordOwnCheck.ts';
import { decodeGroups } from '../modelFolder/decodeWeights.ts';
import { readModelDirections } from '../modelFolder/directionsFile.ts';
import { readLearning } from '../modelFolder/learningFile.ts';
import { ModelFolderError } from '../modelFolder/modelFolderError.ts';
import { type ReadOptions, readGroups, readModelFile } from '../modelFolder/read.ts';
import { groupsIn, MODEL_FILE, type ModelFile, shardsOf, UNSTATED_LICENCE } from '../modelFolder/schema.ts';
import { type ModelSource, sourceOf } from '../modelFolder/source.ts';
import { PACK_DEFAULTS, type PackedModel, packModel } from '../modelFolder/write.ts';
import { paramSpecs } from '../networks/paramSpecs.ts';
import { freeName, type GivenModel, modelFoldersIn, stemOf } from './givenFiles.ts';

/** For the directory of a zip and everything that is inflated out of it. */
const ZIP_LIMIT_BYTES = 2 * 2 ** 30;

export interface ImportContext {
  /** Names of other models. */
  readonly takenNames: readonly string[];
  readonly onProgress?: ReadOptions['onProgress'];
  /** Throws when the device cannot run a model of that need: called before anything is computed. */
  readonly requireMemory: (need: MemoryNeed) => void;
  /** Readies a tfjs backend that computes right, for recording a check. */
  readonly startBackend: (need: MemoryNeed) => Promise<void>;
}

/** The files of a model folder, and what is to be told of it: sentences about "it". */
export interface ImportedModel extends PackedModel {
  readonly remarks: readonly string[];
}

/**
 * Makes the files of a model folder out of what was given: a checkpoint is converted, a folder is read and verified whole.
 * @throws CheckpointError, ModelFolderError, or what `context` throws
 */
export async function importModel(given: GivenModel, context: ImportContext): Promise<ImportedModel> {
  if (given.kind === 'folder') return importFolder(blobsSource(given.files), context);
  const zipped = await openZippedFolder(given.file);
  return zipped ? importFolder(zipped, context) : importCheckpoint(given.file, context);
}

async function importCheckpoint(file: File, context: ImportContext): Promise<ImportedModel> {
  const checkpoint = await readCheckpoint(blobSource(file), { onProgress: context.onProgress });
  const { architecture, weights, choice } = checkpoint;
  const specs = paramSpecs(architecture).filter(({ network }) => network === 'E' || network === 'G');
  const need = memoryNeed(
    architecture,
    specs.map(({ shape }) => shape),
  );
  context.requireMemory(need);
  await context.startBackend(need);
  const { check, dtype } = await recordOwnCheck(weights, architecture, PACK_DEFAULTS.dtype);
  const title = stemOf(file.name);
  const remarks = [...remarksOn(checkpoint, READ_CHECKPOINT_DEFAULTS.weights)];
  if (dtype !== PACK_DEFAULTS.dtype) remarks.push(WHOLE_NUMBERS_REMARK);
  const content = {
    name: freeName(title, context.takenNames),
    title,
    description: ['Converted in this browser, where it stays.', ...remarks].join(' '),
    architecture,
    licence: UNSTATED_LICENCE,
    conversion: { file: file.name, weights: choice },
    weights: { ...weights, ...check },
  };
  return { ...(await packModel(content, { dtype })), remarks };
}

async function importFolder(
  source: ModelSource,
  { takenNames, onProgress, requireMemory }: ImportContext,
): Promise<ImportedModel> {
  const given = await readModelFile(source);
  requireMemory(memoryNeedOf(given));
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const keeping = sourceOf(async (path) => {
    const bytes = await source.fetch(path);
    files.set(path, bytes);
    return bytes;
  });
  const totalBytes = given.shards.reduce((sum, { byteLength }) => sum + byteLength, 0);
  let doneBytes = 0;
  for (const group of groupsIn(given)) {
    const bytes = await readGroups(keeping, given, [group], {
      onProgress: ({ loadedBytes }) => onProgress?.({ loadedBytes: doneBytes + loadedBytes, totalBytes }),
    });
    decodeGroups(given, bytes); // compares every tensor with what the architecture demands
    doneBytes += shardsOf(given, group).reduce((sum, { byteLength }) => sum + byteLength, 0);
  }
  await readModelDirections(keeping, given);
  await readLearning(keeping, given);
  const model: ModelFile = { ...given, name: freeName(given.name, takenNames) };
  files.set(MODEL_FILE, new TextEncoder().encode(JSON.stringify(model)));
  return { model, files, remarks: [] };
}

const blobsSource = (files: ReadonlyMap<string, Blob>): ModelSource =>
  sourceOf(async (path) => {
    const blob = files.get(path);
    return blob && new Uint8Array(await blob.arrayBuffer());
  });

/** The model folder inside a zip; nothing when it is no zip that can be read, or has no model.json: a checkpoint then. */
async function openZippedFolder(file: Blob): Promise<ModelSource | undefined> {
  let zip: ZipArchive;
  try {
    zip = await openZip(blobSource(file), createBudget(ZIP_LIMIT_BYTES, 'files'));
  } catch (error) {
    if (error instanceof ZipError || error instanceof CheckpointError) return undefined; // reading it as a checkpoint says what is wrong
    throw error;
  }
  const folder = modelFoldersIn([...zip.entries.keys()]).at(-1);
  if (folder === undefined) return undefined;
  return sourceOf(async (path) => {
    const entry = zip.entries.get(folder + path);
    if (!entry) return undefined;
    try {
      return await zip.readWhole(entry);
    } catch (cause) {
      if (!(cause instanceof ZipError)) throw cause;
      throw new ModelFolderError('modelInvalid', `The model cannot be unpacked: ${cause.message}.`, { cause });
    }
  });
}
