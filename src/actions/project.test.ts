import { beforeEach, expect, it } from 'vitest';
import { photoOf } from '../pictures/assets.ts';
import type { RecipeModel } from '../recipes/recipeCat.ts';
import { packProject } from '../session/projectFile.ts';
import { SESSION_VERSION } from '../session/sessionFormat.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import type { ModelCard } from '../store/modelSlice.ts';
import { selectContentModel } from '../store/sessionSlice.ts';
import { useStudio } from '../store/studio.ts';
import { openProjectsOf } from './project.ts';
import { redo, undo } from './undo.ts';

const studio = () => useStudio.getState();
const names = () => studio().items.map(({ name }) => name);
const notices = () => studio().notices.map(({ text }) => text);
const model = {
  name: 'tiny',
  fingerprint: 'new',
  architecture: { layerCount: 1, latentSize: 1 },
} as ModelCard;
const crop = { left: 0, top: 0, size: 4 };
const photo: LibraryItem = { kind: 'photo', id: 'p', name: 'Photo', crop };
const lost: LibraryItem = { kind: 'photo', id: 'q', name: 'Lost', crop };
const made: LibraryItem = { kind: 'kept', id: 'k', name: 'Made', styles: Float32Array.of(1, 2) };
const before: LibraryItem = { kind: 'random', id: 'r', name: 'Before', seed: 1 };

const running = () => selectContentModel(studio())!;

beforeEach(() => {
  useStudio.setState(useStudio.getInitialState(), true);
  studio().setModel({ model });
  studio().addItems([before]);
  studio().setMargins(['r'], ['r']);
  studio().setMark('r', 'more');
  useStudio.temporal.getState().clear();
});

/** Opens a project with some items and one row of a grid. @returns what is no project */
async function open(made: RecipeModel | null, items: readonly LibraryItem[], version = SESSION_VERSION) {
  const rows = [{ id: 'row', itemId: items[0]!.id, schema: [0.5] }];
  const parts = { library: { items }, grid: { sources: [], rows }, view: { tab: 'morph' } };
  const file = { file: new File(['bytes'], 'p.png', { type: 'image/png' }), width: 4, height: 4 };
  const project = await packProject({ written: { version, model: made, parts }, photos: new Map([['p', file]]) });
  return openProjectsOf([new File([project], 'cats.alae'), new File(['…'], 'other.png')]);
}

it('puts a project in the place of what is there, in one step', async () => {
  const others = await open(running(), [photo, made]);
  expect(others.map(({ name }) => name)).toEqual(['other.png']);
  expect(notices()).toEqual(['“cats.alae” is open. Undo brings back what was here.']);
  expect(names()).toEqual(['Photo', 'Made']);
  expect(await photoOf('p').file.text()).toBe('bytes');
  expect(studio()).toMatchObject({ tab: 'morph', sources: [], marks: {}, selectedId: 'p' });
  expect(studio().rows.map(({ schema }) => schema)).toEqual([[0.5]]);
  undo();
  expect(names()).toEqual(['Before']);
  expect(studio()).toMatchObject({ sources: ['r'], marks: { r: 'more' }, selectedId: 'r' });
  expect(useStudio.temporal.getState().pastStates).toEqual([]);
  redo();
  expect(names()).toEqual(['Photo', 'Made']);
});

it('says what is not certain of another training, and what was damaged', async () => {
  await open({ ...running(), fingerprint: 'old' }, [photo, lost]);
  expect(names()).toEqual(['Photo']);
  expect(notices()).toEqual([
    '“cats.alae” is open. Undo brings back what was here. It was made with another training of “tiny”, so its cats may look different now.',
    'Some of “cats.alae” is damaged and did not come back: cats of the library (1).',
  ]);
});

it('leaves the page as it is where the model is not here, or the studio too old', async () => {
  await open({ ...running(), name: 'dogs', fingerprint: 'dogs' }, [photo]);
  await open(running(), [photo], SESSION_VERSION + 1);
  expect(names()).toEqual(['Before']);
  expect(notices()).toEqual([
    '“cats.alae” was made with the model “dogs”, which is not here: add that model, then open it again.',
    '“cats.alae” is of a newer studio: reload the page to get it.',
  ]);
});
