import type fc from 'fast-check';
import { randomWeights } from '../randomModel.ts';

/** A kind of input from outside, damaged at random. */
export interface FuzzKind<T> {
  readonly inputs: fc.Arbitrary<T>;
  /**
   * Reads an input as the program does.
   * @returns whether it could be used
   * @throws what is not one of the program's own sentences
   */
  readonly read: (input: T) => Promise<boolean>;
}

export const kind = <T>(inputs: fc.Arbitrary<T>, read: FuzzKind<T>['read']): FuzzKind<unknown> =>
  ({ inputs, read }) as unknown as FuzzKind<unknown>;

/** Whether `work` succeeds; fails unless its failure is one of `own`, in a sentence. */
export async function isUsed(work: () => unknown, own: (error: unknown) => boolean): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!own(error) || !/^\S[^\n]*\S$/.test((error as Error).message)) throw error;
    return false;
  }
}

export const isOneOf =
  (...classes: readonly (abstract new (...args: never[]) => Error)[]) =>
  (error: unknown): boolean =>
    classes.some((each) => error instanceof each);

/** A value as JSON, in bytes. */
export const toBytes = (value: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(value));

/** A model as small as one can be, for files that belong to one. */
export const TINY = {
  layerCount: 1,
  startChannels: 1,
  maxChannels: 1,
  latentSize: 2,
  mappingLayers: 1,
  channels: 1,
} as const;
export const tinyWeights = randomWeights(TINY);
