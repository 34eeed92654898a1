/** The list with the entry at `from` moved to `to`, those between making room; the same list where one of the two is none. */
export function movedTo<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const moved = list[from];
  return moved === undefined || to < 0 ? list : list.toSpliced(from, 1).toSpliced(to, 0, moved);
}
