import { CodedError } from '../base/codedError.ts';

/** Why a file does not become an image. */
type ImageErrorCode =
  | 'heic' // Apple's format, which browsers do not decode
  | 'notAnImage'
  | 'damaged' // cut off, or not what its first bytes promise
  | 'tooLarge';

/** A file that cannot be used. The message is one sentence naming the file. */
export class ImageError extends CodedError<ImageErrorCode> {
  constructor(code: ImageErrorCode, message: string, options?: ErrorOptions) {
    super('ImageError', code, message, options);
  }
}
