import { useShallow } from 'zustand/react/shallow';
import { useStudio } from '../store/studio.ts';

/** Draws the component anew when a photo has been looked at again: keys of pictures are others then. The same object until that. */
export const useLooks = (): unknown => useStudio(useShallow((s) => [s.looks, s.looksByItself]));
