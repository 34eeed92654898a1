import { Cat, Combine, Film, type LucideIcon, ScanFace, SlidersHorizontal } from 'lucide-react';
import type { ComponentType } from 'react';
import { ReconstructPanel } from '../panels/reconstruct/ReconstructPanel.tsx';
import type { Tab } from '../store/viewSlice.ts';
import { late } from '../ui/late.ts';

interface PageTab {
  readonly id: Tab;
  readonly Icon: LucideIcon;
  readonly Panel: ComponentType;
  /** Opens it from anywhere on the page. */
  readonly key: string;
}

/** The tabs in their order: the one list of them that there is, but for their ids in the store. The first one's code is there at once. */
export const PAGE_TABS: readonly PageTab[] = [
  {
    id: 'reconstruct',
    Icon: ScanFace,
    Panel: ReconstructPanel,
    key: '1',
  },
  {
    id: 'mix',
    Icon: Combine,
    Panel: late(async () => (await import('../panels/mix/MixPanel.tsx')).MixPanel),
    key: '2',
  },
  {
    id: 'latent',
    Icon: SlidersHorizontal,
    Panel: late(async () => (await import('../panels/latent/LatentPanel.tsx')).LatentPanel),
    key: '3',
  },
  {
    id: 'morph',
    Icon: Film,
    Panel: late(async () => (await import('../panels/morph/MorphPanel.tsx')).MorphPanel),
    key: '4',
  },
  {
    id: 'kittens',
    Icon: Cat,
    Panel: late(async () => (await import('../panels/kittens/KittensPanel.tsx')).KittensPanel),
    key: '5',
  },
];
