import { BALANCE } from '../../src/learning/health.ts';
import { type Losses, namedLosses } from '../../src/learning/losses.ts';
import { UserError } from '../io/userError.ts';
import type { TrainingOptions } from './trainingOptions.ts';

/** A training that more of the same does not mend: it can go back to a good checkpoint and try another way. */
export class Divergence extends UserError {}

/**
 * When D counts as having won for good: G's loss stays above `generatorLoss` and D's below `discriminatorLoss` (running
 * means) for `iterations` in a row. Balance is 0.69 and 1.39; a loss of 7 means that D gives a generated image one chance in
 * a thousand, so that hardly a gradient is left for G to learn from.
 */
const DIVERGENCE_RULE = { generatorLoss: 7, discriminatorLoss: 0.2, meanDecay: 0.98, iterations: 1000 } as const;

/** After each return to a good checkpoint the learning rate is multiplied by `learningRateFactor` once more. */
export const ROLLBACK_RULE = { learningRateFactor: 0.5, maxRollbacks: 3 } as const;

/** How the training is: part of its progress, so that a resumed one judges and goes on alike. */
export interface Health {
  /** Running means of the losses. */
  readonly discriminator: number;
  readonly generator: number;
  /** Iterations in a row in which D has been winning; 0 in a training that is well. */
  readonly lostIterations: number;
  /** How often the run has gone back to a good checkpoint. */
  readonly rollbacks: number;
  /** Images seen at the checkpoint that it last went back to; -1 for none. */
  readonly returnedTo: number;
}

/** At the beginning of a run: balanced, and nothing has happened. */
export const HEALTHY: Health = {
  ...BALANCE,
  lostIterations: 0,
  rollbacks: 0,
  returnedTo: -1,
};

/**
 * Takes the losses of one more iteration into account.
 * @param imagesSeen after this iteration, for the sentence
 * @throws Divergence when a loss is not a number, or D has won for good
 */
export function judge(health: Health, losses: Losses, imagesSeen: number): Health {
  if (Object.values(losses).some((loss) => !Number.isFinite(loss))) {
    throw new Divergence(`The losses are no longer numbers after ${imagesSeen} images (${namedLosses(losses)})`);
  }
  const { meanDecay, generatorLoss, discriminatorLoss, iterations } = DIVERGENCE_RULE;
  const mean = (name: 'discriminator' | 'generator') => meanDecay * health[name] + (1 - meanDecay) * losses[name];
  const [discriminator, generator] = [mean('discriminator'), mean('generator')];
  const isWinning = generator > generatorLoss && discriminator < discriminatorLoss;
  const lostIterations = isWinning ? health.lostIterations + 1 : 0;
  if (lostIterations >= iterations) {
    throw new Divergence(
      `D has won after ${imagesSeen} images (for ${lostIterations} iterations D's loss has been ` +
        `${discriminator.toFixed(3)} and G's ${generator.toFixed(1)})`,
    );
  }
  return { ...health, discriminator, generator, lostIterations };
}

/** What the learning rate is multiplied by. */
export const learningRateFactor = ({ rollbacks }: Health): number => ROLLBACK_RULE.learningRateFactor ** rollbacks;

/** The options that draws are made with: after a rollback others, so that the same path is not taken again. */
export const redrawn = (options: TrainingOptions, { rollbacks }: Health): TrainingOptions => ({
  ...options,
  seed: options.seed + 1_000_003 * rollbacks,
});
