import { SEED_LIMIT } from '../store/layerTrial.ts';
import { useStudio } from '../store/studio.ts';

/** Tries the layers with other random cats. */
export const rerollLayers = (): void =>
  useStudio.getState().setLayerTrial({ seed: Math.floor(Math.random() * SEED_LIMIT) });
