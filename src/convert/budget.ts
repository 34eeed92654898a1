import { CheckpointError } from './errors.ts';

/** How much memory a file may claim. A file decides what is allocated for it, so every claim passes a budget first. */
export interface Budget {
  /** @throws CheckpointError 'tooLarge' when the limit is passed */
  spend(byteLength: number): void;
  readonly spentBytes: number;
}

export interface CheckpointLimits {
  /** For pickled values and the directory of a zip. */
  readonly structureBytes: number;
  /** For the weights, as 32-bit floats. What one tensor takes while it is read comes on top. */
  readonly weightBytes: number;
}

/**
 * A thousand times the structure of the largest published model, nine times its weights. They hold everywhere unless a
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
    get spentBytes() {
      return spentBytes;
    },
  };
}
