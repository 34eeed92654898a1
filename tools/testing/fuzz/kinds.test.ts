import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FUZZ_KINDS } from './kinds.ts';

/** Always the same ones. `npm run test:fuzz` reads ten thousand others of each, and watches time, memory and files as well. */
const COUNT = 100;
const SEED = 1104009347;

it.each(Object.keys(FUZZ_KINDS) as (keyof typeof FUZZ_KINDS)[])(
  `${COUNT} damaged inputs, %s, are used or refused in a sentence`,
  async (name) => {
    const { inputs, read } = await FUZZ_KINDS[name]();
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        if (!(await read(input))) refused++;
      }),
      { numRuns: COUNT, seed: SEED },
    );
    expect(refused).toBeGreaterThan(0); // else nothing was damaged
  },
);
