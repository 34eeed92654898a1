/** Calls `work` for every item, at most `limit` at a time. After a failure no further item begins; it is thrown. */
export async function mapConcurrently<T>(
  items: AsyncIterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  // Kept here: a job may fail while nobody waits for it but the next item is awaited.
  const failures: unknown[] = [];
  try {
    for await (const item of items) {
      if (failures.length > 0) break;
      const job = work(item)
        .catch((failure: unknown) => void failures.push(failure))
        .finally(() => running.delete(job));
      running.add(job);
      if (running.size >= limit) await Promise.race(running);
    }
  } finally {
    await Promise.all(running); // no job outlives the call, whose files are closed next
  }
  if (failures.length > 0) throw failures[0];
}
