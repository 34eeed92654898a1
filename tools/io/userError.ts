/** Something the user can put right. Its message is one sentence: what, where, what to do. */
export class UserError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UserError';
  }
}

/** The message of anything thrown, without a line break. */
export function messageOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return message.replace(/\s*\n\s*/g, ' ').trim();
}

/** What the codes of the system say of a path; the other ones speak for themselves. */
const PATH_REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  ENOTDIR: 'it is a file, or would lie in one',
  EISDIR: 'it is a directory',
  EEXIST: 'a file stands where a directory must be',
  EACCES: 'it is not permitted',
  EPERM: 'it is not permitted',
  EROFS: 'the disk is read-only',
};

/** Why a file or directory could not be read or written, in words. */
export function pathReason(thrown: unknown): string {
  const code = thrown instanceof Error ? (thrown as NodeJS.ErrnoException).code : undefined;
  return (code && PATH_REASONS[code]) ?? messageOf(thrown);
}

/** What to tell when a file or directory cannot be written. */
export function notWritten(place: string, cause: unknown): UserError {
  const advice = hasCode(cause, 'ENOSPC') ? 'make room on the disk' : 'name another place';
  return new UserError(`${place} cannot be written (${pathReason(cause)}): ${advice}.`, { cause });
}

/** True for a system error of this code, such as ENOENT. */
export const hasCode = (thrown: unknown, code: string): boolean =>
  thrown instanceof Error && (thrown as NodeJS.ErrnoException).code === code;

/** Exit codes: something for the user to put right, anything unexpected, Ctrl-C. */
export const EXIT_USER_ERROR = 1;
const EXIT_UNEXPECTED = 70;
export const EXIT_INTERRUPTED = 130;

/**
 * The one door through which errors leave a program: one line on stderr, an exit code, and the stack only when
 * `--verbose` is among the arguments.
 */
export function exitWithError(thrown: unknown): never {
  const line = messageOf(thrown);
  process.stderr.write(
    thrown instanceof UserError ? `${line}\n` : `Unexpected error: ${line} (run again with --verbose for details)\n`,
  );
  if (process.argv.includes('--verbose') && thrown instanceof Error) process.stderr.write(`${describeStack(thrown)}\n`);
  process.exit(thrown instanceof UserError ? EXIT_USER_ERROR : EXIT_UNEXPECTED);
}

function describeStack(error: Error): string {
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\nCaused by: ${describeStack(error.cause)}` : own;
}
