import { expect, it } from 'vitest';
import { notWritten, pathReason } from './userError.ts';

const systemError = (code: string) => Object.assign(new Error(`${code}: as the system says it, open 'a'`), { code });

it('says in words why a path is of no use, and leaves what it does not know to the system', () => {
  expect(pathReason(systemError('EISDIR'))).toBe('it is a directory');
  expect(pathReason(systemError('ENOSPC'))).toBe("ENOSPC: as the system says it, open 'a'");
  expect(pathReason('no error at all')).toBe('no error at all');
});

it('says what to do about a place that cannot be written', () => {
  expect(notWritten('a.png', systemError('EACCES')).message).toBe(
    'a.png cannot be written (it is not permitted): name another place.',
  );
  expect(notWritten('a.png', systemError('ENOSPC')).message).toMatch(/: make room on the disk\.$/);
});
