import { CodedError } from '../base/codedError.ts';

/** What is wrong with a model folder; the same codes as the engine's, so that the page turns them into sentences. */
export type ModelFolderErrorCode = 'modelMissing' | 'modelInvalid' | 'network';

/** A model folder that cannot be used. The message is one sentence naming the file. */
export class ModelFolderError extends CodedError<ModelFolderErrorCode> {
  constructor(code: ModelFolderErrorCode, message: string, options?: ErrorOptions) {
    super('ModelFolderError', code, message, options);
  }
}
