import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { hasCode, messageOf, UserError } from '../userError.ts';
import type { Arrays, TrainingState } from './engine.ts';
import type { Growth } from './losses.ts';
import { parseTrainingOptions, type TrainingOptions } from './options.ts';

const CHECKPOINT_VERSION = 1;
const INDEX = 'checkpoint.json';
const VALUES = 'values.bin';
/** Older ones are removed when a newer one is complete. */
const KEPT_CHECKPOINTS = 2;

/** How far a training has come. */
export interface Progress extends Growth {
  readonly iteration: number;
  readonly imagesSeen: number;
  /** Time spent training, all sittings together. */
  readonly elapsedMs: number;
  /** Of the latest iteration: the optimiser starts anew when it changes. */
  readonly lod: number;
  readonly blend: number;
  /** Name of the data set's source. */
  readonly dataset: string;
  /** Commit of the trainer; empty where it does not lie in a repository. */
  readonly commit: string;
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
    elapsedMs: z.number(),
    lod: z.int(),
    blend: z.number().default(1),
    dataset: z.string(),
    commit: z.string().default(''),
  }),
  stepCounts: z.record(z.string(), z.int()),
  /** float32, little endian, one after the other in values.bin. */
  tensors: z.array(tensorSchema),
  sha256: z.string(),
});

/** Of a run directory. */
export const CHECKPOINTS_DIRECTORY = 'checkpoints';
const checkpointsOf = (run: string) => path.join(run, CHECKPOINTS_DIRECTORY);

/**
 * Writes a checkpoint under a temporary name, flushes it to the disk and renames it, so that there is always a whole one.
 * @param pieceBytes size of the pieces that the values are cut into; default: one file
 * @throws UserError when it cannot be written (a full disk, say); the older checkpoints stay
 */
export async function writeCheckpoint(
  run: string,
  { options, progress, state }: Checkpoint,
  pieceBytes?: number,
): Promise<void> {
  const name = String(progress.imagesSeen).padStart(10, '0');
  const target = path.join(checkpointsOf(run), name);
  const temporary = path.join(checkpointsOf(run), `.${name}.partial`);
  const tensors = Object.entries(flatten(state));
  const broken = tensors.find(([, { values }]) => values.some((value) => !Number.isFinite(value)));
  if (broken) {
    throw new UserError(
      `${broken[0]} is no longer a number after ${progress.imagesSeen} images; the last checkpoint is kept: lower ` +
        'learningRatePerLod and resume.',
    );
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
  } catch (cause) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    throw new UserError(
      `The checkpoint ${target} cannot be written (${messageOf(cause)}); the last complete one is kept: make room and resume.`,
      { cause },
    );
  }
  const names = await checkpointNames(run);
  for (const old of names.slice(0, -KEPT_CHECKPOINTS)) {
    await rm(path.join(checkpointsOf(run), old), { recursive: true, force: true });
  }
}

/** Complete checkpoints of a run, oldest first. */
export async function checkpointNames(run: string): Promise<string[]> {
  const names = await readdir(checkpointsOf(run)).catch((cause) => {
    if (hasCode(cause, 'ENOENT') || hasCode(cause, 'ENOTDIR')) return [];
    throw cause;
  });
  return names.filter((name) => /^\d+$/.test(name)).sort();
}

/**
 * Reads a run's newest checkpoint; a damaged one is passed over for the one before it.
 * @throws UserError when there is none that can be read
 */
export async function readLatestCheckpoint(run: string): Promise<Checkpoint> {
  const names = (await checkpointNames(run)).reverse();
  let failure: unknown;
  for (const name of names) {
    try {
      return await readCheckpointDirectory(path.join(checkpointsOf(run), name));
    } catch (cause) {
      failure ??= cause;
    }
  }
  throw (
    failure ?? new UserError(`${run} has no checkpoint: it is no training run, or was stopped before its first one.`)
  );
}

async function readCheckpointDirectory(directory: string): Promise<Checkpoint> {
  const damaged = (reason: string, cause?: unknown) =>
    new UserError(`The checkpoint ${directory} is damaged (${reason}).`, { cause });
  const read = (file: string) =>
    readFile(path.join(directory, file)).catch((cause) => {
      throw damaged(`${file} cannot be read`, cause);
    });
  let content: unknown;
  try {
    content = JSON.parse((await read(INDEX)).toString());
  } catch (cause) {
    throw cause instanceof UserError ? cause : damaged(`${INDEX} is not JSON`, cause);
  }
  const parsed = indexSchema.safeParse(content);
  if (!parsed.success) throw damaged(`${INDEX} is wrong at ${parsed.error.issues[0]?.path.join('.')}`);
  const { options, progress, stepCounts, tensors, sha256 } = parsed.data;
  const bytes = await readValues(directory).catch((cause) => {
    throw damaged(`${VALUES} cannot be read`, cause);
  });
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw damaged(`${VALUES} has the wrong SHA-256`);

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

async function writeFlushed(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
