import type { CropBox } from '../image/crop.ts';
import { frameAround } from './modelFraming.ts';

/**
 * The box of a person's face in that of a cat's that looks out of the same eyes. Over 19 people's faces their eyes are at
 * (0.23, 0.20) and (0.79, 0.20) of the detector's box; those of the training data's cats at (0.28, 0.37) and (0.73, 0.37) of
 * theirs. Nose and mouth then come within a twentieth of the cat's.
 */
const IN_CAT_FACE = { left: 0.1, top: 0.21, size: 0.8 };

/** Where a cat's face would be that looks out of a person's eyes. @param face as the detector of people boxes it */
export const catPlaceOf = (face: CropBox): CropBox => frameAround(face, IN_CAT_FACE);
