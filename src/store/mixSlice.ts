import type { StateCreator } from 'zustand';
import { presetSchemas } from '../latent/mixPresets.ts';
import type { Origin, Schema } from '../latent/styles.ts';
import { newId } from './newId.ts';
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
  addRow(itemId: string, layerCount: number): void;
  removeRow(rowId: string): void;
  /** Sets one block's origin in a row, or in all rows when `rowId` is null. */
  setOrigin(rowId: string | null, block: number, origin: Origin): void;
  editRow(rowId: string | null): void;
  /** Replaces the grid's axes. */
  setAxes(sources: readonly string[], destinations: readonly string[], layerCount: number): void;
  /** Gives the present rows the preset's schemas in turn. */
  applyPreset(layerCount: number): void;
}

export const createMixSlice: StateCreator<StudioState, [], [], MixSlice> = (set) => ({
  sources: [],
  rows: [],
  editedRowId: null,
  addSource: (itemId) => set((s) => ({ sources: s.sources.includes(itemId) ? s.sources : [...s.sources, itemId] })),
  removeSource: (itemId) => set((s) => ({ sources: s.sources.filter((id) => id !== itemId) })),
  addRow: (itemId, layerCount) =>
    set((s) => {
      const schema = s.rows.at(-1)?.schema ?? presetSchemas(layerCount)[0]!;
      return { rows: [...s.rows, { id: newId('row'), itemId, schema }] };
    }),
  removeRow: (rowId) =>
    set((s) => ({
      rows: s.rows.filter((row) => row.id !== rowId),
      editedRowId: s.editedRowId === rowId ? null : s.editedRowId,
    })),
  setOrigin: (rowId, block, origin) =>
    set((s) => ({
      rows: s.rows.map((row) =>
        rowId === null || row.id === rowId ? { ...row, schema: row.schema.with(block, origin) } : row,
      ),
    })),
  editRow: (editedRowId) => set({ editedRowId }),
  setAxes: (sources, destinations, layerCount) => {
    const preset = presetSchemas(layerCount);
    const rows = destinations.map((itemId, i) => ({
      id: newId('row'),
      itemId,
      schema: preset[i % preset.length]!,
    }));
    set({ sources, rows, editedRowId: rows[0]?.id ?? null });
  },
  applyPreset: (layerCount) =>
    set((s) => {
      const preset = presetSchemas(layerCount);
      return { rows: s.rows.map((row, i) => ({ ...row, schema: preset[i % preset.length]! })) };
    }),
});

/** What the large editor shows for each block: the origin that the edited rows share, or 'both'. */
export function sharedOrigins(rows: readonly MixRow[], editedRowId: string | null): readonly (Origin | 'both')[] {
  const edited = editedRowId === null ? rows : rows.filter((row) => row.id === editedRowId);
  const [first, ...rest] = edited.map((row) => row.schema);
  return (first ?? []).map((origin, block) => (rest.every((schema) => schema[block] === origin) ? origin : 'both'));
}
