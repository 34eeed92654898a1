import { UserError } from '../io/userError.ts';
import {
  type Checkpoint,
  dropCheckpointsAfter,
  type Progress,
  readLatestCheckpoint,
  writeCheckpoint,
} from '../run/checkpoint.ts';
import { type Divergence, HEALTHY, type Health, learningRateFactor, ROLLBACK_RULE } from '../run/divergence.ts';
import { appendStats, rewindStats } from '../run/runDirectory.ts';
import type { TrainingEngine } from './trainingEngine.ts';

/**
 * Takes a run that has gone wrong back to its last good checkpoint: the newest in which D was not winning, but one
 * older where that one has been tried before. From there it goes on with other draws and a lower learning rate.
 * @param health of the run that has gone wrong
 * @returns where to go on, and a sentence for people
 * @throws UserError when it has gone back often enough: what has happened and what to change
 */
export async function rollBack(
  run: string,
  engine: TrainingEngine,
  health: Health,
  divergence: Divergence,
): Promise<{ progress: Progress; sentence: string }> {
  const isGood = ({ health: then }: Progress) => !then?.lostIterations;
  const isUntried = (progress: Progress) => isGood(progress) && progress.imagesSeen !== health.returnedTo;
  const checkpoint = await readLatestCheckpoint(run, isUntried).catch(() => readLatestCheckpoint(run, isGood));
  const { imagesSeen, iteration } = checkpoint.progress;
  await dropCheckpointsAfter(run, imagesSeen);
  await rewindStats(run, imagesSeen);
  const { maxRollbacks } = ROLLBACK_RULE;
  if (health.rollbacks >= maxRollbacks) {
    throw new UserError(
      `${divergence.message}, and going back ${maxRollbacks} times has not helped: resume with --config and a lower ` +
        'learningRatePerLod or a larger r1Gamma.',
    );
  }
  const rollbacks = health.rollbacks + 1;
  const changed: Health = { ...(checkpoint.progress.health ?? HEALTHY), rollbacks, returnedTo: imagesSeen };
  const restored: Checkpoint = { ...checkpoint, progress: { ...checkpoint.progress, health: changed } };
  await writeCheckpoint(run, restored); // so that a resumed run knows
  engine.restore(checkpoint.state);
  const factor = learningRateFactor(changed);
  const reason = divergence.message;
  await appendStats(run, { event: 'rollback', imagesSeen, iteration, reason, rollbacks, learningRateFactor: factor });
  return {
    progress: restored.progress,
    sentence:
      `${divergence.message}: going back to the checkpoint at ${imagesSeen} images with ${factor} times the learning ` +
      `rate (${rollbacks} of at most ${maxRollbacks} times).`,
  };
}
