import { z } from '../base/zod.ts';

/** The losses of an iteration, by the update that lowers them: the one list of them that there is. */
export const lossesSchema = z.object({
  discriminator: z.number(),
  generator: z.number(),
  latent: z.number(),
  /** Only where the training has the photo update. */
  photo: z.number().optional(),
});

export type Losses = Readonly<z.infer<typeof lossesSchema>>;
export type LossName = keyof Losses;
export const LOSSES: readonly LossName[] = lossesSchema.keyof().options;

/** 'discriminator 1.386, generator 0.693, latent 0.012' */
export const namedLosses = (losses: Losses): string =>
  LOSSES.flatMap((name) => (losses[name] === undefined ? [] : [`${name} ${losses[name].toFixed(3)}`])).join(', ');

/** Mean of each loss over those that have it. @param all not empty */
export function meanLosses(all: readonly Losses[]): Losses {
  const means = LOSSES.flatMap((name) => {
    const values = all.flatMap((losses) => losses[name] ?? []);
    return values.length > 0 ? [[name, values.reduce((sum, value) => sum + value, 0) / values.length]] : [];
  });
  return Object.fromEntries(means) as Losses;
}
