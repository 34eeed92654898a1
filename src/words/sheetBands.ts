import { curveWords } from './curveWords.ts';

/** The bands of a sample sheet of the training, from above. All are of the same height; cells are square. */
export const sheetBands = () => Object.values(curveWords.sheet);

/** The bands of a replay's frame, from above. */
export const replayBands = () => Object.values(curveWords.replay);

/** Which of a sample sheet's bands each band of a replay is: the published networks are the averaged ones. */
export const REPLAY_BANDS_OF_SHEET = [0, 1, 3] as const;
