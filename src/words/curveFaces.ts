import type { CurveName } from '../learning/curves.ts';

/** How a curve is presented. */
export interface CurveFace {
  readonly title: string;
  readonly unit: string;
  readonly colour: string;
  /** What the curve means, in a plain sentence. */
  readonly meaning: string;
}

export const FACES: Readonly<Record<CurveName, CurveFace>> = {
  discriminator: {
    title: 'Discriminator',
    unit: 'loss',
    colour: '--curve-discriminator',
    meaning:
      'How far D is from telling real images from generated ones, its gradient penalty included. Where it can only guess, the loss is 2·ln 2 = 1.39.',
  },
  generator: {
    title: 'Generator',
    unit: 'loss',
    colour: '--curve-generator',
    meaning:
      'How clearly D sees that generated images are not real. At ln 2 = 0.69 it takes them for real half of the time.',
  },
  latent: {
    title: 'Latent error',
    unit: 'squared',
    colour: '--curve-latent',
    meaning:
      'How far E lands from the w that G drew an image from. The lower, the closer reconstructions follow a photo; it jumps where a level begins.',
  },
  photo: {
    title: 'Photo error',
    unit: 'weighted',
    colour: '--curve-photo',
    meaning:
      'How far the picture that E and G make of a photo is from it: in its coarse colours, pixel by pixel, in its code, and in whether D takes it for real, weighted and added. The lower, the closer.',
  },
  imagesPerSecond: {
    title: 'Speed',
    unit: 'images/s, log scale',
    colour: '--curve-machine',
    meaning: 'Images trained on in a second. Every level has four times the pixels of the one before and takes longer.',
  },
  busyCores: {
    title: 'Processor',
    unit: 'cores busy',
    colour: '--curve-machine',
    meaning: 'Cores that the trainer keeps busy. It stays low where a graphics card does the work.',
  },
  residentGigabytes: {
    title: 'Memory',
    unit: 'GB',
    colour: '--curve-machine',
    meaning: 'Memory of the trainer’s process. It steps up with a level and should be flat in between.',
  },
};
