import { afterEach, expect, it } from 'vitest';
import { latentDefaults } from '../store/latentSlice.ts';
import type { KeptItem, PhotoItem, RandomItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { withOffset } from './latentStyles.ts';
import { keyOf, movedAlong, type PictureSpec, pairOf, redrawnOf } from './pictureSpec.ts';

const LAYERS = 5;
const photo: PhotoItem = { kind: 'photo', id: 'photo', name: 'Photo', crop: { left: 0, top: 0, size: 4 } };
const dream: RandomItem = { kind: 'random', id: 'dream', name: 'Dream', seed: 1 };
const made: KeptItem = { kind: 'kept', id: 'made', name: 'Made', styles: Float32Array.of(1, 2) };
const ears = { id: 'ears', vector: Float32Array.of(1, 0), centre: 0, sigma: 1, firstBlock: 0, lastBlock: LAYERS - 1 };
const noise = { kind: 'seeded', seed: 1 } as const;
const family = { founders: {}, litters: [] };
const settings = latentDefaults(LAYERS);

const SPECS: readonly PictureSpec[] = [
  { kind: 'crop', item: photo, resolution: 64 },
  { kind: 'input', item: photo },
  { kind: 'input', item: dream },
  { kind: 'reconstruction', item: photo },
  { kind: 'mix', source: made, destination: photo, schema: [1, 0, 0, 0, 0] },
  { kind: 'mix', source: photo, destination: made, schema: [1, 0, 0, 0, 0] },
  { kind: 'latent', item: made, directions: [ears], settings },
  { kind: 'latent', item: made, directions: [ears], settings: withOffset(settings, 'ears', 2) },
  { kind: 'between', around: [null, photo, made, dream], progress: 0.5 },
  { kind: 'between', around: [null, photo, made, dream], progress: 0.5, largestSide: 64 },
  { kind: 'kitten', family, id: 'litter-1/0' },
  { kind: 'thumbnail', of: { kind: 'reconstruction', item: photo } },
];

it('names every picture differently, and one that is described anew the same', () => {
  const keys = SPECS.map((spec) => keyOf(spec, noise));
  expect(new Set(keys).size).toBe(SPECS.length);
  expect(structuredClone(SPECS).map((spec) => keyOf(spec, noise))).toEqual(keys);
});

it('names what G draws by its noise too, and a photo without', () => {
  const other = { kind: 'none' } as const;
  const dependent = SPECS.filter((spec) => keyOf(spec, noise) !== keyOf(spec, other));
  expect(SPECS.filter((spec) => !dependent.includes(spec))).toEqual([
    { kind: 'crop', item: photo, resolution: 64 },
    { kind: 'input', item: photo },
  ]);
});

it('knows a cat that is moved along one direction by whatever else the list has', () => {
  const eyes = { ...ears, id: 'eyes' };
  const moved = {
    kind: 'latent',
    item: made,
    directions: [eyes, ears],
    settings: withOffset(settings, 'ears', 2),
  } as const;
  expect(keyOf(movedAlong(made, ears, 2, LAYERS), noise)).toBe(keyOf(moved, noise));
});

it('redraws a photo from its code, and a generated cat as it was', () => {
  expect(redrawnOf(photo).kind).toBe('reconstruction');
  expect([redrawnOf(dream).kind, redrawnOf(made).kind]).toEqual(['input', 'input']);
});

afterEach(() => useStudio.setState(useStudio.getInitialState(), true));

it('names what is drawn from a photo otherwise once the photo has been looked at again, as long as that counts', () => {
  const studio = useStudio.getState();
  studio.addLitter(photo, dream, 1);
  studio.addLitter(made, dream, 2);
  const { family: bred } = useStudio.getState();
  const [ofPhoto, ofMade] = bred.litters.map(
    ({ id }): PictureSpec => ({ kind: 'kitten', family: bred, id: `${id}/0` }),
  );
  const child: PictureSpec = {
    kind: 'kitten',
    family: {
      ...bred,
      litters: [...bred.litters, { ...bred.litters[1]!, id: 'next', motherId: `${bred.litters[0]!.id}/3` }],
    },
    id: 'next/0',
  };
  const asEncoded: PictureSpec = { kind: 'reconstruction', item: photo, isAsEncoded: true };
  const specs = [...SPECS, ofPhoto!, ofMade!, child, asEncoded];
  const keys = () => specs.map((spec) => keyOf(spec, noise));
  const before = keys();
  studio.setLook(photo, { id: 'look', styles: new Float32Array(4), isAsked: false });
  const changed = specs.filter((spec, i) => keyOf(spec, noise) !== before[i]);
  expect(changed).toEqual([
    ...SPECS.filter((spec) => JSON.stringify(spec).includes('Photo') && !isInput(spec)),
    ofPhoto,
    child,
  ]);
  studio.setLooksByItself(false);
  expect(keys()).toEqual(before);
  studio.askForLook(photo);
  expect(specs.filter((spec, i) => keyOf(spec, noise) !== before[i])).toEqual(changed);
});

const isInput = ({ kind }: PictureSpec) => kind === 'crop' || kind === 'input';

it('compares a refined cat with its photo, and every other cat with its reconstruction', () => {
  const refined: KeptItem = { ...made, photo };
  expect(pairOf(refined)).toEqual({ input: { kind: 'input', item: photo }, redrawn: { kind: 'input', item: refined } });
  expect(pairOf(made).redrawn).toMatchObject({ kind: 'reconstruction', item: made });
});
