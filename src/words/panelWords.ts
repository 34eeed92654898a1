import { spoken } from './language.ts';

/** What several panels share: exports, sizes, zoom, texture, another try. */
export const panelWords = spoken('panel', {
  reopens:
    'Add the downloaded picture to this page again, and everything opens as it is now. A copied one does so only where it is pasted in this tab.',
  copy: 'Copy',
  download: 'Download',
  tryAgain: 'Try again',
  tryAgainAfter: (sentence: string) => `Try again: ${sentence}`,
  size: 'Size',
  sizeTimes: (scale: number) => `Size ${scale}×`,
  pixelsEach: (pixels: number) => `${pixels} pixels a picture`,
  times: (scale: number | string) => `${scale} times`,
  slow: (seconds: number) => `The model is slow here: a picture takes about ${seconds} seconds.`,
  texture: 'Fine texture',
  zoom: 'Zoom',
  smooth: 'Smooth',
  pixels: 'Pixels',
  link: {
    link: 'Link',
    making: 'The link is being made …',
    none: 'No link',
    copy: 'Copy link',
    noPhoto: 'No photo goes with it: a link draws the cats from their numbers.',
    tooLong: (count: string, most: string) =>
      `Too much for a link: it would have ${count} characters, and ${most} are the most. Hand on the picture or a project instead.`,
    asEncoded: 'Photos are in it as the model saw them first: their second looks would make it too long.',
    long: (count: string) => `Many chats cut a link of ${count} characters; the picture gets through.`,
    toCat: 'Link to this cat',
  },
});
