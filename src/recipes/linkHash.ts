/** What an address may open, by what it is called there: `#grid=…`. What follows is read by `linkRecipe.ts`. */
export const LINK_KINDS = ['grid', 'cat', 'film'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** Whether an address's hash is a link of this studio, whole or damaged. */
export const isLinkHash = (hash: string): boolean => LINK_KINDS.some((kind) => hash.startsWith(`#${kind}=`));

/**
 * Characters of an address that may be copied. There is no common limit: 32,767 is the least that is said of a browser of today, on
 * Windows.
 */
export const LONGEST_LINK = 32_000;
/** Characters from which on many chats cut a message, and a link in it. */
export const LONG_FOR_CHATS = 4000;
