import { expect, it } from 'vitest';
import { table } from './table.ts';

it('puts into quotes what would be taken for another field or line', () => {
  expect(
    table([
      ['name', 'n'],
      ['Tabby, "the first"', 1.5],
      ['two\nlines', 2],
    ]),
  ).toBe('name,n\r\n"Tabby, ""the first""",1.5\r\n"two\nlines",2\r\n');
});
