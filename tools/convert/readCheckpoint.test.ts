import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UserError } from '../userError.ts';
import { readCheckpoint } from './readCheckpoint.ts';

const read = (file: string) => new Uint8Array(readFileSync(new URL(`./fixtures/${file}`, import.meta.url)));

describe('readCheckpoint', () => {
  it.each(['style16wide/checkpoint-legacy.pth', 'style128/checkpoint-zip.pth'])(
    'refuses %s cut off anywhere',
    (file) => {
      const bytes = read(file);
      expect(readCheckpoint(bytes).has('generator_s')).toBe(true);
      expect(() => readCheckpoint(bytes.subarray(0, -1))).toThrow(UserError);
      for (let part = 0; part < 100; part++) {
        // The pickles come first in the older encoding: most cuts go there.
        const length = Math.floor(bytes.length * (part / 100) ** 3);
        expect(() => readCheckpoint(bytes.subarray(0, length)), `cut at byte ${length}`).toThrow(UserError);
      }
    },
  );

  it('refuses a name without an end instead of reading it for ever', () => {
    const globalWithoutNewline = Uint8Array.of(0x80, 2, 0x63, 0x61, 0x62);
    expect(() => readCheckpoint(globalWithoutNewline)).toThrow('cut short');
  });
});
