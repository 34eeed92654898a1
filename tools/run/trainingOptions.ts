import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { DEFAULT_GENERATOR, GENERATORS } from '../../src/networks/architecture.ts';
import { messageOf, pathReason, UserError } from '../io/userError.ts';

const count = z.int().positive();
/** One value for all levels of detail, or a list from 4 pixels upwards whose last value goes on. */
const perLod = <T extends z.ZodType<number>>(value: T) => z.union([value, z.array(value).min(1)]);

/** Share of a term in a loss. */
const weight = z.number().nonnegative();

/**
 * The photo update: E and G also learn to give a photo back, which the paper's method, that sees reconstructions of generated
 * images only, leaves to chance.
 */
const photoSchema = z.strictObject({
  /** Colours are compared in squares averaged down to so many pixels a side: where things are, rather than every hair. */
  pooledPixels: z
    .int()
    .positive()
    .refine((pixels) => Number.isInteger(Math.log2(pixels)), 'must be a power of two')
    .default(16),
  pooled: weight.default(1),
  /** Of the same at full resolution. */
  pixels: weight.default(0.2),
  /** Of what E sees in the photo and in its reconstruction. */
  code: weight.default(0.1),
  /** Of D's taking the reconstruction for real. */
  adversarial: weight.default(0.1),
});

/**
 * Everything that decides what a training computes. A YAML file states only what differs from these defaults, which are
 * those of the paper's reference implementation on one GPU.
 */
const optionsSchema = z.strictObject({
  architecture: z
    .strictObject({
      /** Blocks: 5 for 64x64. */
      layerCount: z.int().min(1).max(9).default(5),
      startChannels: count.default(32),
      maxChannels: count.default(128),
      latentSize: count.default(128),
      mappingLayers: count.default(8),
      channels: z.union([z.literal(1), z.literal(3)]).default(3),
      /** Which network G is: StyleGAN's, as in the paper, if it is not said, or StyleGAN2's. */
      generator: z.enum(GENERATORS).exactOptional(),
    })
    .prefault({}),
  seed: z.int().nonnegative().default(1),
  /**
   * Passes over the data at each level of detail (fractions are fine, 0 leaves a level out, as a training that starts
   * from a model may); the last level goes on until `trainEpochs`.
   */
  epochsPerLod: perLod(z.number().nonnegative()).default(15),
  trainEpochs: z.number().positive().default(120),
  /** Part of a level's epochs during which its new block fades in. */
  fadeFraction: perLod(z.number().min(0).max(1)).default(0.5),
  /** Images per iteration, from 4 pixels upwards. */
  batchSizePerLod: perLod(count).default([128, 128, 128, 64, 32, 16]),
  learningRatePerLod: perLod(z.number().positive()).default(0.0015),
  /** γ of the R1 penalty. */
  r1Gamma: z.number().nonnegative().default(10),
  /** Take the penalty every k-th iteration with γ·k ("lazy" R1): its second derivatives cost a third of the time. */
  r1Interval: count.default(1),
  /**
   * Updates 2 and 3 in one step on the same generated images: one pass through G serves both, and in the traced engine one
   * through E. Latents are then not mixed in update 2.
   */
  sharedPasses: z.boolean().default(false),
  /** A fourth update, on the iteration's photos; `{}` takes its defaults. Null: the paper's method, without it. */
  photo: photoSchema.nullable().default(null),
  /** How often two latents are mixed within one generated image. */
  styleMixingProbability: z.number().min(0).max(1).default(0.9),
  /** After this many images the averaged weights have forgotten half of what they were. */
  averageHalfLifeImages: z.number().positive().default(10_000),
  /**
   * While a level of detail is young, a half-life of at most this part of the images that it has had; 0 for no such
   * limit. Its new blocks start from random weights, which a long memory would show for a long time.
   */
  averageRampUp: z.number().min(0).max(1).default(0),
  /** Decay of the averaged latent w̄, per iteration. */
  latentAverageDecay: z.number().min(0).max(1).default(0.995),
  /** Mirror images at random. */
  flip: z.boolean().default(true),
  /** Minutes between checkpoints. */
  checkpointMinutes: z.number().positive().default(5),
  /** Thousands of images between sample sheets. */
  sheetKimg: z.number().positive().default(5),
});

export type TrainingOptions = z.infer<typeof optionsSchema>;
export type PhotoOptions = z.infer<typeof photoSchema>;
export type TrainingArchitecture = TrainingOptions['architecture'];

export const TRAINING_DEFAULTS: TrainingOptions = optionsSchema.parse({});
export const PHOTO_DEFAULTS: PhotoOptions = photoSchema.parse({});

/** The value at a level of detail of an option that may be a list. */
export const atLod = (value: number | readonly number[], lod: number): number =>
  typeof value === 'number' ? value : value[Math.min(lod, value.length - 1)]!;

/** Options from what a YAML file holds, with the defaults for the rest. @throws UserError naming the wrong entry */
export function parseTrainingOptions(content: unknown, file: string): TrainingOptions {
  const result = optionsSchema.safeParse(content ?? {});
  if (result.success) return result.data;
  const { where, what } = describeIssue(result.error.issues[0]!);
  throw new UserError(`${file} is wrong at ${where}: ${what}.`);
}

function describeIssue(issue: z.core.$ZodIssue): { where: string; what: string } {
  if (issue.code === 'unrecognized_keys') {
    const blocks: Readonly<Record<PropertyKey, object>> = {
      architecture: { ...TRAINING_DEFAULTS.architecture, generator: DEFAULT_GENERATOR },
      photo: PHOTO_DEFAULTS,
    };
    const names = Object.keys(blocks[issue.path[0] ?? ''] ?? TRAINING_DEFAULTS);
    return {
      where: [...issue.path, issue.keys[0]].join('.'),
      what: `there is no such option, only ${names.join(', ')}`,
    };
  }
  if (issue.path.length > 0) return { where: issue.path.join('.'), what: issue.message };
  return { where: 'the top level', what: 'it must hold lines of the form "option: value"' };
}

/**
 * Reads a configuration file.
 * @param architectureFor what to take of the architecture where the file says nothing, before `TRAINING_DEFAULTS`, given
 * what it does say
 * @throws UserError naming the file
 */
export async function readTrainingOptions(
  file: string,
  architectureFor: (stated: Partial<TrainingArchitecture>) => Partial<TrainingArchitecture> = () => ({}),
): Promise<TrainingOptions> {
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new UserError(`The configuration ${file} cannot be read: ${pathReason(cause)}.`, { cause });
  });
  let content: unknown;
  try {
    content = parse(text);
  } catch (cause) {
    throw new UserError(`The configuration ${file} is not valid YAML: ${messageOf(cause)}.`, { cause });
  }
  parseTrainingOptions(content, file); // from here on it is known to be right
  const stated = (content as { architecture?: Partial<TrainingArchitecture> } | null) ?? {};
  const architecture = { ...architectureFor(stated.architecture ?? {}), ...stated.architecture };
  return parseTrainingOptions({ ...stated, architecture }, file);
}
