/** Seeds of random cats and of litters lie below this: people can read them out to each other. */
export const SEED_LIMIT = 100_000;

/** A seed that chance takes. */
export const rollSeed = (): number => Math.floor(Math.random() * SEED_LIMIT);
