import { beforeEach, expect, it, vi } from 'vitest';
import type { StudioEngine } from '../engine/protocol.ts';
import type { ModelIndexEntry } from '../modelFolder/schema.ts';
import { keepPhoto } from '../pictures/assets.ts';
import { replaceEngine } from '../pictures/runningEngine.ts';
import { LONGEST_LINK } from '../recipes/linkHash.ts';
import type { KeptItem, PhotoItem } from '../store/librarySlice.ts';
import type { ModelCard } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';
import { catLink, filmLink, gridLink, openLink } from './links.ts';
import { undo } from './undo.ts';

vi.mock('../imageWorker/imageClient.ts', () => ({ cropPhoto: async () => ({ pixels: null }) }));

const studio = () => useStudio.getState();
const notices = () => studio().notices.map(({ text }) => text);
const names = () => studio().items.map(({ name }) => name);
const LATENT_SIZE = 4;
const model = {
  name: 'tiny',
  title: 'Tiny',
  fingerprint: 'new',
  architecture: { layerCount: 1, latentSize: LATENT_SIZE },
} as ModelCard;
const done = { state: 'done', info: { backend: 'wasm', workerCount: 1, rejected: [] } } as const;
const made = (name: string, count = 2 * LATENT_SIZE): KeptItem => ({
  kind: 'kept',
  id: name,
  name,
  styles: Float32Array.from({ length: count }, (_, i) => Math.sin(i + name.length) * 3),
});

beforeEach(() => {
  vi.stubGlobal('location', new URL('https://cats.example/studio/index.html?model=old&backend=cpu#mix'));
  useStudio.setState(useStudio.getInitialState(), true);
  studio().setModel({ model, modelJob: done });
  useStudio.temporal.getState().clear();
});

/** On a page of somebody else, with a cat of his own. */
function elsewhere(change: Partial<ModelCard> = {}): void {
  useStudio.setState(useStudio.getInitialState(), true);
  studio().setModel({ model: { ...model, ...change }, modelJob: done });
  studio().addItems([made('of his own')]);
  useStudio.temporal.getState().clear();
}

