import { beforeEach, expect, it } from 'vitest';
import { redo, undo } from '../actions/undo.ts';
import { formatSchema } from '../latent/styles.ts';
import { endStep } from './history.ts';
import { latentDefaults } from './latentSlice.ts';
import type { PhotoItem } from './librarySlice.ts';
import type { ModelCard } from './modelSlice.ts';
import { beginHistoryAnew } from './pageChanges.ts';
import { useStudio } from './studio.ts';

const LAYERS = 5;
const model = { architecture: { layerCount: LAYERS } } as ModelCard;
const photo = (id: string): PhotoItem => ({ kind: 'photo', id, name: id, crop: { left: 0, top: 0, size: 10 } });
const studio = () => useStudio.getState();
const history = () => useStudio.temporal.getState();
const schemas = () => studio().rows.map((row) => formatSchema(row.schema));
const psi = () => studio().latent.a?.psi;
const setPsi = (value: number) => studio().setLatent('a', { ...latentDefaults(LAYERS), psi: value });

/** Something that the user does from a press to the next. */
function step(...changes: readonly (() => void)[]): void {
  endStep();
  for (const change of changes) change();
}

beforeEach(() => {
  beginHistoryAnew(() => {
    useStudio.setState(useStudio.getInitialState(), true);
    studio().setModel({ model });
    studio().addItems(['a', 'b', 'c'].map(photo));
    studio().setMargins(['a', 'b'], ['b', 'c']);
  });
});

it('has nothing to undo after what the page does by itself', () => {
  expect(history().pastStates).toEqual([]);
  undo();
  expect(studio().items).toHaveLength(3);
});

it('goes back and forth step by step', () => {
  const row = studio().rows[1]!.id;
  step(() => studio().setStrength(row, 4, 1));
  step(() => studio().setStrength(row, 3, 1));
  undo();
  expect(schemas()).toEqual(['SDDDD', 'SDDDS']);
  undo();
  expect(schemas()).toEqual(['SDDDD', 'SDDDD']);
  redo();
  redo();
  expect(schemas()).toEqual(['SDDDD', 'SDDSS']);
  redo();
  expect(schemas()).toEqual(['SDDDD', 'SDDSS']);
});

it('takes a whole drag back at once, and what follows it alone', () => {
  step(
    () => setPsi(0.9),
    () => setPsi(0.5),
    () => setPsi(0.2),
  );
  step(() => setPsi(1.2));
  undo();
  expect(psi()).toBe(0.2);
  undo();
  expect(psi()).toBeUndefined();
});

it('forgets what was undone once something else is done', () => {
  step(() => setPsi(0.5));
  undo();
  setPsi(0.7); // undo itself has ended the step
  expect(history().futureStates).toEqual([]);
  undo();
  expect(psi()).toBeUndefined();
});

it('brings a removed item back with its rows, sources and dials, and never one without the other', () => {
  step(() => setPsi(0.5));
  step(() => studio().removeItem('b'));
  step(() => studio().setStrength(null, 1, 1));
  undo();
  undo();
  expect(studio().items.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(studio().sources).toEqual(['a', 'b']);
  expect(studio().rows.map(({ itemId }) => itemId)).toEqual(['b', 'c']);
  expect(psi()).toBe(0.5);
});

it('lets go of the selected item, the edited row and the large mixture that undo takes away', () => {
  step(() => studio().addItems([photo('d')]));
  step(() => studio().addRow('d'));
  studio().selectItem('d');
  const rowId = studio().rows.at(-1)!.id;
  studio().editRow(rowId);
  studio().openDialog({ kind: 'cell', sourceId: 'a', rowId });
  undo();
  expect(studio().editedRowId).toBe(null);
  expect(studio().dialog).toBe(null);
  undo();
  expect(studio().selectedId).toBe('a');
});

it('does not count what is looked at as a step', () => {
  step(() => studio().setTab('latent'));
  step(() => studio().selectItem('b'));
  expect(history().pastStates).toEqual([]);
});

it('begins anew when the page changes what undo restores, and only then', () => {
  step(() => setPsi(0.5));
  beginHistoryAnew(() => studio().setTab('mix'));
  expect(history().pastStates).toHaveLength(1);
  beginHistoryAnew(() => studio().clearLatent());
  expect(history().pastStates).toEqual([]);
  setPsi(0.9); // a step, though nobody has begun one
  undo();
  expect(psi()).toBeUndefined();
});
