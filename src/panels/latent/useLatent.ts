import { useMemo } from 'react';
import { withOffset } from '../../pictures/latentStyles.ts';
import { type LatentSettings, latentDefaults } from '../../store/latentSlice.ts';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { selectLayerCount } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';

/** An item's latent settings, the defaults if it has none, and how to change them. */
export function useLatent(item: LibraryItem) {
  const layerCount = useStudio(selectLayerCount);
  const own = useStudio((s) => s.latent[item.id]);
  const setLatent = useStudio((s) => s.setLatent);
  const defaults = useMemo(() => latentDefaults(layerCount), [layerCount]);
  const settings = own ?? defaults;
  const change = (part: Partial<LatentSettings>) => setLatent(item.id, { ...settings, ...part });
  /** Moves the item to `offset` σ from where it is along a direction. */
  const move = (directionId: string, offset: number) => setLatent(item.id, withOffset(settings, directionId, offset));
  return { settings, layerCount, change, move };
}
