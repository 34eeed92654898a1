import type { PairView } from '../store/comparisonSlice.ts';
import { useStudio } from '../store/studio.ts';

const AFTER: Readonly<Record<PairView, PairView>> = {
  sideBySide: 'slider',
  slider: 'difference',
  difference: 'sideBySide',
};

/** Goes on to the next view of the open tab, where it has several. */
export function nextView(): void {
  const { tab, pairView, setPairView, mixView, setMixView } = useStudio.getState();
  if (tab === 'reconstruct') setPairView(AFTER[pairView]);
  else if (tab === 'mix') setMixView(mixView === 'grid' ? 'layers' : 'grid');
}
