import { z } from 'zod';
import { PAIR_LETTERS, PHOTO_LETTERS } from './questions.ts';

export const KEY_FILE = 'key.json';

const number = z.int().positive();

/** What the judges must not see. */
export const keySchema = z.strictObject({
  format: z.literal('alae-judge-key'),
  version: z.literal(1),
  /** Model folder. */
  model: z.string(),
  /** SHA-256 of G's first weights: answers are to be scored for the model that was seen. */
  fingerprint: z.string(),
  /** Name of the data set's source. */
  dataset: z.string(),
  seed: z.int(),
  noise: z.enum(['none', 'random']),
  judges: z
    .array(
      z.strictObject({
        rows: z.array(z.strictObject({ number, photo: z.enum(PHOTO_LETTERS) })),
        pairs: z.array(z.strictObject({ number, drawn: z.enum(PAIR_LETTERS) })),
      }),
    )
    .min(1),
});
export type Key = z.infer<typeof keySchema>;
