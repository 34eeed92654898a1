import { Cat, Combine, Film, type LucideIcon, ScanFace, SlidersHorizontal } from 'lucide-react';
import { type ComponentType, lazy } from 'react';
import { ReconstructPanel } from '../panels/reconstruct/ReconstructPanel.tsx';
import type { Tab } from '../store/viewSlice.ts';

interface PageTab {
  readonly id: Tab;
  readonly title: string;
  /** What it is for, as the end of a sentence that begins with its title. */
  readonly text: string;
  readonly Icon: LucideIcon;
  readonly Panel: ComponentType;
  /** Opens it from anywhere on the page. */
  readonly key: string;
}

/** The tabs in their order: the one list of them that there is, but for their ids in the store. Late ones bring their code when they are opened. */
export const PAGE_TABS: readonly PageTab[] = [
  {
    id: 'reconstruct',
    title: 'Reconstruct',
    text: 'shows what the model makes of a cat; “Refine” lets it try again and come closer.',
    Icon: ScanFace,
    Panel: ReconstructPanel,
    key: '1',
  },
  {
    id: 'mix',
    title: 'Mix',
    text: 'crosses cats: every layer of the picture from one parent or the other.',
    Icon: Combine,
    Panel: lazy(async () => ({ default: (await import('../panels/mix/MixPanel.tsx')).MixPanel })),
    key: '2',
  },
  {
    id: 'latent',
    title: 'Latent',
    text: 'reshapes one cat along directions, found in the model or learnt from your examples.',
    Icon: SlidersHorizontal,
    Panel: lazy(async () => ({ default: (await import('../panels/latent/LatentPanel.tsx')).LatentPanel })),
    key: '3',
  },
  {
    id: 'morph',
    title: 'Morph',
    text: 'films one cat turning into the next.',
    Icon: Film,
    Panel: lazy(async () => ({ default: (await import('../panels/morph/MorphPanel.tsx')).MorphPanel })),
    key: '4',
  },
  {
    id: 'kittens',
    title: 'Kittens',
    text: 'breeds two cats, and their kittens in turn.',
    Icon: Cat,
    Panel: lazy(async () => ({ default: (await import('../panels/kittens/KittensPanel.tsx')).KittensPanel })),
    key: '5',
  },
];