async function gridHash(): Promise<string> {
  studio().addItems([made('Möhre'), made('Ines 猫')]);
  studio().openGrid(
    ['Möhre'],
    [
      { itemId: 'Ines 猫', schema: [0.35] },
      { itemId: 'Möhre', schema: [1] },
    ],
  );
  studio().setNoise({ hasNoise: true, noiseSeed: 77 });
  const { address, length } = await gridLink();
  expect(length).toBe('fits');
  expect(address).toMatch(/^https:\/\/cats\.example\/studio\/\?model=tiny#grid=/);
  return new URL(address).hash;
}

it('restores a grid elsewhere, in one step of undo, and takes the cats that are there already', async () => {
  const hash = await gridHash();
  elsewhere();
  await openLink(hash);
  expect(notices()).toEqual(['The grid of the link is open. Undo brings back what was here.']);
  expect(names()).toEqual(['Möhre', 'Ines 猫', 'of his own']);
  const [möhre, ines] = studio().items.map(({ id }) => id);
  expect(studio().sources).toEqual([möhre]);
  expect(studio().rows).toMatchObject([
    { itemId: ines, schema: [0.35] },
    { itemId: möhre, schema: [1] },
  ]);
  expect([studio().tab, studio().noiseSeed]).toEqual(['mix', 77]);
  await openLink(hash);
  expect(names()).toHaveLength(3);
  undo();
  undo();
  expect(names()).toEqual(['of his own']);
  expect(studio().sources).toEqual([]);
});

it('restores a film, and a cat, which is selected', async () => {
  studio().addItems([made('a'), made('bb')]);
  const keys = ['a', 'bb'].map((itemId) => ({ id: itemId, itemId, seconds: 2, easing: 'linear' as const }));
  studio().changeMorph({ keys, isLoop: false });
  const film = new URL((await filmLink()).address).hash;
  const cat = new URL((await catLink({ name: 'reshaped', styles: made('ccc').styles })).address).hash;
  elsewhere();
  await openLink(film);
  expect(studio().morph).toMatchObject({ isLoop: false, keys: [{ seconds: 2 }, { seconds: 2 }] });
  expect(studio().tab).toBe('morph');
  await openLink(cat);
  expect(names()[0]).toBe('reshaped');
  expect(studio().selectedId).toBe(studio().items[0]!.id);
  expect(studio().tab).toBe('reconstruct');
});

it('says what is not certain where another training of the model runs', async () => {
  const hash = await gridHash();
  elsewhere({ fingerprint: 'old' });
  await openLink(hash);
  expect(notices()).toEqual([
    'The grid of the link is open. Undo brings back what was here. It was made with another training of “tiny”, so its cats may look different now.',
  ]);
});

it('opens nothing of another model, and offers to use that one where it is here', async () => {
  const hash = await gridHash();
  const other = { name: 'dogs', fingerprint: 'old' };
  elsewhere(other);
  await openLink(hash);
  expect(notices()).toEqual([
    'This grid was made with the model “tiny”: add that model here, then open the link again.',
  ]);
  studio().setModel({ models: [{ name: 'tiny' } as ModelIndexEntry] });
  await openLink(hash);
  expect(studio().notices.at(-1)).toMatchObject({
    text: 'This link was made with the model “tiny”, and another one runs here.',
    offer: { text: 'Use “tiny”' },
  });
  expect(names()).toEqual(['of his own']);
});

it('waits for the model', async () => {
  const hash = await gridHash();
  elsewhere();
  studio().setModel({ model: null, modelJob: { state: 'failed', message: '' } });
  const opening = openLink(hash);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(notices()).toEqual([]);
  studio().setModel({ model, modelJob: done });
  await opening;
  expect(studio().rows).toHaveLength(2);
});

it('says in one sentence that a link is damaged, and nothing is lost', async () => {
  const hash = await gridHash();
  const before = { ...studio() };
  await openLink(hash.slice(0, -9));
  expect(notices()).toEqual(['This link is damaged or cut off: copy all of it, or ask for it again.']);
  expect(studio().items).toBe(before.items);
  expect(studio().rows).toBe(before.rows);
});

it('says when it is too long, or too long for chats', async () => {
  const random = (length: number) => Float32Array.from({ length }, () => Math.random());
  expect((await catLink({ name: 'long', styles: random(2000) })).length).toBe('longForChats');
  const { address, length } = await catLink({ name: 'longer', styles: random(20_000) });
  expect(length).toBe('tooLong');
  expect(address.length).toBeGreaterThan(LONGEST_LINK);
});

it('leaves out second looks at photos where they would make it too long', async () => {
  const first = new Float32Array(LATENT_SIZE).fill(1);
  const large = { ...model, architecture: { ...model.architecture, layerCount: 9 } };
  replaceEngine({ model: large, dispose() {}, encode: async () => first } as unknown as StudioEngine);
  studio().setModel({ model: large });
  const photo: PhotoItem = { kind: 'photo', id: 'p', name: 'photo', crop: { left: 0, top: 0, size: 1 } };
  keepPhoto('p', { file: new Blob([]), url: '', width: 1, height: 1 });
  studio().addItems([photo]);
  const look = (length: number) => Float32Array.from({ length }, () => Math.random());
  studio().setLook(photo, { id: 'look', styles: look(9 * 2 * LATENT_SIZE), isAsked: true });
  expect(await catLink(photo)).toMatchObject({ length: 'fits', isAsEncoded: false });
  studio().setLook(photo, { id: 'large', styles: look(9 * 2 * 1000), isAsked: true });
  expect(await catLink(photo)).toMatchObject({ length: 'fits', isAsEncoded: true });
});
