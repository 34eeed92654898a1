import { rollSeed } from '../latent/rollSeed.ts';
import { useStudio } from '../store/studio.ts';

/** Tries the layers with other random cats. */
export const rerollLayers = (): void => useStudio.getState().setLayerTrial({ seed: rollSeed() });
