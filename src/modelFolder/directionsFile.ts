import { z } from '../base/zod.ts';
import { DIRECTION_KINDS, type Direction } from '../latent/directions.ts';
import { sha256 } from './checksum.ts';
import { ModelFolderError } from './modelFolderError.ts';
import { verifyShard } from './read.ts';
import { FORMAT_VERSION, fingerprintOf, type ModelFile, type ShardRecord } from './schema.ts';
import type { ModelSource } from './source.ts';

/** The name of a model's directions in its folder, and of those that a user saves. */
const DIRECTIONS_FILE = 'directions.json';

/** Digits of a vector's numbers: about what 32 bits hold of them. */
const DIGITS = 7;
/** How far a vector's length may be from 1: what rounding leaves, and no more. */
const LENGTH_TOLERANCE = 1e-3;

const directionSchema = z.object({
  name: z.string().min(1),
  kind: z.enum(DIRECTION_KINDS),
  /** Unit vector [S]. */
  vector: z.array(z.number()).min(1),
  centre: z.number(),
  sigma: z.number().nonnegative(),
  firstBlock: z.int().nonnegative(),
  lastBlock: z.int().nonnegative(),
  isStarred: z.boolean(),
  learntFrom: z
    .object({
      more: z.int().positive(),
      less: z.int().positive(),
      separation: z.number().min(0).max(1).nullable(),
    })
    .exactOptional(),
});

const directionsFileSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  /** Whose directions they are: they mean nothing to another model. */
  model: z.object({ title: z.string(), fingerprint: z.string() }),
  directions: z.array(directionSchema),
});

/** What a file of directions is compared with. */
export type DirectionsModel = Pick<ModelFile, 'title' | 'architecture'> & { readonly fingerprint: string };

/** A file of directions of a model, as text. */
export function packDirections({ title, fingerprint }: DirectionsModel, directions: readonly Direction[]): string {
  const content: z.input<typeof directionsFileSchema> = {
    formatVersion: FORMAT_VERSION,
    model: { title, fingerprint },
    directions: directions.map(
      ({ name, kind, vector, centre, sigma, firstBlock, lastBlock, isStarred, learntFrom }) => ({
        name,
        kind,
        firstBlock,
        lastBlock,
        isStarred,
        ...(learntFrom && { learntFrom }),
        vector: Array.from(vector, round),
        centre: round(centre),
        sigma: round(sigma),
      }),
    ),
  };
  return `${JSON.stringify(content)}\n`;
}

const round = (value: number): number => Number(value.toPrecision(DIGITS));

/**
 * Checks the content of a file of directions.
 * @param file the name that errors use
 * @param model the model that they are to be used with
 * @throws ModelFolderError 'modelInvalid' with what is wrong, in one sentence
 */
export function parseDirections(text: string, file: string, model: DirectionsModel): Direction[] {
  const content = parse(text, file);
  if (content.model.fingerprint !== model.fingerprint) {
    const owner =
      content.model.title === model.title
        ? `another training of “${model.title}”`
        : `the model “${content.model.title}”, not to “${model.title}”`;
    throw invalid(`${file} belongs to ${owner}: directions of one model mean nothing to another.`);
  }
  const { latentSize, layerCount } = model.architecture;
  return content.directions.map(({ vector, ...rest }) => {
    const wrong = (what: string) => invalid(`${file} is wrong at the direction “${rest.name}”: ${what}.`);
    if (vector.length !== latentSize) {
      throw wrong(`it has ${vector.length} numbers where this model's latents have ${latentSize}`);
    }
    if (Math.abs(Math.hypot(...vector) - 1) > LENGTH_TOLERANCE) throw wrong('its vector has not the length 1');
    if (rest.firstBlock > rest.lastBlock || rest.lastBlock >= layerCount) {
      throw wrong(`blocks ${rest.firstBlock} to ${rest.lastBlock} are not among this model's ${layerCount}`);
    }
    return { ...rest, vector: Float32Array.from(vector) };
  });
}

function parse(text: string, file: string): z.output<typeof directionsFileSchema> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw invalid(`${file} is not valid JSON, as saved directions are.`, { cause });
  }
  const result = directionsFileSchema.safeParse(content);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalid(`${file} holds no directions: it is wrong at ${issue?.path.join('.') || 'its beginning'}.`);
}

const invalid = (message: string, options?: ErrorOptions) => new ModelFolderError('modelInvalid', message, options);

/** A model folder's file of directions: its record for model.json, and its bytes. */
export async function packModelDirections(
  model: ModelFile,
  directions: readonly Direction[],
): Promise<{ readonly record: ShardRecord; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const text = packDirections({ ...model, fingerprint: fingerprintOf(model) }, directions);
  const bytes = new TextEncoder().encode(text);
  return { record: { path: DIRECTIONS_FILE, byteLength: bytes.byteLength, sha256: await sha256(bytes) }, bytes };
}

/**
 * Fetches, verifies and checks the directions that a model folder brings.
 * @returns null when it brings none
 * @throws ModelFolderError; the signal's reason when aborted
 */
export async function readModelDirections(source: ModelSource, model: ModelFile): Promise<Direction[] | null> {
  if (!model.directions) return null;
  const bytes = await source.fetch(model.directions.path, { sha256: model.directions.sha256 });
  await verifyShard(model.directions, bytes);
  const text = new TextDecoder().decode(bytes);
  return parseDirections(text, model.directions.path, { ...model, fingerprint: fingerprintOf(model) });
}
