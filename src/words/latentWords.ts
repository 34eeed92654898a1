import { spoken } from './language.ts';

/** The Latent tab. */
export const latentWords = spoken('latent', {
  title: 'Reshape your cat',
  intro:
    'Change your cat bit by bit: each row is one way in which cats differ. Press a small picture, move a slider, or drag the large picture.',
  add: {
    label: 'Add directions',
    add: 'Add',
    pca: {
      title: 'The greatest differences (PCA)',
      text: 'In what the model’s cats differ most, all layers together.',
      button: (count: number) => `Add ${count} differences`,
    },
    sefa: {
      title: 'What some layers react to (SeFa)',
      text: (layers: string) => `What changes a picture most through the layers ${layers}.`,
      button: (count: number) => `Add ${count} reactions`,
    },
    factorise: 'Layers to factorise',
    examples: {
      title: 'From examples',
      text: 'Show it cats with more of something, and cats with less.',
      button: 'Choose cats',
    },
  },
  list: {
    retry: 'Retry',
    lookingAtCat: 'Looking at your cat…',
    lookingAtMany: 'Looking at 10,000 imagined cats to find how they differ…',
    directions: 'Directions',
    help: (coarsest: string, finest: string) =>
      `Sliders start at your cat’s own value: 0 σ is the average cat, ±3 σ a rare one. The grey slider says which layers move: ${coarsest} on its left, ${finest} on its right.`,
    empty: 'No directions here. Press “Add” for some that the model offers, or learn one from examples.',
    resetAll: 'Reset all directions',
    load: 'Load directions',
    file: 'File of directions',
    save: 'Save directions',
    measuring: 'Measuring what they change…',
    nameByChange: 'Name them by what they change',
  },
  kinds: {
    pca: {
      text: 'Difference (PCA)',
      meaning: 'A way in which the model’s cats differ most: a principal component (GANSpace)',
    },
    sefa: {
      text: 'Reaction (SeFa)',
      meaning: 'What the styles of some layers react to most (closed-form factorisation)',
    },
    examples: { text: 'Examples', meaning: 'Learnt from cats that you marked' },
  },
  row: {
    value: (sigmas: string) => `${sigmas} σ`,
    moved: (sigmas: string, moved: string) => `${sigmas} σ, moved ${moved}`,
    deviations: (sigmas: string | number) => `${sigmas} standard deviations`,
    rename: (name: string) => `Rename ${name}`,
    layers: (name: string) => `Layers of ${name}`,
    reset: (name: string) => `Reset ${name}`,
    star: (name: string) => `Star ${name}`,
    remove: (name: string) => `Remove ${name}`,
  },
  strip: {
    less: (sigmas: number) => `less, −${sigmas} σ`,
    asItIs: 'as it is',
    more: (sigmas: number) => `more, +${sigmas} σ`,
    stop: (direction: string, words: string) => `${direction}: ${words}`,
  },
  sheet: {
    label: 'Export a sheet',
    title: 'The directions as one picture',
    sheet: 'Sheet',
    which: 'Directions on the sheet',
    all: (count: number) => `All ${count}`,
    starred: (count: number) => `Starred ${count}`,
    spacing: 'Spacing',
    reach: (spacing: string, reach: number) => `${spacing} σ, from −${reach} to +${reach}`,
    inRow: 'Pictures in a row',
    pictures: (count: number) => `${count} pictures`,
    labels: 'With labels',
  },
  drag: {
    legend: 'Drag the picture to move along',
    acrossField: 'Dragging left and right',
    upField: 'Dragging up and down',
    role: 'Drag pad',
    label: (name: string, across: string, up: string) =>
      `Drag ${name}: left and right for ${across}, up and down for ${up}`,
    offsets: (across: string, acrossBy: string, up: string, upBy: string) => `${across} ${acrossBy} σ, ${up} ${upBy} σ`,
  },
  marks: { more: 'more', less: 'less', none: 'no example', card: (name: string, mark: string) => `${name}: ${mark}` },
  examples: {
    defaultName: 'From examples',
    title: 'A direction from examples',
    description:
      'Mark cats that have more of something, and cats that have less: open eyes, dark fur, long hair. Press a cat once for more, twice for less',
    byKey: '; or press + and − on the keyboard',
    stop: '.',
    looking: (count: number) => `Looking at ${count} cats…`,
    name: 'Name of the direction',
    placeholder: 'Name: fluffier, say',
    clear: 'Clear marks',
    learn: 'Learn',
    needed: (more: number, less: number) => `${more} with more, ${less} with less. At least one of each is needed.`,
    enough: (more: number, less: number) => `${more} with more, ${less} with less. Enough to tell how well it works.`,
    wanted: (more: number, less: number, enough: number) =>
      `${more} with more, ${less} with less. With ${enough} of each it can be told how well it works.`,
  },
  learnt: {
    unsure: (more: number, less: number, enough: number) =>
      `Learnt from ${more} with more and ${less} with less: not enough to tell how well it works (${enough} of each are).`,
    works: (more: number, less: number, right: number) =>
      `Learnt from ${more} with more and ${less} with less. Of two cats that it has not seen it picks the right one in ${right} of 100 cases.`,
    hardly: (more: number, less: number, right: number) =>
      `Learnt from ${more} with more and ${less} with less. Of two cats that it has not seen it picks the right one in ${right} of 100 cases, hardly better than guessing.`,
  },
  controls: {
    label: 'Truncation and noise',
    itself: 'How much of itself',
    psi: (psi: string) => `(ψ ${psi})`,
    percent: (percent: number) => `${percent}%`,
    itselfLabel: 'How much of itself (truncation ψ)',
    truncation: 'Truncation ψ',
    psiText: (psi: string, words: string) => `${psi}: ${words}`,
    actsOn: 'acts on the layers',
    truncatedLayers: 'Layers that truncation acts on',
    seed: 'seed',
    anotherSeed: 'Another seed',
    hairs: 'Single hairs, which the model draws from noise: others with every seed, the same for all cats.',
  },
  psi: {
    opposite: 'Past the average: its opposite',
    average: 'The average cat',
    towards: 'Towards the average cat',
    itself: 'Just itself',
    more: 'More itself than in life',
  },
  stage: {
    label: 'Reshaped cat',
    reshaped: (name: string) => `${name}, reshaped`,
    before: (name: string) => `${name} before`,
    keep: 'Keep',
    keepInLibrary: 'Keep in library',
    png: 'PNG',
    resetAll: 'Reset everything',
  },
});
