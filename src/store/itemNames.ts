import type { LibraryItem } from './librarySlice.ts';

/** Names that begin with so many characters alike are told apart by their ends. */
const ALIKE = 8;
/** Characters of an end. */
const TAIL = 6;

/** How many cats' names begin alike, by that beginning; a library's items are an array that nobody changes. */
const beginnings = new WeakMap<readonly LibraryItem[], ReadonlyMap<string, number>>();

function beginningsOf(items: readonly LibraryItem[]): ReadonlyMap<string, number> {
  const known = beginnings.get(items);
  if (known) return known;
  const counts = new Map<string, number>();
  for (const name of new Set(items.map((item) => item.name))) {
    const beginning = beginningOf(name);
    counts.set(beginning, (counts.get(beginning) ?? 0) + 1);
  }
  beginnings.set(items, counts);
  return counts;
}

const beginningOf = (name: string): string => Array.from(name).slice(0, ALIKE).join('');

/** A name's beginning, which may be shortened, and its end, which tells it from others; the end is empty where it tells nothing. */
export function cutName(name: string, items: readonly LibraryItem[]): readonly [head: string, tail: string] {
  const characters = Array.from(name);
  const isAlike = characters.length > ALIKE && (beginningsOf(items).get(beginningOf(name)) ?? 0) > 1;
  return isAlike ? [characters.slice(0, -TAIL).join(''), characters.slice(-TAIL).join('')] : [name, ''];
}
