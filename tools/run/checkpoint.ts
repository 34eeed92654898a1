import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { type TestSplit, testSplitSchema } from '../../src/modelFolder/schema.ts';
import type { Growth } from '../../src/networks/ops.ts';
import { partialName, writeFlushed } from '../io/atomicFile.ts';
import { hasCode, messageOf, pathReason, UserError } from '../io/userError.ts';
import { Divergence, type Health } from './divergence.ts';
import { parseTrainingOptions, type TrainingOptions } from './trainingOptions.ts';
import type { Arrays, TrainingState } from './trainingState.ts';

const CHECKPOINT_VERSION = 1;
const INDEX = 'checkpoint.json';
const VALUES = 'values.bin';
/** Older ones are removed when a newer one is complete, but for one in which D was not winning. */
const KEPT_CHECKPOINTS = 2;

/** The published model that a training began with. */
export interface Origin {
  readonly model: string;
  /** Images that it had seen, in all the trainings behind it. */
  readonly imagesSeen?: number | undefined;
  /** Of these, those that the photo update showed to E and G. */
  readonly photoImagesSeen?: number | undefined;
  /** Images that were kept from them. */
  readonly testSplit?: TestSplit | undefined;
  /** Blocks that it had, where the training has given it one more. */
  readonly layerCount?: number | undefined;
}

/** How far a training has come. */
export interface Progress extends Growth {
  readonly iteration: number;
  /** In this run: what `origin` had seen is not among them. */
  readonly imagesSeen: number;
  /** Of these, those that the photo update showed to E and G. */
  readonly photoImagesSeen: number;
  /** Time spent training, all sittings together. */
  readonly elapsedMs: number;
  /** Of the latest iteration: the optimiser starts anew when it changes. */
  readonly lod: number;
  readonly blend: number;
  /** Name of the data set's source. */
  readonly dataset: string;
  /** The data set's images that the training keeps apart; undefined where that is not known. */
  readonly testSplit?: TestSplit | undefined;
  /** Commit of the trainer; empty where it does not lie in a repository. */
  readonly commit: string;
  /** Undefined where the training began with random weights. */
  readonly origin?: Origin | undefined;
  /** Undefined in a run that has not begun. */
  readonly health?: Health | undefined;
}

export interface Checkpoint {
  readonly options: TrainingOptions;
  readonly progress: Progress;
  readonly state: TrainingState;
}

const tensorSchema = z.object({ name: z.string(), shape: z.array(z.int().positive()) });
const indexSchema = z.object({
  version: z.literal(CHECKPOINT_VERSION),
  options: z.unknown(),
  progress: z.object({
    iteration: z.int(),
    imagesSeen: z.int(),
    photoImagesSeen: z.int().default(0),
    elapsedMs: z.number(),
    lod: z.int(),
    blend: z.number().default(1),
    dataset: z.string(),
    testSplit: testSplitSchema.optional(),
    commit: z.string().default(''),
    origin: z
      .object({
        model: z.string(),
        imagesSeen: z.int().optional(),
        photoImagesSeen: z.int().optional(),
        testSplit: testSplitSchema.optional(),
        layerCount: z.int().optional(),
      })
      .optional(),
    health: z
      .object({
        discriminator: z.number(),
        generator: z.number(),
        lostIterations: z.int(),
        rollbacks: z.int(),
        returnedTo: z.int(),
      })
      .optional(),
  }),
  stepCounts: z.record(z.string(), z.int()),
  /** float32, little endian, one after the other in values.bin. */
  tensors: z.array(tensorSchema),
  sha256: z.string(),
});

/** Where in a run directory the checkpoints lie. */
export const CHECKPOINTS_DIRECTORY = 'checkpoints';
const checkpointsOf = (run: string) => path.join(run, CHECKPOINTS_DIRECTORY);

/** Sorts by images seen, and after a rollback behind the checkpoint that the run went back to: `0000012000.1`. */
const nameOf = ({ imagesSeen, health }: Progress): string =>
  String(imagesSeen).padStart(10, '0') + (health?.rollbacks ? `.${health.rollbacks}` : '');
