import { create } from 'zustand';
import type { RunFeed, Stats } from '../learning/feed.ts';

/** A run as far as the page knows it. */
export type Run = Omit<RunFeed, 'revision' | 'from'>;

/**
 * `absent`: nothing is watched at this address; `lost`: the command that served the page does not answer any more;
 * `report`: what is shown was written down once.
 */
export type Connection = 'connecting' | 'live' | 'lost' | 'absent' | 'report';

interface RunStore {
  readonly connection: Connection;
  readonly run: Run | null;
  /** Of a report: its pictures, in the order of the run's sheets. */
  readonly pictures: readonly string[] | null;
  /** Images seen at the sheet that is looked at; null follows the newest. */
  readonly sheet: number | null;
  /** Index of the line that is pointed at; null for the newest. */
  readonly pointed: number | null;
  readonly isLogarithmic: boolean;
  readonly isSmooth: boolean;
}

export const useRun = create<RunStore>()(() => ({
  connection: 'connecting',
  run: null,
  pictures: null,
  sheet: null,
  pointed: null,
  isLogarithmic: false,
  isSmooth: true,
}));

const NO_STATS: readonly Stats[] = [];
export const selectStats = (s: RunStore): readonly Stats[] => s.run?.stats ?? NO_STATS;
export const point = (pointed: number | null): void => useRun.setState({ pointed });
