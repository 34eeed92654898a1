import { spoken } from './language.ts';

/** Refining a reconstruction. */
export const refineWords = spoken('refine', {
  error: {
    after: (error: string, step: number) => `${error} after ${step} ${step === 1 ? 'step' : 'steps'}`,
    meaning: 'Mean squared error of the colours, where black is 0 and white is 1',
    title: 'Error (MSE)',
    label: 'Error after each step',
  },
  title: (name: string) => `Refine ${name}`,
  description:
    'The model’s first try comes from one look at the picture. Here it looks again and again, and each time corrects its numbers a little.',
  space: {
    'W+': 'Each layer may go its own way: closer to the picture, a little less of a cat. Its name: W+.',
    W: 'All layers keep to one set of numbers: every result is a cat that the model could dream up. Its name: W.',
  },
  quick: 'Quick',
  thorough: 'Thorough',
  patient: 'Patient',
  whatMayChange: 'What may change',
  layerByLayer: 'Layer by layer',
  allAtOnce: 'All at once',
  howLong: 'How long',
  steps: (count: number) => `${count} steps. You can stop at any time, and keep the best so far.`,
  freedom: 'Freedom',
  freedomText: 'How far the numbers may go from the first try’s.',
  texture: 'Fine texture too',
  textureText:
    'Draws fur and eyes pixel by pixel, where the model rolls dice otherwise. It comes closest, but only the PNG file has it: the library keeps no texture.',
  start: 'Start',
  pull: { near: 'stays near the first try', lead: 'on a long lead', free: 'free', freest: 'as free as it likes' },
  firstTry: 'First try',
  againstRefined: (before: string) => `${before} against refined`,
  pictureOf: (name: string, which: string) => `${name}, ${which.toLowerCase()}`,
  notYet: 'Not refined yet',
  refined: 'Refined',
  compareWith: 'Compare with',
  outcome: (error: string, before: string, steps: number, seconds: string) =>
    `Error ${error}, at first ${before} · ${steps} steps in ${seconds} s`,
  inLibrary: 'In your library',
  keep: 'Keep in library',
  png: 'PNG',
  otherwise: 'Try otherwise',
  asGood: 'The first try was as good',
  gone: (percent: number) => `${percent}% of the error is gone`,
  step: (step: number, count: number) => `Step ${step} of ${count}`,
  label: 'Refinement',
  stop: 'Stop here',
  secondsLeft: (seconds: number) => `about ${seconds} s left`,
});
