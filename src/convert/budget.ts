import { CheckpointError } from './checkpointError.ts';

/** How much memory a file may claim. A file decides what is allocated for it, so every claim passes a budget first. */
export interface Budget {
  /** @throws CheckpointError 'tooLarge' when the limit is passed */
  spend(byteLength: number): void;
}

export interface CheckpointLimits {
  /** For pickled values and the directory of a zip. */
  readonly structureBytes: number;
  /** For the weights, as 32-bit floats. What one tensor takes while it is read comes on top. */
  readonly weightBytes: number;
}

/**
 * Nine times the weights of the 1024-pixel model of 512 channels, and room for a million pickled objects. They hold unless a
 * caller sets others.
 */
export const CHECKPOINT_LIMITS: CheckpointLimits = { structureBytes: 256 * 2 ** 20, weightBytes: 2 * 2 ** 30 };

export function createBudget(limitBytes: number, what: string): Budget {
  let spentBytes = 0;
  return {
    spend(byteLength) {
      spentBytes += byteLength;
      if (spentBytes <= limitBytes) return;
      const megabytes = Math.round(limitBytes / 2 ** 20);
      throw new CheckpointError('tooLarge', `The checkpoint claims more than ${megabytes} MiB of ${what}.`);
    },
  };
}
