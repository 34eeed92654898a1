import { useStudio } from '../store/studio.ts';

/** Takes a cat out of the library and off the grid. */
export const removeItem = (id: string): void => useStudio.getState().removeItem(id);
