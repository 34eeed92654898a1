import { spoken } from './language.ts';

/** The help dialog: tabs, words, keys. */
export const helpWords = spoken('help', {
  title: 'How it works',
  description:
    'Drop photos of cats anywhere on the page. Everything is computed in this tab: your photos never leave this device.',
  framing:
    'A face that fills the frame, eyes level, works best: “Find the face” in “Adjust crop” brings yours there. Models of your own (a StyleALAE checkpoint) can be dropped too.',
  words: 'Words',
  keyboard: 'Keyboard',
  credit: (credit: string) => `Sample photos: ${credit}`,
  tabs: {
    reconstruct: 'shows what the model makes of a cat; “Refine” lets it try again and come closer.',
    mix: 'crosses cats: every layer of the picture from one parent or the other.',
    latent: 'reshapes one cat along directions, found in the model or learnt from your examples.',
    morph: 'films one cat turning into the next.',
    kittens: 'breeds two cats, and their kittens in turn.',
  },
  shortcuts: {
    tabs: (titles: readonly string[]) => `Open ${titles.join(', ')}`,
    add: 'Add photos',
    pastePhoto: 'Paste a photo',
    dream: 'Dream up a random cat',
    mirror: 'Open the cat mirror (your camera)',
    nextView: 'Next view: of a pair on Reconstruct, of the layers on Mix',
    saveProject: 'Save the project: all that is on the page, as a file',
    openProject: 'Open a project',
    undo: 'Undo',
    redo: 'Redo, as does Ctrl Y',
    rename: 'On a cat of the library: rename it, as a double click on its name does',
    grid: 'Mix: move between switches and pictures',
    flip: 'On a switch: flip it; on a picture: see it large',
    origins: 'On a switch: take the layer from the source, from the destination',
    share: 'On a switch: 10% more or less from the source',
    copySwitches: 'In a row of the grid: copy its switches, as text too',
    pasteSwitches: 'In a row of the grid: paste switches, also as text, SDDDD or S,D,0.5,D,D',
    carry: 'On the handle of a source or a destination: pick it up, move it, let go',
    drag: 'On the picture of Latent: move the cat along two directions, with Shift faster',
    home: 'On the picture of Latent: bring the cat home',
    play: 'Morph: play or pause',
    timeline: 'On a picture of the timeline: lift it, take it off',
    litter: 'Kittens: another litter',
    list: 'This list',
    pick: 'On a cat of the library: pick it with others, as Ctrl and a click or a finger that rests on it do',
    pickUpTo: 'On a cat of the library: pick all from the last one to it, as Shift and a click do',
    pickAll: 'In the library: pick all cats',
    removePicked: 'In the library: remove the cats that are picked',
    endPicking: 'Pick no more',
  },
  glossary: {
    latent: {
      word: 'Latent',
      meaning: 'The numbers that stand for a cat. The model reads them off a photo and draws from nothing else.',
    },
    layer: {
      word: 'Layer',
      meaning: 'The model draws from coarse to fine, 4×4 pixels first. Each layer may be given another cat’s numbers.',
    },
    direction: {
      word: 'Direction',
      meaning: 'A way to change all the numbers together, such as from dark fur to light.',
    },
    texture: {
      word: 'Texture',
      meaning:
        'Single hairs come from noise that the model was trained with. Without it cats look softer, as if painted.',
    },
    sigma: {
      word: 'σ',
      meaning: 'How far the model’s cats usually are from the average one: ±1 σ is common, ±3 σ is rare.',
    },
    psi: { word: 'ψ', meaning: 'Truncation: how much of what sets a cat apart from the average is kept.' },
    finding: {
      word: 'PCA, SeFa',
      meaning: 'Two ways to find directions: in what the model’s cats differ most, and what its layers react to most.',
    },
    switches: {
      word: 'SDDDD',
      meaning:
        'Switches as text: for each layer from coarse to fine whether the source (S) or the destination (D) gives it.',
    },
  },
});
