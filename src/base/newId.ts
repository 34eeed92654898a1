/** Ids of earlier visits come back with what was kept: hence a part that is this page's own. */
const page = crypto.getRandomValues(new Uint32Array(1))[0]!.toString(36);
let count = 0;

/** An id that is new on this page and on all others. Unlike `crypto.randomUUID` it also exists on plain http addresses. */
export const newId = (prefix: string): string => `${prefix}-${page}-${++count}`;
