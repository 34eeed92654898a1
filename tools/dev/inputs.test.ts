import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { describeInputs } from './inputs.ts';

it('docs/inputs.md says what happens: npx tsx tools/dev/inputs.ts writes it anew', async () => {
  expect(await describeInputs()).toBe(await readFile('docs/inputs.md', 'utf8'));
});
