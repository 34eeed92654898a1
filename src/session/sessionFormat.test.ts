import { expect, it } from 'vitest';
import { formatSchema } from '../latent/styles.ts';
import type { ModelCard } from '../store/modelSlice.ts';
import { selectContentModel } from '../store/sessionSlice.ts';
import { useStudio } from '../store/studio.ts';
import {
  NewerSessionError,
  partOf,
  readSession,
  SESSION_PART_NAMES,
  SESSION_VERSION,
  type SessionPart,
  type WrittenSession,
} from './sessionFormat.ts';

const model = { name: 'tiny', fingerprint: 'f', architecture: { layerCount: 2, latentSize: 1 } } as ModelCard;
const crop = { left: 1.5, top: 2, size: 40, angle: 7 };
const photo = { kind: 'photo', id: 'p', name: 'Möhre', crop } as const;
const made = { kind: 'kept', id: 'k', name: 'made', styles: Float32Array.of(1, -2, 1 / 3, 4), photo } as const;
const dream = { kind: 'random', id: 'r', name: 'dream', seed: 5, psi: 0.7 } as const;
const axis = { vector: Float32Array.of(1), centre: 0.25, sigma: 2 };
const direction = {
  ...axis,
  id: 'd',
  name: 'Ears',
  kind: 'pca',
  firstBlock: 0,
  lastBlock: 1,
  isStarred: true,
} as const;

/** Everything that somebody could have made. */
function fillStudio() {
  useStudio.setState({ ...useStudio.getInitialState(), model }, true);
  const studio = useStudio.getState();
  studio.addItems([photo, made, dream]);
  studio.openGrid(
    ['p', 'k'],
    [
      { itemId: 'r', schema: [1, 0.35] },
      { itemId: 'p', schema: [0, 1] },
    ],
  );
  studio.setDirections([direction]);
  studio.setLatent('p', { psi: 0.7, truncatedBlocks: 1, offsets: { d: -1.5 } });
  studio.setMark('r', 'less');
  studio.addMorphKey('k');
  studio.addLitter(photo, dream, 3);
  studio.addLitter(made, `${useStudio.getState().family.litters[0]!.id}/4`, 9);
  studio.setTab('kittens');
  studio.setNoise({ hasNoise: false, noiseSeed: 12 });
  studio.setLook(photo, { id: 'look', styles: Float32Array.of(0, 1, 2, 3), isAsked: true });
  return useStudio.getState();
}

const write = (state = fillStudio()): WrittenSession => ({
  version: SESSION_VERSION,
  model: selectContentModel(state),
  parts: structuredClone(Object.fromEntries(SESSION_PART_NAMES.map((part) => [part, partOf(part, state)]))),
});

const photoIds = new Set(['p']);
const read = (written: WrittenSession) => readSession(written, photoIds);

/** A session with one part of it changed. */
const damaged = (part: SessionPart, change: object | null, written = write()): WrittenSession => ({
  ...written,
  parts: { ...written.parts, [part]: change && { ...(written.parts[part] as object), ...change } },
});

it('gives everything back as it was', () => {
  const state = fillStudio();
  const { model: readModel, state: back, losses } = read(write(state));
  expect(losses.size).toBe(0);
  expect(readModel).toEqual({ name: 'tiny', fingerprint: 'f', layerCount: 2, latentSize: 1 });
  expect(back).toEqual(Object.assign({}, ...SESSION_PART_NAMES.map((part) => partOf(part, state))));
});

it('reads arrays that a file has as text', () => {
  const written = damaged('library', { items: [{ ...made, styles: 'AACAPwAAgD8AAIA/AACAPw==' }] });
  expect(read(written).state.items).toEqual([{ ...made, styles: Float32Array.of(1, 1, 1, 1) }]);
});

it('brings a session of an older version up to date, step by step', () => {
  const renameGrid = ({ mixing, ...parts }: WrittenSession['parts']) => ({ ...parts, grid: mixing });
  const turnSchemas = (parts: WrittenSession['parts']) => {
    const grid = parts.grid as { rows: { schema: number[] }[] };
    return { ...parts, grid: { ...grid, rows: grid.rows.map((row) => ({ ...row, schema: row.schema.toReversed() })) } };
  };
  const { grid, ...parts } = write().parts;
  const first = { ...write(), version: 1, parts: { ...parts, mixing: grid } };
  const schemasOf = (written: WrittenSession) =>
    readSession(written, photoIds, [renameGrid, turnSchemas]).state.rows?.map(({ schema }) => formatSchema(schema));
  expect(schemasOf(first)).toEqual(['0.35,S', 'SD']);
  expect(schemasOf({ ...first, version: 2, parts: { ...parts, grid } })).toEqual(['0.35,S', 'SD']);
  expect(schemasOf({ ...first, version: 3, parts: { ...parts, grid } })).toEqual(['S,0.35', 'DS']);
});

it('leaves a session of a newer version alone', () => {
  expect(() => read({ ...write(), version: SESSION_VERSION + 1 })).toThrow(NewerSessionError);
});

it('loses damaged cats alone, with what refers to them', () => {
  const { state, losses } = read(
    damaged('library', { items: [{ ...photo, crop: {} }, made, { ...dream, seed: 0.5 }] }),
  );
  expect(losses).toEqual(new Map([['library', 2]]));
  expect(state.items).toEqual([made]);
  expect(state.sources).toEqual(['k']);
  expect(state.rows).toEqual([]);
  expect(state.marks).toEqual({});
  expect(state.selectedId).toBe('k');
  expect(state.family?.litters).toHaveLength(2); // founders are kept by themselves
});

it.each([
  ['a part that is none', 'film', null, 'morph'],
  ['a field', 'family', { surprise: 7 }, 'surprise'],
  ['a whole list', 'grid', { rows: 'SDDDD' }, 'editedRowId'],
] as const)('loses %s, and nothing else', (_, part, change, field) => {
  const { state, losses } = read(damaged(part, change));
  expect([...losses]).toEqual([[part, 1]]);
  expect(state[field] ?? null).toBe(null);
  expect(state.items).toHaveLength(3);
});

it('loses litters whose founder is lost, and those that descend from it', () => {
  const founders = (write().parts.family as { family: { founders: Record<string, unknown> } }).family.founders;
  const [firstKey] = Object.keys(founders);
  const written = write();
  const { family } = written.parts.family as { family: { founders: Record<string, unknown>; litters: unknown[] } };
  const { [firstKey!]: _, ...others } = family.founders;
  const { state } = read(damaged('family', { family: { ...family, founders: others } }, written));
  expect(state.family?.litters).toEqual([]);
});

it('loses photos whose files are gone, and numbers that do not fit their model', () => {
  const lost = readSession(write(), new Set());
  expect(lost.state.items).toEqual([{ ...made, photo: undefined }, dream]);
  expect(lost.losses.get('library')).toBe(1);
  const { state, losses } = read({ ...write(), model: { name: 'tiny' } });
  expect(state.items).toEqual([photo, dream]);
  expect(state.rows).toEqual([]);
  expect(state.directions).toEqual([]);
  expect(losses.get('grid')).toBe(2);
});
