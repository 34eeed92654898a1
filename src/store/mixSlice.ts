import type { StateCreator } from 'zustand';
import { movedTo } from '../base/movedTo.ts';
import { newId } from '../base/newId.ts';
import { presetSchemas } from '../latent/mixPresets.ts';
import type { Schema, Strength } from '../latent/styles.ts';
import { selectLayerCount } from './modelSlice.ts';
import type { StudioState } from './studio.ts';

/** One row of the grid: a destination and its own schema, as in the paper's figure 9. */
export interface MixRow {
  readonly id: string;
  readonly itemId: string;
  readonly schema: Schema;
}

export interface MixSlice {
  /** Library items across the top. */
  readonly sources: readonly string[];
  /** Library items down the left. */
  readonly rows: readonly MixRow[];
  /** The row that the large editor edits; null means all rows. */
  readonly editedRowId: string | null;
  addSource(itemId: string): void;
  removeSource(itemId: string): void;
  /** Puts a source where another one stands; that one and those between make room. */
  moveSource(itemId: string, toItemId: string): void;
  /** A new row at the end, with the schema of the row above it unless another is given. */
  addRow(itemId: string, schema?: Schema): void;
  removeRow(rowId: string): void;
  /** Puts a row where another one stands; that one and those between make room. */
  moveRow(rowId: string, toRowId: string): void;
  /** Sets how much of one block the source gives in a row, or in all rows when `rowId` is null. */
  setStrength(rowId: string | null, block: number, strength: Strength): void;
  /** Gives a row, or all rows, a whole schema. */
  setSchema(rowId: string | null, schema: Schema): void;
  editRow(rowId: string | null): void;
  /** Replaces the grid's margins; the rows have the preset's schemas in turn. */
  setMargins(sources: readonly string[], destinations: readonly string[]): void;
  /** Replaces the grid by another one. */
  openGrid(sources: readonly string[], rows: readonly Omit<MixRow, 'id'>[]): void;
  /** Gives the present rows the preset's schemas in turn. */
  applyPreset(): void;
  /** Makes the sources destinations and the destinations sources; the schemas stay where they are, row by row. */
  swapMargins(): void;
  /** The schema that was copied last, for pasting. */
  readonly copiedSchema: Schema | null;
  copySchema(schema: Schema): void;
}

export const createMixSlice: StateCreator<StudioState, [], [], MixSlice> = (set, get) => ({
  sources: [],
  rows: [],
  editedRowId: null,
  addSource: (itemId) => set((s) => ({ sources: s.sources.includes(itemId) ? s.sources : [...s.sources, itemId] })),
  removeSource: (itemId) => set((s) => ({ sources: s.sources.filter((id) => id !== itemId) })),
  moveSource: (itemId, toItemId) =>
    set((s) => ({ sources: movedTo(s.sources, s.sources.indexOf(itemId), s.sources.indexOf(toItemId)) })),
  addRow: (itemId, given) =>
    set((s) => {
      const schema = given ?? s.rows.at(-1)?.schema ?? presetSchemas(selectLayerCount(s))[0]!;
      return { rows: [...s.rows, { id: newId('row'), itemId, schema }] };
    }),
  removeRow: (rowId) =>
    set((s) => ({
      rows: s.rows.filter((row) => row.id !== rowId),
      editedRowId: s.editedRowId === rowId ? null : s.editedRowId,
    })),
  moveRow: (rowId, toRowId) =>
    set((s) => {
      const indexOf = (id: string) => s.rows.findIndex((row) => row.id === id);
      return { rows: movedTo(s.rows, indexOf(rowId), indexOf(toRowId)) };
    }),
  setStrength: (rowId, block, strength) =>
    set((s) => ({
      rows: s.rows.map((row) =>
        rowId === null || row.id === rowId ? { ...row, schema: row.schema.with(block, strength) } : row,
      ),
    })),
  setSchema: (rowId, schema) =>
    set((s) => ({ rows: s.rows.map((row) => (rowId === null || row.id === rowId ? { ...row, schema } : row)) })),
  editRow: (editedRowId) => set({ editedRowId }),
  setMargins: (sources, destinations) => {
    const preset = presetSchemas(selectLayerCount(get()));
    const rows = destinations.map((itemId, i) => ({
      id: newId('row'),
      itemId,
      schema: preset[i % preset.length]!,
    }));
    set({ sources, rows, editedRowId: rows[0]?.id ?? null });
  },
  openGrid: (sources, rows) =>
    set({ sources, rows: rows.map((row) => ({ ...row, id: newId('row') })), editedRowId: null }),
  applyPreset: () =>
    set((s) => {
      const preset = presetSchemas(selectLayerCount(s));
      return { rows: s.rows.map((row, i) => ({ ...row, schema: preset[i % preset.length]! })) };
    }),
  swapMargins: () =>
    set((s) => {
      if (s.rows.length === 0 || s.sources.length === 0) return {};
      const rows = s.sources.map((itemId, i) => ({
        id: newId('row'),
        itemId,
        schema: s.rows[i % s.rows.length]!.schema,
      }));
      return { sources: [...new Set(s.rows.map((row) => row.itemId))], rows, editedRowId: null };
    }),
  copiedSchema: null,
  copySchema: (copiedSchema) => set({ copiedSchema }),
});

/** What the large editor shows for each block: the strength that the edited rows share, or 'both'. */
export function sharedStrengths(rows: readonly MixRow[], editedRowId: string | null): readonly (Strength | 'both')[] {
  const edited = editedRowId === null ? rows : rows.filter((row) => row.id === editedRowId);
  const [first, ...rest] = edited.map((row) => row.schema);
  return (first ?? []).map((strength, block) =>
    rest.every((schema) => schema[block] === strength) ? strength : 'both',
  );
}
