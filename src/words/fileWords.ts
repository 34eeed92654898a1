import { spoken } from './language.ts';

/** What files are that are handed out, in their names, and the labels on sheets. */
export const fileWords = spoken('file', {
  mix: 'mix',
  layerSwap: 'layer swap',
  grid: 'mixing grid',
  layers: 'layers',
  original: 'original',
  reconstruction: 'reconstruction',
  refined: 'refined',
  reshaped: 'reshaped',
  directions: 'directions',
  kitten: 'kitten',
  strip: 'strip',
  morph: 'morph',
  fromTo: (first: string, last: string) => `${first} to ${last}`,
  library: 'library',
  given: 'given',
  likeness: 'likeness',
  codes: 'codes',
  project: 'project',
  youAsACat: 'you as a cat',
  columns: { photo: 'photo', original: 'original', reconstruction: 'reconstruction' },
});
