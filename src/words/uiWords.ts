import { spoken } from './language.ts';

/** Controls, dialogs and messages, which know nothing of the studio. */
export const uiWords = spoken('ui', {
  close: 'Close',
  messages: 'Messages',
  dismiss: 'Dismiss',
  partFailed: 'This part of the page could not be shown: check your connection and reload.',
  reload: 'Reload',
  parted: (percent: number, before: string, after: string) =>
    `${percent}% ${before.toLowerCase()}, ${100 - percent}% ${after.toLowerCase()}`,
  player: {
    after: (label: string, moment: string) => `${label} after ${moment}`,
    rows: (rows: readonly string[]) => `Rows: ${rows.join('; ')}.`,
    row: (title: string, detail: string) => `${title.toLowerCase()} ${detail}`,
    pause: 'Pause',
    play: 'Play',
    moment: 'Moment of the training',
  },
  plot: { noValues: 'no values yet' },
  origin: {
    state: { both: 'differs between rows', source: 'from the source', destination: 'from the destination' },
    part: (percent: number) => `${percent}% from the source`,
    named: (label: string, state: string) => `${label}: ${state}`,
    share: 'Share of the source',
    shareOf: (label: string) => `Share of the source: ${label}`,
  },
  range: { first: (label: string) => `${label}, first block`, last: (label: string) => `${label}, last block` },
  sort: {
    instructions:
      'Press Space to pick up, the arrow keys to move, Space again to put down, Escape to put back where it was.',
    pickedUp: (name: string, place: number, count: number) => `${name} is picked up, from place ${place} of ${count}.`,
    isAt: (name: string, place: number, count: number) => `${name} is at place ${place} of ${count}.`,
    putDown: (name: string, place: number, count: number) => `${name} is put down at place ${place} of ${count}.`,
    isBack: (name: string, place: number, count: number) => `${name} is back at place ${place} of ${count}.`,
    move: (name: string) => `Move ${name}`,
  },
  carry: {
    pickedUp: (what: string) => `${what}: picked up.`,
    over: (what: string, place: string) => `${what}: over “${place}”.`,
    added: (what: string, place: string) => `${what}: added to “${place}”.`,
    putBack: (what: string) => `${what}: put back.`,
  },
});
