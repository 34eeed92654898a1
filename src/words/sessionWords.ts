import { spoken } from './language.ts';

/** What is kept of the page, and what of it did not come back. */
export const sessionWords = spoken('session', {
  title: 'What is kept',
  description: 'In this browser, on this device. It comes back when you reload the page or return to it.',
  afreshText: 'Starting afresh clears this tab: photos, grid, directions, film and family. Undo takes it back.',
  afresh: 'Start afresh',
  facts: {
    photos: 'Photos, as they were given',
    made: 'Cats dreamt up or made',
    grid: 'Mixing grid',
    directions: 'Directions',
    litters: 'Litters',
    models: 'Models (of all tabs)',
  },
  countAndSize: (count: number, size: string) => `${count} · ${size}`,
  thisTab: 'This tab',
  asFile: 'As a file',
  asFileText:
    'A project (.alae) holds all of this tab, your photos too, to keep or to open on another device. It goes nowhere but to your downloads.',
  otherTabs: 'Other tabs',
  otherTabsHeading: 'Other tabs, open and closed',
  deleteForGood: 'Delete it for good?',
  keepIt: 'Keep it',
  delete: 'Delete',
  cats: (count: number, size: string) => `${count} ${count === 1 ? 'cat' : 'cats'} · ${size}`,
  openElsewhere: '· open in another tab',
  openHere: 'Open here',
  storagePromised: (usage: string, quota: string) =>
    `In use, with the studio itself and its models: ${usage} of the ${quota} that the browser allows. It has promised not to clear them by itself.`,
  storage: (usage: string, quota: string) =>
    `In use, with the studio itself and its models: ${usage} of the ${quota} that the browser allows. It may clear them when the disk is full.`,
});
