/** Calls `work` for every item, at most `limit` at a time. After a failure no further item begins; it is thrown. */
export async function mapConcurrently<T>(
  items: AsyncIterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  try {
    for await (const item of items) {
      const job = work(item).finally(() => running.delete(job));
      running.add(job);
      if (running.size >= limit) await Promise.race(running);
    }
    await Promise.all(running);
  } finally {
    await Promise.allSettled(running); // no job outlives the call, whose files are closed next
  }
}
