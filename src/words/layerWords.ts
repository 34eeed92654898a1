import { spoken } from './language.ts';

/** What the layers decide, by their names and in sentences. */
export const layerWords = spoken('layer', {
  meanings: {
    shape: 'shape',
    pose: 'pose and features',
    eyes: 'eyes and muzzle',
    markings: 'markings',
    colour: 'colour and fur',
  },
  fine: 'fine fur',
  range: (first: string, last: string) => `${first} to ${last}`,
  named: (size: string, meaning: string) => `${size}, ${meaning}`,
  swapped: (onto: string, size: string, from: string) => `${onto}, ${size} of ${from}`,
  decides: (meaning: string) => `Mostly decides ${meaning}.`,
  decidesMeasured: (meaning: string, percent: string, place: string) =>
    `Mostly decides ${meaning}: swapping it changes a pixel by ${percent}% on average, ${place}.`,
  place: { middle: 'most in the middle', edges: 'most towards the edges', everywhere: 'all over the picture' },
  grid: { source: 'the cat above', destination: 'the cat on the left' },
  schema: {
    differ: 'The rows differ. A switch flipped here is flipped in all of them.',
    all: (from: string) => `Everything comes from ${from}.`,
    share: (percent: number, meaning: string) => `${percent}% of ${meaning}`,
    some: (things: string, source: string, destination: string) =>
      `${things[0]!.toUpperCase()}${things.slice(1)} from ${source}; all else from ${destination}.`,
  },
});
