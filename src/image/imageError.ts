import { CodedError } from '../base/codedError.ts';

/** Why a file does not become an image. */
export type ImageErrorCode =
  | 'unreadable' // it has gone or changed since it was chosen
  | 'empty'
  | 'notAnImage'
  | 'unknownFormat' // an image, of a kind that is not decoded here
  | 'damaged' // cut off, or not what its first bytes promise
  | 'tooLarge';

/** A file that cannot be used. The message is one sentence naming the file. */
export class ImageError extends CodedError<ImageErrorCode> {
  constructor(code: ImageErrorCode, message: string, options?: ErrorOptions) {
    super('ImageError', code, message, options);
  }
}
