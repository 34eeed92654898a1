let count = 0;

/** An id that is new on this page. Unlike `crypto.randomUUID` it also exists on plain http addresses. */
export const newId = (prefix: string): string => `${prefix}-${++count}`;
