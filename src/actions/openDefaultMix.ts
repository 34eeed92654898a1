import { selectLayerCount } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';

/** As many as in the figure that people know. */
const SOURCE_COUNT = 5;
const DESTINATION_COUNT = 6;

/** Fills an empty grid from the library, once there is a model: the newest cats as sources, the next ones as destinations. */
export function openDefaultMix(): void {
  const studio = useStudio.getState();
  if (!studio.model || studio.sources.length > 0 || studio.rows.length > 0) return;
  const ids = studio.items.map((item) => item.id);
  const destinations = ids.slice(SOURCE_COUNT, SOURCE_COUNT + DESTINATION_COUNT);
  studio.setMargins(ids.slice(0, SOURCE_COUNT), destinations.length > 0 ? destinations : ids, selectLayerCount(studio));
}