const imagesOf = (name: string): number => Number.parseInt(name, 10);

/**
 * Writes a checkpoint under a temporary name, flushes it to the disk and renames it, so that there is always a whole one.
 * @param pieceBytes size of the pieces that the values are cut into; default: one file
 * @throws UserError when it cannot be written (a full disk, say); the older checkpoints stay
 * @throws Divergence when a weight is not a number; likewise
 */
export async function writeCheckpoint(
  run: string,
  { options, progress, state }: Checkpoint,
  pieceBytes?: number,
): Promise<void> {
  const target = path.join(checkpointsOf(run), nameOf(progress));
  const temporary = partialName(target);
  const tensors = Object.entries(flatten(state));
  const broken = tensors.find(([, { values }]) => values.some((value) => !Number.isFinite(value)));
  if (broken) {
    throw new Divergence(`${broken[0]} is no longer a number after ${progress.imagesSeen} images`);
  }
  try {
    const values = Buffer.concat(
      tensors.map(([, { values: v }]) => new Uint8Array(v.buffer, v.byteOffset, v.byteLength)),
    );
    const index: z.infer<typeof indexSchema> = {
      version: CHECKPOINT_VERSION,
      options,
      progress,
      stepCounts: { ...state.stepCounts },
      tensors: tensors.map(([tensor, { shape }]) => ({ name: tensor, shape: [...shape] })),
      sha256: createHash('sha256').update(values).digest('hex'),
    };
    await rm(temporary, { recursive: true, force: true });
    await mkdir(temporary, { recursive: true });
    await writeValues(temporary, values, pieceBytes);
    await writeFlushed(path.join(temporary, INDEX), Buffer.from(JSON.stringify(index)));
    await rm(target, { recursive: true, force: true });
    await rename(temporary, target);
    await flushDirectory(checkpointsOf(run));
  } catch (cause) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    throw new UserError(
      `The checkpoint ${target} cannot be written (${messageOf(cause)}); the last complete one is kept: make room and resume.`,
      { cause },
    );
  }
  await prune(run);
}

async function prune(run: string): Promise<void> {
  const names = await checkpointNames(run);
  const isReplaced = (name: string, i: number) => i + 1 < names.length && imagesOf(names[i + 1]!) === imagesOf(name);
  const current = names.filter((name, i) => !isReplaced(name, i));
  const kept = new Set(current.slice(-KEPT_CHECKPOINTS));
  for (const name of current.toReversed()) {
    const index = await readIndex(path.join(checkpointsOf(run), name)).catch(() => undefined);
    if (!index || index.progress.health?.lostIterations) continue;
    kept.add(name);
    break;
  }
  for (const name of names.filter((each) => !kept.has(each))) await remove(run, name);
}

const remove = (run: string, name: string): Promise<void> =>
  rm(path.join(checkpointsOf(run), name), { recursive: true, force: true });

/** Removes the checkpoints of more than `imagesSeen` images. */
export async function dropCheckpointsAfter(run: string, imagesSeen: number): Promise<void> {
  for (const name of await checkpointNames(run)) if (imagesOf(name) > imagesSeen) await remove(run, name);
}

/** Complete checkpoints of a run, oldest first. */
export async function checkpointNames(run: string): Promise<string[]> {
  const names = await readdir(checkpointsOf(run)).catch((cause) => {
    if (hasCode(cause, 'ENOENT') || hasCode(cause, 'ENOTDIR')) return [];
    throw new UserError(`The run ${run} cannot be read (${pathReason(cause)}): name a run that is yours.`, { cause });
  });
  return names.filter((name) => /^\d+(\.\d+)?$/.test(name)).sort();
}

/**
 * Reads a run's newest checkpoint; a damaged one is passed over for the one before it.
 * @param isWanted passes over others too
 * @throws UserError when there is none that can be read
 */
