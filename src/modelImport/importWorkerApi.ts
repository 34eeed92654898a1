import type { ReadProgress } from '../modelFolder/read.ts';
import type { GivenModel } from './givenFiles.ts';
import type { ImportErrorCode } from './importError.ts';
import type { KeptModel } from './keptModels.ts';

/** A model that was taken in, and what is to be told of it: sentences about "it". */
export interface KeptImport {
  readonly model: KeptModel;
  readonly remarks: readonly string[];
}

/** A failure is an answer, since an Error loses its code between threads. */
type ImportResult =
  | ({ readonly kind: 'kept' } & KeptImport)
  | { readonly kind: 'failed'; readonly code: ImportErrorCode; readonly message: string };

export interface ImportWorkerApi {
  /**
   * Converts or verifies a model and keeps it in this browser, whole or not at all.
   * @param takenNames of other models
   * @param deviceGibibytes what may be counted on, where that is known
   */
  importModel(
    given: GivenModel,
    takenNames: readonly string[],
    deviceGibibytes: number | undefined,
    onProgress: (progress: ReadProgress) => void,
  ): Promise<ImportResult>;
}
