import type { CurveName } from '../learning/curves.ts';
import { curveWords } from './curveWords.ts';

/** How a curve is presented. */
export interface CurveFace {
  readonly title: string;
  readonly unit: string;
  readonly colour: string;
  /** What the curve means, in a plain sentence. */
  readonly meaning: string;
}

/** Curves of the trainer, and those of what was measured of a model. */
type CurveFaceName = CurveName | 'realism' | 'likeness';

const COLOURS: Readonly<Record<CurveFaceName, string>> = {
  discriminator: '--curve-discriminator',
  generator: '--curve-generator',
  latent: '--curve-latent',
  photo: '--curve-photo',
  imagesPerSecond: '--curve-machine',
  busyCores: '--curve-machine',
  residentGigabytes: '--curve-machine',
  realism: '--curve-discriminator',
  likeness: '--curve-generator',
};

export const curveFace = (curve: CurveFaceName): CurveFace => ({
  ...curveWords.faces[curve],
  colour: COLOURS[curve],
});
