import { spoken } from './language.ts';

/** Names that cats have until they are given others. */
export const nameWords = spoken('name', {
  dream: (seed: number) => `Dream ${seed}`,
  crossed: (destination: string, source: string) => `${destination} × ${source}`,
  refined: (name: string) => `${name}, refined`,
  photo: 'Photo',
  mirrored: (time: string) => `Mirror ${time}`,
  kittens: [
    ['Biscuit', 'Mochi', 'Ginger', 'Waffle', 'Pepper', 'Nougat', 'Clover'],
    ['Pip', 'Button', 'Thimble', 'Pocket', 'Crumb', 'Bean', 'Dot'],
    ['Luna', 'Comet', 'Nova', 'Orbit', 'Stella', 'Cosmo', 'Juno'],
    ['Maple', 'Willow', 'Bramble', 'Hazel', 'Fern', 'Juniper', 'Moss'],
    ['Pixel', 'Ziggy', 'Jazz', 'Domino', 'Gizmo', 'Tango', 'Fidget'],
    ['Olive', 'Poppy', 'Basil', 'Saffron', 'Plum', 'Sesame', 'Thyme'],
    ['Minnie', 'Otto', 'Frida', 'Hugo', 'Greta', 'Oscar', 'Wanda'],
    ['Smokey', 'Dusty', 'Shadow', 'Misty', 'Stormy', 'Frosty', 'Breezy'],
    ['Noodle', 'Dumpling', 'Pretzel', 'Truffle', 'Pickle', 'Muffin', 'Crumpet'],
  ] as readonly (readonly string[])[],
  changes: {
    brightness: { less: 'Darker', more: 'Lighter' },
    warmth: { less: 'Cooler colours', more: 'Warmer colours' },
    contrast: { less: 'Less contrast', more: 'More contrast' },
    eyeSize: { less: 'Smaller eyes', more: 'Larger eyes' },
    eyeOpenness: { less: 'Narrower eyes', more: 'Wider open eyes' },
    turn: { less: 'Turned left', more: 'Turned right' },
    numbered: (name: string, number: number) => `${name} ${number}`,
  },
});
