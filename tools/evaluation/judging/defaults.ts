/** Per judge, but for the number of judges. */
export const JUDGING_DEFAULTS = { judges: 2, rows: 80, pairs: 80, seed: 0 };