export async function readLatestCheckpoint(
  run: string,
  isWanted: (progress: Progress) => boolean = () => true,
): Promise<Checkpoint> {
  const names = (await checkpointNames(run)).reverse();
  let failure: unknown;
  for (const name of names) {
    try {
      const directory = path.join(checkpointsOf(run), name);
      if (isWanted((await readIndex(directory)).progress)) return await readCheckpointDirectory(directory);
    } catch (cause) {
      failure ??= cause;
    }
  }
  throw (
    failure ??
    new UserError(
      `${run} has no checkpoint: it is no training run, or was stopped before its first one; name a run that has one.`,
    )
  );
}

const damaged = (directory: string, reason: string, cause?: unknown) =>
  new UserError(
    `The checkpoint ${directory} is damaged (${reason}), and the run has no other that can be used: begin a new run.`,
    { cause },
  );

const readPart = (directory: string, file: string): Promise<Buffer> =>
  readFile(path.join(directory, file)).catch((cause) => {
    throw damaged(directory, `${file} cannot be read`, cause);
  });

async function readIndex(directory: string): Promise<z.infer<typeof indexSchema>> {
  const bytes = await readPart(directory, INDEX);
  let content: unknown;
  try {
    content = JSON.parse(bytes.toString());
  } catch (cause) {
    throw damaged(directory, `${INDEX} is not JSON`, cause);
  }
  const parsed = indexSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw damaged(directory, `${INDEX} is wrong at ${parsed.error.issues[0]?.path.join('.')}`);
}

async function readCheckpointDirectory(directory: string): Promise<Checkpoint> {
  const { options, progress, stepCounts, tensors, sha256 } = await readIndex(directory);
  const bytes = await readValues(directory).catch((cause) => {
    throw damaged(directory, `${VALUES} cannot be read`, cause);
  });
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw damaged(directory, `${VALUES} has the wrong SHA-256`);
  }

  const all: Record<string, { shape: number[]; values: Float32Array }> = {};
  let at = bytes.byteOffset;
  for (const { name, shape } of tensors) {
    const length = shape.reduce((a, b) => a * b, 1);
    all[name] = { shape, values: new Float32Array(bytes.buffer.slice(at, at + 4 * length)) };
    at += 4 * length;
  }
  return {
    options: parseTrainingOptions(options, path.join(directory, INDEX)),
    progress,
    state: { ...unflatten(all), stepCounts },
  };
}

/** The values as one file, or as numbered pieces of it. */
async function writeValues(directory: string, values: Buffer, pieceBytes?: number): Promise<void> {
  if (pieceBytes === undefined) return writeFlushed(path.join(directory, VALUES), values);
  for (let piece = 0; piece * pieceBytes < values.length; piece++) {
    const bytes = values.subarray(piece * pieceBytes, (piece + 1) * pieceBytes);
    await writeFlushed(path.join(directory, `${VALUES}.${String(piece).padStart(4, '0')}`), bytes);
  }
}

async function readValues(directory: string): Promise<Buffer> {
  const pieces = (await readdir(directory)).filter((name) => name.startsWith(`${VALUES}.`)).sort();
  if (pieces.length === 0) return readFile(path.join(directory, VALUES));
  return Buffer.concat(await Promise.all(pieces.map((name) => readFile(path.join(directory, name)))));
}

const SECTIONS = ['live', 'averaged', 'secondMoments'] as const;
const LATENT_AVERAGE = 'latentAverage';

function flatten(state: TrainingState): Arrays {
  return Object.fromEntries([
    ...SECTIONS.flatMap((section) =>
      Object.entries(state[section]).map(([name, array]) => [`${section}:${name}`, array]),
    ),
    [LATENT_AVERAGE, { shape: [state.latentAverage.length], values: state.latentAverage }],
  ]);
}

function unflatten(all: Arrays): Omit<TrainingState, 'stepCounts'> {
  const section = (prefix: string): Arrays =>
    Object.fromEntries(
      Object.entries(all)
        .filter(([name]) => name.startsWith(`${prefix}:`))
        .map(([name, array]) => [name.slice(prefix.length + 1), array]),
    );
  return {
    live: section('live'),
    averaged: section('averaged'),
    secondMoments: section('secondMoments'),
    latentAverage: all[LATENT_AVERAGE]!.values,
  };
}

/** Waits until the disk has a directory's new names. Windows does not open directories, and keeps names in order itself. */
async function flushDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
