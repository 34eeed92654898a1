import { CodedError } from '../base/codedError.ts';

/**
 * What is wrong with a checkpoint file:
 * - `notACheckpoint`: nothing that PyTorch has written
 * - `otherNetwork`: written by PyTorch, but not a StyleALAE, or not with the weights asked for
 * - `damaged`: cut off, or its parts contradict each other
 * - `unsafe`: opening it as PyTorch does would run code
 * - `unsupported`: a number format or size that the networks here do not have
 * - `tooLarge`: it would take more memory than it may
 */
export type CheckpointErrorCode = 'notACheckpoint' | 'otherNetwork' | 'damaged' | 'unsafe' | 'unsupported' | 'tooLarge';

/** A checkpoint that cannot be read. The message is one sentence about "the file" or "the checkpoint". */
export class CheckpointError extends CodedError<CheckpointErrorCode> {
  constructor(code: CheckpointErrorCode, message: string, options?: ErrorOptions) {
    super('CheckpointError', code, message, options);
  }
}

/** Throws that the file contradicts itself. */
export function damaged(what: string): never {
  throw new CheckpointError('damaged', `The checkpoint is damaged: ${what}.`);
}
