import { expect, it } from 'vitest';
import { readTable, table } from './table.ts';

it('puts into quotes what would be taken for another field or line', () => {
  const rows = [
    ['name', 'n'],
    ['Tabby, "the first"', 1.5],
    ['two\nlines', 2],
    ['', 3],
  ];
  const text = table(rows);
  expect(text).toBe('name,n\r\n"Tabby, ""the first""",1.5\r\n"two\nlines",2\r\n,3\r\n');
  expect(readTable(text)).toEqual(rows.map((row) => row.map(String)));
});
