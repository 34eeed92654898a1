import { spoken } from './language.ts';

/** The Kittens tab. */
export const kittensWords = spoken('kittens', {
  title: 'Kittens',
  intro: 'Choose two parents and see what their kittens look like. Then let a kitten have kittens.',
  parents: 'Parents',
  surprise: 'Surprise',
  percent: (percent: number) => `${percent}%`,
  percentSpoken: (percent: number) => `${percent} percent`,
  seeKittens: 'See their kittens',
  surpriseText: {
    none: 'Each layer comes from the parents alone.',
    little: 'Every kitten has a little of a stranger, another one each time.',
    lot: 'Every kitten has a lot of a stranger: who was that?',
  },
  roles: { mother: 'Mother', father: 'Father' },
  choose: {
    mother: 'Choose the mother',
    father: 'Choose the father',
    motherHint: 'For a kitten: press it, then “As mother”.',
    fatherHint: 'For a kitten: press it, then “As father”.',
    slot: (role: string, name: string) => `${role}: ${name}. Choose another`,
    nobody: 'nobody yet',
    choose: 'Choose',
    noOther: 'There is no other cat in the library: add a photo, or press “Random”.',
  },
  litter: {
    named: (title: string) => `Litter: ${title}`,
    couple: (mother: string, father: string) => `${mother} × ${father}`,
    again: 'Roll again',
    howItWorks: 'How it works',
    steps: {
      first: 'Choose a mother and a father.',
      second: 'See their nine kittens.',
      third: 'Pick one, and breed on with it.',
    },
    tryThese: 'Try it with these two',
    takesTwo: 'It takes two: add another photo, or a cat that nobody owns.',
    dreamSecond: 'Dream up a second cat',
  },
  tree: {
    heading: 'Family tree',
    help: 'Anybody in it can be a parent: press a kitten.',
    show: (mother: string, father: string) => `Show the litter of ${mother} and ${father}`,
    remove: (mother: string, father: string) =>
      `Remove the litter of ${mother} and ${father}, with all who descend from it`,
    removeBranch: 'Remove this branch',
    parent: (name: string) => `${name}, a parent`,
  },
  card: {
    empty: 'Press a kitten to see it large, name it, keep it, or let it have kittens of its own.',
    label: (name: string) => `Kitten: ${name}`,
    motherNext: (name: string) => `${name} is the mother of the next litter.`,
    fatherNext: (name: string) => `${name} is the father of the next litter.`,
    help: 'Let it have kittens of its own, or take it home.',
    asMother: 'As mother',
    asFather: 'As father',
    keep: 'Keep',
    png: 'PNG',
    name: 'Name',
  },
  inherited: {
    sr: (whence: string) => `: ${whence}`,
    stranger: (percent: number) => `and ${percent}% of a stranger in all of it`,
    from: (parent: string) => `from ${parent}`,
    both: (percent: number, father: string, mother: string) => `${percent}% from ${father}, the rest from ${mother}`,
  },
});
