import { beforeEach, expect, it } from 'vitest';
import { faceInside } from '../framing/modelFraming.ts';
import type { LibraryItem, PhotoItem } from '../store/librarySlice.ts';
import type { ModelCard } from '../store/modelSlice.ts';
import { keepPhoto } from './assets.ts';
import { comparablePhotos, contestKey, modelPairOf } from './rivalPair.ts';

const card = (fingerprint: string, framing?: ModelCard['framing'], layerCount = 5) =>
  ({ name: fingerprint, fingerprint, architecture: { layerCount }, ...(framing && { framing }) }) as ModelCard;
const FACES = card('faces');
const HEADS = card('heads', { left: 0.2, top: 0.25, size: 0.6, images: 9 }, 6);
const NOISE = { kind: 'none' } as const;

/** A face of 100 pixels in the middle of a photo of 400. */
const face = { left: 150, top: 150, size: 100 };
const framed: PhotoItem = { kind: 'photo', id: 'cat', name: 'Cat', crop: face, face };
const { face: _, ...byHand } = framed;

beforeEach(() => keepPhoto('cat', { file: new Blob([]), url: 'cat.webp', width: 400, height: 400 }));

it('frames a photo for the other model as that wants it, where it was framed automatically', () => {
  const { own, rival, frame } = modelPairOf(framed, FACES, HEADS);
  expect(frame).toBe('own');
  expect(own.input).toEqual({ kind: 'crop', item: framed, resolution: 64 });
  const { crop } = rival.input.item;
  expect(crop.size).toBeCloseTo(100 / 0.6, 9);
  const inside = faceInside(crop, HEADS.framing!);
  expect([inside.left, inside.top, inside.size].map((value) => Math.round(value))).toEqual([150, 150, 100]);
  expect(rival.input.resolution).toBe(128);
  expect(rival.redrawn).toEqual({ kind: 'rival', item: rival.input.item, model: 'heads' });
});

it('leaves a frame that somebody chose, and says where it does not fit', () => {
  const pair = modelPairOf(byHand, FACES, HEADS);
  expect(pair.frame).toBe('unfitting');
  expect(pair.rival.input.item).toBe(byHand);
  expect(modelPairOf(byHand, FACES, card('others')).frame).toBe('same');
  expect(modelPairOf(framed, FACES, card('others')).frame).toBe('same');
});

it('names figures by both models, frame and noise', () => {
  const key = (own: ModelCard, rival: ModelCard, photo = framed, noise: Parameters<typeof contestKey>[2] = NOISE) =>
    contestKey(modelPairOf(photo, own, rival), own, noise);
  const keys = [
    key(FACES, HEADS),
    key(HEADS, FACES),
    key(card('faces2'), HEADS),
    key(FACES, card('heads2', HEADS.framing)),
    key(FACES, HEADS, { ...framed, crop: { ...face, size: 90 } }),
    key(FACES, HEADS, framed, { kind: 'seeded', seed: 1 }),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  expect(key(FACES, HEADS)).toBe(keys[0]);
});

it('takes photos alone, a refined cat for its photo, each once', () => {
  const items: LibraryItem[] = [
    { kind: 'kept', id: 'refined', name: 'Refined', styles: new Float32Array(4), photo: framed },
    framed,
    { kind: 'kept', id: 'mixed', name: 'Mixed', styles: new Float32Array(4) },
    { kind: 'random', id: 'dream', name: 'Dream', seed: 1 },
  ];
  expect(comparablePhotos(items)).toEqual([framed]);
});
