import { spoken } from './language.ts';

/** Two models side by side. */
export const compareWords = spoken('compare', {
  export: 'Export',
  exportPng: 'All photos as one PNG',
  exportCsv: 'All figures as CSV',
  label: 'Two models side by side',
  end: 'End comparison',
  drawn: (name: string) => `“${name}” was drawn by a model. Choose a photo to see what both make of it.`,
  starting: (title: string) => `“${title}” is being fetched and started…`,
  download: 'Model download',
  framedFor: (title: string) => `Framed for ${title}`,
  original: 'Original',
  asEncoder: 'Each model redraws the photo as its encoder sees it, without a second look.',
  twoFrames: 'Each is compared with the photo in the frame that it wants around the face.',
  byHand: (title: string) =>
    `The frame was chosen by hand: “${title}” gets the same, though it wants another around the face.`,
  redrawn: (name: string, title: string) => `${name} as ${title} redraws it`,
  nearer: 'Nearer',
  ownNearer: (title: string, own: string, rival: string) =>
    `“${title}” comes nearer to this photo: ${own} against ${rival}.`,
  same: (figure: string) => `Both come as near to this photo: ${figure}.`,
  all: 'All photos under both models',
  comparing: (place: number, count: number) => `Comparing ${place} of ${count}`,
  comparingLabel: 'Comparing both models’ pictures',
  measuredAt: (side: number) => `Without second looks, measured at ${side}×${side} pixels for both.`,
  means: 'Means over all photos',
  meanOf: (count: number) => `Mean of ${count}`,
  psnr: 'PSNR',
  mse: 'MSE',
  ssim: 'SSIM',
  decibels: (value: string) => `${value} dB`,
  tallyColour: (
    own: string,
    ownNearer: number,
    rival: string,
    rivalNearer: number,
    count: number,
    ownMean: string,
    rivalMean: string,
  ) =>
    `“${own}” is nearer in ${ownNearer} of ${count} photos, “${rival}” in ${rivalNearer}. Mean PSNR ${ownMean} and ${rivalMean} dB.`,
  tallyStructure: (
    own: string,
    ownNearer: number,
    rival: string,
    rivalNearer: number,
    count: number,
    ownMean: string,
    rivalMean: string,
  ) =>
    `“${own}” is nearer in ${ownNearer} of ${count} photos, “${rival}” in ${rivalNearer}. Mean SSIM ${ownMean} and ${rivalMean}.`,
});
