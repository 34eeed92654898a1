import { LITTER_SIZE } from '../latent/breeding.ts';

/** One kitten of every litter draws from each row, so that no two of a litter have the same name. */
const NAMES = [
  ['Biscuit', 'Mochi', 'Ginger', 'Waffle', 'Pepper', 'Nougat', 'Clover'],
  ['Pip', 'Button', 'Thimble', 'Pocket', 'Crumb', 'Bean', 'Dot'],
  ['Luna', 'Comet', 'Nova', 'Orbit', 'Stella', 'Cosmo', 'Juno'],
  ['Maple', 'Willow', 'Bramble', 'Hazel', 'Fern', 'Juniper', 'Moss'],
  ['Pixel', 'Ziggy', 'Jazz', 'Domino', 'Gizmo', 'Tango', 'Fidget'],
  ['Olive', 'Poppy', 'Basil', 'Saffron', 'Plum', 'Sesame', 'Thyme'],
  ['Minnie', 'Otto', 'Frida', 'Hugo', 'Greta', 'Oscar', 'Wanda'],
  ['Smokey', 'Dusty', 'Shadow', 'Misty', 'Stormy', 'Frosty', 'Breezy'],
  ['Noodle', 'Dumpling', 'Pretzel', 'Truffle', 'Pickle', 'Muffin', 'Crumpet'],
] as const satisfies { readonly length: typeof LITTER_SIZE };

/** The name that a kitten has until it is given another: the same one always. */
export function kittenName(litterSeed: number, place: number): string {
  const row = NAMES[place % LITTER_SIZE]!;
  return row[(litterSeed + 3 * place) % row.length]!;
}
