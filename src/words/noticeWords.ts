import { spoken } from './language.ts';

/** Sentences that appear for a while, and what is offered with them. */
export const noticeWords = spoken('notice', {
  files: {
    notAll: (name: string, reasons: string) => `Not all of “${name}” is used: ${reasons}.`,
    nothing: (name: string, reasons: string) => `Nothing of “${name}” is used: ${reasons}.`,
    unreadable:
      'What was dropped cannot be read: if it lies in an archive or on a device, copy it to a folder and drop it from there.',
  },
  canvasNoise:
    'A privacy setting of this browser adds noise to the pixels that pages read, so pictures will have stripes: for this page, turn off “privacy.resistFingerprinting” (Firefox), the fingerprinting shield (Brave) or advanced tracking and fingerprinting protection (Safari), and reload.',
  codes: {
    needModel: (name: string) => `“${name}” holds codes: drop it once the model is here.`,
    first: (name: string, count: number, taken: number) =>
      `“${name}” holds ${count} cats: the first ${taken} are in your library now.`,
    one: (name: string) => `The cat of “${name}” is in your library now.`,
    many: (name: string, count: number) => `The ${count} cats of “${name}” are in your library now.`,
    wrong: (name: string, problem: string) => `“${name}” ${problem}.`,
    unreadable: 'cannot be read',
  },
  directions: {
    anew: (problem: string) => `${problem} Directions are computed anew.`,
    allThere: 'Every direction of this sort is in the list already.',
    unreadable: (name: string) => `“${name}” cannot be read.`,
    listKept: (problem: string) => `${problem} Your list is as it was.`,
    loaded: (name: string, count: number) =>
      `“${name}”: ${count === 1 ? '1 direction' : `${count} directions`}, now first in the list.`,
    named: (count: number) => `Directions named by what they change: ${count}. Press a name to change it.`,
    nothingClear: 'Nothing clear was measured of these directions: they keep their numbers.',
  },
  examples: {
    same: 'These cats are all the same to the model: mark others.',
    learnt: (name: string, sentence: string) => `“${name}” is first in the list. ${sentence}`,
  },
  madeStayed: 'The cats that you made stayed behind: they are numbers of the other model.',
  framing: {
    notFound: (name: string) => `No face was found in “${name}”: it stays as it is. “Adjust crop” frames it.`,
    person: (name: string) => `A person’s face in “${name}” has been framed. “Adjust crop” changes it.`,
    cat: (name: string) => `The face in “${name}” has been framed. “Adjust crop” changes it.`,
  },
  models: {
    kept: (title: string) => `“${title}” is kept in this browser now.`,
    stopped: (name: string) => `“${name}” was stopped: nothing of it is kept.`,
    unusable: (name: string, problem: string) => `“${name}” cannot be used. ${problem}`,
    keepsNothing: 'This browser keeps nothing for this page: models that you add cannot stay here.',
    crashing: (name: string, first: string) =>
      `“${name}” made this page stop twice, for lack of memory perhaps: “${first}” is used.`,
    unknown: (name: string, first: string) => `There is no model “${name}” here: “${first}” is used.`,
    noBackend: (wanted: string, names: string) => `“${wanted}” is no backend (${names} are): the best one is used.`,
  },
  litterGone: 'The litter left the tree: Ctrl Z brings back who went.',
  littersGone: (count: number) => `${count} litters left the tree: Ctrl Z brings back who went.`,
  inLibrary: (name: string) => `“${name}” is in your library now.`,
  inLibraryAlready: (name: string) => `“${name}” is in your library already.`,
  noBetterLook: 'A second look found nothing better than the first.',
  copiedSchema: (text: string) => `Copied ${text}.`,
  presetRows: 'All rows have other switches now: Undo brings yours back.',
  project: {
    open: (name: string) => `“${name}” is open. Undo brings back what was here.`,
    newer: (name: string) => `“${name}” is of a newer studio: reload the page to get it.`,
    needModel: (name: string) => `“${name}” can be opened once the model is here.`,
    otherModel: (name: string, model: string) =>
      `“${name}” was made with the model “${model}”, which is not here: add that model, then open it again.`,
    wrong: (name: string, problem: string) => `“${name}” ${problem}`,
  },
  recipe: {
    gridNeedsModel: 'This picture is a grid that can be opened again: drop it once the model is here.',
    filmNeedsModel: 'This picture is a film that can be opened again: drop it once the model is here.',
    sheetNeedsModel: 'This picture is a sheet that can be opened again: drop it once the model is here.',
    gridOfOther: (model: string) =>
      `This grid was made with the model “${model}”: choose it under the model’s name, then drop the picture again.`,
    filmOfOther: (model: string) =>
      `This film was made with the model “${model}”: choose it under the model’s name, then drop the picture again.`,
    gridOpen: (name: string) => `The grid in “${name}” is open again.`,
    filmOpen: (name: string) => `The film in “${name}” is open again.`,
    sheetDamaged: (name: string) => `“${name}” is damaged: its cat does not fit the model.`,
    retrained: (model: string) =>
      `It was made with another training of “${model}”, so its cats may look different now.`,
    unsure: (model: string) =>
      `It does not say which training of “${model}” made it: its cats may look different if that has changed.`,
    catNeedsModel: 'This picture is a cat that can be opened again: drop it once the model is here.',
    catOfOther: (model: string) =>
      `This cat was made with the model “${model}”: choose it under the model’s name, then drop the picture again.`,
    catOpen: (name: string) => `The cat in “${name}” is open again.`,
    gridLinkOfOther: (model: string) =>
      `This grid was made with the model “${model}”: add that model here, then open the link again.`,
    filmLinkOfOther: (model: string) =>
      `This film was made with the model “${model}”: add that model here, then open the link again.`,
    catLinkOfOther: (model: string) =>
      `This cat was made with the model “${model}”: add that model here, then open the link again.`,
    gridLinkOpen: 'The grid of the link is open. Undo brings back what was here.',
    filmLinkOpen: 'The film of the link is open. Undo brings back what was here.',
    catLinkOpen: 'The cat of the link is open. Undo brings back what was here.',
    photosDamaged: 'Photos in this picture are damaged: their reconstructions stand for them.',
  },
  samples: {
    catsFailed: 'The sample cats could not be fetched: check your connection. Your own photos work all the same.',
    drawingsFailed: 'The drawings could not be fetched: check your connection. Your own photos work all the same.',
  },
  saving: {
    waiting: (name: string) => `“${name}” is being made.`,
    done: (name: string) => `“${name}” is in your downloads.`,
    notShared: (name: string) => `“${name}” could not be shared: it is in your downloads.`,
    share: 'Share',
    copied: 'Copied to the clipboard.',
    noClipboard: 'The browser did not let the picture onto the clipboard: download the PNG instead.',
  },
  session: {
    unreadable: 'What was kept here cannot be read.',
    staysAsItIs: (reason: string) => `${reason} It stays as it is; this is a new session.`,
    afresh: 'You start afresh. Undo brings everything back, until you close the page.',
  },
  links: {
    copied: 'The link is on the clipboard.',
    notCopied: 'The browser did not let the link onto the clipboard: copy it out of its field.',
    otherModel: (model: string) => `This link was made with the model “${model}”, and another one runs here.`,
    use: (model: string) => `Use “${model}”`,
  },
  compare: { unusable: (title: string, problem: string) => `“${title}” cannot be compared with. ${problem}` },
  pick: {
    first: (shown: number, count: number) => `The first ${shown} of ${count} cats are on the grid.`,
    itIsThere: 'It is there already.',
    theyAreThere: 'They are there already.',
    otherParent: (name: string) => `“${name}” is the other parent already.`,
    oneLeft: 'One cat left the library.',
    manyLeft: (count: number) => `${count} cats left the library.`,
  },
  undo: { offer: 'Undo', passed: 'Something else was done since: undo takes it back step by step.' },
});
