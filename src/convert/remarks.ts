import { blockResolution } from '../networks/architecture.ts';
import { AVERAGE_SAMPLES } from './averageLatent.ts';
import type { CheckpointModel } from './readCheckpoint.ts';
import type { WeightChoice } from './rename.ts';

/** What people are told of a checkpoint that is not all that it might be, a sentence each. */
export function remarksOn(
  { architecture, fullLayerCount, choice, missing, isAverageComputed }: Omit<CheckpointModel, 'weights'>,
  wanted: WeightChoice,
): readonly string[] {
  const remarks: string[] = [];
  if (choice !== wanted) {
    remarks.push(`It has no ${wanted} weights: these are the ${choice} ones, whose pictures are rougher.`);
  }
  if (fullLayerCount > architecture.layerCount) {
    const [full, side] = [fullLayerCount, architecture.layerCount].map((count) => blockResolution(count - 1));
    remarks.push(
      `Its training has not come to ${full}x${full} pixels yet: this is the model of ${side}x${side} in it.`,
    );
  }
  if (missing.length > 0) {
    remarks.push('It has no D: the model draws and encodes pictures, but training cannot go on from it.');
  }
  if (isAverageComputed) {
    remarks.push(
      `It has no averaged latent: this is the mean of ${AVERAGE_SAMPLES.toLocaleString('en')} samples of its F.`,
    );
  }
  return remarks;
}

/** Said where half precision was asked for, and would have shown (`recordOwnCheck`). */
export const WHOLE_NUMBERS_REMARK = 'In 32 bits, since halves would change its pictures by more than 1%: it is young.';
