/**
 * An error whose code says what is wrong, for those who turn it into a sentence of their own; the message is one sentence
 * as well.
 */
export class CodedError<Code extends string> extends Error {
  readonly code: Code;
  constructor(name: string, code: Code, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
    this.code = code;
  }
}
