import { z } from '../base/zod.ts';
import { LOSSES, lossesSchema } from '../learning/losses.ts';
import { figuresSchema } from './evaluation.ts';
import { ModelFolderError } from './modelFolderError.ts';
import { FORMAT_VERSION, type ModelFile } from './schema.ts';
import type { ModelSource } from './source.ts';

/** The learning curves in a model's folder. */
export const LEARNING_FILE = 'learning.json';

/** Digits of a loss: as many as a curve can show. */
const DIGITS = 4;

const count = z.int().nonnegative();

const lossesPointSchema = z.object({
  imagesSeen: count,
  /** Level of detail that was trained. */
  lod: count,
  ...lossesSchema.shape,
});
/** Losses of the updates: means over a stretch of the training that ends at `imagesSeen`. */
export type LossesPoint = Readonly<z.infer<typeof lossesPointSchema>>;

const milestoneSchema = z.object({ imagesSeen: count, figures: figuresSchema });
/** What `alae evaluate` measured of the model as it was after `imagesSeen`. */
export type Milestone = Readonly<z.infer<typeof milestoneSchema>>;

const learningSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  /** Tells trainings apart: when the run wrote its first stats, milliseconds since 1970. */
  begunAt: z.number().optional(),
  losses: z.array(lossesPointSchema),
  milestones: z.array(milestoneSchema),
});

/**
 * How a model learnt, from the beginning of the training that it goes back to, as far as that is known: losses and measured
 * figures over images seen, both ascending.
 */
export type Learning = Readonly<Omit<z.infer<typeof learningSchema>, 'formatVersion'>>;

/** The content of a learning file. */
export function packLearning({ begunAt, losses, milestones }: Learning): string {
  const rounded = losses.map(({ imagesSeen, lod, ...point }) => ({
    imagesSeen,
    lod,
    ...Object.fromEntries(LOSSES.flatMap((loss) => (point[loss] === undefined ? [] : [[loss, round(point[loss])]]))),
  }));
  return `${JSON.stringify({ formatVersion: FORMAT_VERSION, begunAt, losses: rounded, milestones })}\n`;
}

const round = (value: number): number => Number(value.toPrecision(DIGITS));

/**
 * Reads the learning curves that a model folder brings.
 * @returns null when it brings none
 * @throws ModelFolderError; the signal's reason when aborted
 */
export async function readLearning(
  source: ModelSource,
  { learning: path }: Pick<ModelFile, 'learning'>,
): Promise<Learning | null> {
  if (path === undefined) return null;
  return parseLearning(new TextDecoder().decode(await source.fetch(path)));
}

/** @throws ModelFolderError 'modelInvalid' */
export function parseLearning(text: string): Learning {
  try {
    const { formatVersion: _, ...learning } = learningSchema.parse(JSON.parse(text));
    return learning;
  } catch (cause) {
    const sentence = `${LEARNING_FILE} holds no learning curves: it is damaged, or of a newer version.`;
    throw new ModelFolderError('modelInvalid', sentence, { cause });
  }
}
