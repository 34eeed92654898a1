import { FEED_PATH, REPORT_ID, runFeedSchema, runReportSchema, type Stats } from '../learning/feed.ts';
import { useRun } from './runStore.ts';

const POLL_MS = 2000;

/** Shows the report that the page carries, or else follows what the server beside the page tells of a run. */
export function followRun(): void {
  const report = document.getElementById(REPORT_ID)?.textContent;
  if (report) {
    const { feed, pictures } = runReportSchema.parse(JSON.parse(report));
    useRun.setState({ connection: 'report', run: feed, pictures });
    return;
  }
  void poll();
}

/** Asks for what is new, again and again; not while nobody looks. */
async function poll(): Promise<void> {
  let known = { revision: 0, count: 0 };
  for (;;) {
    try {
      const response = await fetch(`${FEED_PATH}?revision=${known.revision}&count=${known.count}`);
      const isFeed = response.headers.get('content-type')?.includes('json');
      // A static host answers with a 404 or a page of its own.
      if (response.status === 404 || (response.ok && !isFeed)) return useRun.setState({ connection: 'absent' });
      if (!response.ok) throw new Error(response.statusText);
      const { revision, from, ...feed } = runFeedSchema.parse(await response.json());
      useRun.setState(({ run, pointed }) => {
        const stats = from > 0 && run ? withNew(run.stats, from, feed.stats) : feed.stats;
        known = { revision, count: stats.length };
        const isPointing = pointed !== null && pointed < stats.length;
        return { connection: 'live', run: { ...feed, stats }, pointed: isPointing ? pointed : null };
      });
    } catch {
      useRun.setState({ connection: 'lost' });
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    if (document.hidden)
      await new Promise((resolve) => document.addEventListener('visibilitychange', resolve, { once: true }));
  }
}

/** The same array when nothing is new, so that nothing is drawn anew. */
const withNew = (known: Stats[], from: number, added: Stats[]): Stats[] =>
  added.length === 0 && from === known.length ? known : [...known.slice(0, from), ...added];
