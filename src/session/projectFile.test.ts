import { strToU8, unzipSync, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { isProject, type Project, ProjectError, packProject, readProject } from './projectFile.ts';
import { readSession } from './sessionFormat.ts';

const model = { name: 'cats64', fingerprint: 'f', layerCount: 1, latentSize: 2 };
const crop = { left: 0, top: 0, size: 2 };
const made = { kind: 'kept', id: 'k', name: 'made', styles: Float32Array.of(1, -2, 1 / 3, 4) };
const items = [{ kind: 'photo', id: 'p', name: 'Möhre', crop }, { kind: 'photo', id: 'q', name: 'Ines', crop }, made];
const bytesOfPhoto = Uint8Array.from({ length: 300 }, (_, i) => (i * 37) % 256);
const photo = (name: string, type: string) => ({ file: new File([bytesOfPhoto], name, { type }), width: 3, height: 2 });

const project = (): Project => ({
  written: { version: 1, model, parts: { library: { items, selectedId: 'q' } } },
  photos: new Map([
    ['p', photo('Möhre/1.heic', '')],
    ['q', { ...photo('', 'image/png'), file: new Blob([bytesOfPhoto], { type: 'image/png' }) }],
  ]),
});

const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer());
const files = async () => unzipSync(await bytesOf(await packProject(project())));
/** A project whose text is another one. */
const withText = async (change: (text: string) => string) => {
  const inside = await files();
  const text = change(new TextDecoder().decode(inside['alae.json']));
  return new Blob([zipSync({ ...inside, 'alae.json': [strToU8(text), { level: 0 }] })]);
};
const codeOf = (file: Blob) =>
  readProject(file).then(
    () => 'opens',
    (error: unknown) => (error instanceof ProjectError ? error.code : String(error)),
  );

it('comes back as it was: photos byte for byte, arrays bit for bit', async () => {
  const file = await packProject(project());
  expect(await isProject(file)).toBe(true);
  const { written, photos } = await readProject(file);
  const { model: readModel, state, losses } = readSession(written, new Set(photos.keys()));
  expect(readModel).toEqual(model);
  expect(state.items).toEqual(items);
  expect(state.selectedId).toBe('q');
  expect(losses.size).toBe(0);
  const [first, second] = [photos.get('p')!, photos.get('q')!];
  expect([first.width, first.height, (first.file as File).name]).toEqual([3, 2, 'Möhre/1.heic']);
  expect(second.file.type).toBe('image/png');
  for (const { file: kept } of [first, second]) expect(await bytesOf(kept)).toEqual(bytesOfPhoto);
});

it('opens when somebody has packed it again', async () => {
  const { 'alae.json': text, ...photos } = await files();
  const packed = new Blob([zipSync({ ...photos, 'alae.json': text! }, { level: 9 })]);
  expect(await isProject(packed)).toBe(false); // its name says what it is
  expect((await readProject(packed)).photos.size).toBe(2);
});

it('loses a photo that has changed, and no other', async () => {
  const bytes = await bytesOf(await packProject(project()));
  const at = bytes.findIndex((_, i) => bytesOfPhoto.every((byte, j) => bytes[i + j] === byte));
  bytes[at + 7]! ^= 1;
  const { written, photos } = await readProject(new Blob([bytes]));
  expect([...photos.keys()]).toEqual(['q']);
  const { state, losses } = readSession(written, new Set(photos.keys()));
  expect(state.items?.map(({ id }) => id)).toEqual(['q', 'k']);
  expect(losses).toEqual(new Map([['library', 1]]));
});

it('loses a photo of which nothing sensible is said', async () => {
  const file = await withText((text) => text.replace('"type":"image/png"', '"type":"text/html"'));
  expect([...(await readProject(file)).photos.keys()]).toEqual(['p']);
});

it('says what is no project', async () => {
  expect(await codeOf(new Blob(['a letter']))).toBe('foreign');
  expect(await codeOf(new Blob([]))).toBe('foreign');
  expect(await codeOf(new Blob([zipSync({ 'cat.png': bytesOfPhoto })]))).toBe('foreign');
  expect(await codeOf(await withText(() => '{"version":1}'))).toBe('foreign');
});

it('says what is damaged, wherever it is cut off', async () => {
  const whole = await packProject(project());
  for (const share of [0.1, 0.5, 0.9, 0.99]) {
    expect(await codeOf(whole.slice(0, Math.round(share * whole.size)))).toBe('damaged');
  }
  const bytes = await bytesOf(whole);
  bytes[100]! ^= 1; // in the text
  expect(await codeOf(new Blob([bytes]))).toBe('damaged');
  expect(await codeOf(await withText((text) => text.slice(0, -9)))).toBe('damaged');
  expect(await codeOf(await withText((text) => text.replace('"parts":{', '"part":{')))).toBe('damaged');
});

it('leaves what a newer studio has written alone', async () => {
  expect(await codeOf(await withText((text) => text.replace('"version":1', '"version":2')))).toBe('newer');
});
