import { useShallow } from 'zustand/react/shallow';
import type { NoiseSetting } from '../latent/noise.ts';
import { useStudio } from '../store/studio.ts';
import { selectNoise } from '../store/viewSlice.ts';

/** What the page's pictures are drawn with: the same object for as long as it is the same noise. */
export const useNoise = (): NoiseSetting => useStudio(useShallow(selectNoise));
