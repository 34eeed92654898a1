import type { StateCreator } from 'zustand';
import type { Likeness } from '../image/likeness.ts';
import type { ReadProgress } from '../modelFolder/read.ts';
import type { LikenessMeasure } from './libraryOrder.ts';
import type { ModelCard } from './modelSlice.ts';
import type { StudioState } from './studio.ts';

/** The model that photos are compared with, beside the one in use. */
export interface Rival {
  readonly name: string;
  readonly title: string;
  /** How far it has been fetched; null at first. */
  readonly progress: ReadProgress | null;
  /** Its card, once it runs. */
  readonly model: ModelCard | null;
}

/** How alike a photo is to what either model makes of it. */
export interface Contest {
  readonly own: Likeness;
  readonly rival: Likeness;
}

export interface RivalSlice {
  readonly rival: Rival | null;
  /** By `contestKey` (pictures/rivalPair.ts), which says all that they depend on; null where a picture could not be computed. */
  readonly contests: Readonly<Record<string, Contest | null>>;
  /** Null ends the comparison. What was measured with another rival is forgotten. */
  setRival(rival: Rival | null): void;
  setContest(key: string, contest: Contest | null): void;
}

export const createRivalSlice: StateCreator<StudioState, [], [], RivalSlice> = (set) => ({
  rival: null,
  contests: {},
  setRival: (rival) => set((s) => ({ rival, contests: rival?.name === s.rival?.name ? s.contests : {} })),
  setContest: (key, contest) => set((s) => ({ contests: { ...s.contests, [key]: contest } })),
});

/** Which model is nearer to a photo; null where they are as near. */
export function nearerOf({ own, rival }: Contest, measure: LikenessMeasure): 'own' | 'rival' | null {
  const ahead = measure === 'colour' ? rival.meanSquaredError - own.meanSquaredError : own.ssim - rival.ssim;
  if (ahead === 0) return null;
  return ahead > 0 ? 'own' : 'rival';
}

/** What several contests come to. */
export interface Tally extends Contest {
  readonly count: number;
  /** Photos to which each is nearer. */
  readonly ownNearer: number;
  readonly rivalNearer: number;
}

/** The means of every figure, and how often each model is nearer; null of none. */
export function tallyOf(contests: readonly Contest[], measure: LikenessMeasure): Tally | null {
  if (contests.length === 0) return null;
  const nearer = contests.map((contest) => nearerOf(contest, measure));
  return {
    count: contests.length,
    own: meanOf(contests.map(({ own }) => own)),
    rival: meanOf(contests.map(({ rival }) => rival)),
    ownNearer: nearer.filter((which) => which === 'own').length,
    rivalNearer: nearer.filter((which) => which === 'rival').length,
  };
}

function meanOf(likenesses: readonly Likeness[]): Likeness {
  const mean = (figure: keyof Likeness) => likenesses.reduce((sum, each) => sum + each[figure], 0) / likenesses.length;
  return { meanSquaredError: mean('meanSquaredError'), psnrDb: mean('psnrDb'), ssim: mean('ssim') };
}
