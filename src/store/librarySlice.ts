import type { StateCreator } from 'zustand';
import type { CropBox } from '../image/crop.ts';
import type { StudioState } from './studio.ts';

/** A dropped, pasted, picked or sample photo; its file is in `pictures/assets.ts`. */
export interface PhotoItem {
  readonly kind: 'photo';
  readonly id: string;
  readonly name: string;
  readonly crop: CropBox;
  /**
   * Of a photo that was framed automatically: the cat's face in it, around which another model frames it anew. A frame that
   * somebody chose has none.
   */
  readonly face?: CropBox;
  /** Of a sample: which shelf it stands on. */
  readonly shelf?: SampleShelfName;
  /** Where a sample comes from. */
  readonly credit?: string;
}
/** What comes with the page: cats, and what the model was never meant for. */
export type SampleShelfName = 'cats' | 'notCats';

/** A cat that F dreamt up from a seed. */
export interface RandomItem {
  readonly kind: 'random';
  readonly id: string;
  readonly name: string;
  readonly seed: number;
  /** Truncation: the part that it keeps of what it has of its own. Default: 1; sessions of old have no other. */
  readonly psi?: number;
}
/** A mixed or reshaped cat that was kept: numbers of the model that made it. */
export interface KeptItem {
  readonly kind: 'kept';
  readonly id: string;
  readonly name: string;
  /** [2L · S], never changed. */
  readonly styles: Float32Array<ArrayBuffer>;
  /** Of a refined cat: the photo that it is to be like, framed as it was. The library may have lost it. */
  readonly photo?: PhotoItem;
}
export type LibraryItem = PhotoItem | RandomItem | KeptItem;

export interface LibrarySlice {
  readonly items: readonly LibraryItem[];
  readonly selectedId: string | null;
  /** Puts items before those that are there; the first one is selected if nothing is. */
  addItems(items: readonly LibraryItem[]): void;
  selectItem(id: string): void;
  renameItem(id: string, name: string): void;
  setCrop(id: string, crop: CropBox): void;
  /** Frames a face, where nobody has moved the frame from `from`, and nobody is adjusting it. */
  suggestCrop(id: string, from: CropBox, crop: CropBox, face: CropBox): void;
  /** Takes the item out of the library, the grid's margins, the examples and the latent settings. */
  removeItem(id: string): void;
  /** Lets go of the selected item, the edited row and the mixture shown large if undo has taken them away. */
  mendReferences(): void;
}

export const createLibrarySlice: StateCreator<StudioState, [], [], LibrarySlice> = (set, get) => ({
  items: [],
  selectedId: null,
  addItems: (items) =>
    set((s) => ({ items: [...items, ...s.items], selectedId: s.selectedId ?? items[0]?.id ?? null })),
  selectItem: (selectedId) => set({ selectedId }),
  renameItem: (id, name) => set((s) => ({ items: s.items.map((item) => (item.id === id ? { ...item, name } : item)) })),
  setCrop: (id, crop) =>
    set((s) => ({
      items: s.items.map((item) => {
        if (item.id !== id || item.kind !== 'photo') return item;
        const { face: _, ...photo } = item;
        return { ...photo, crop };
      }),
    })),
  suggestCrop: (id, from, crop, face) => {
    const { items, dialog } = get();
    const isAdjusted = dialog?.kind === 'crop' && dialog.itemId === id;
    if (!isAdjusted && items.some((item) => item.id === id && item.kind === 'photo' && item.crop === from)) {
      set({ items: items.map((item) => (item.id === id && item.kind === 'photo' ? { ...item, crop, face } : item)) });
    }
  },
  removeItem: (id) =>
    set((s) => {
      const index = s.items.findIndex((item) => item.id === id);
      const items = s.items.filter((item) => item.id !== id);
      const neighbour = items[Math.min(index, items.length - 1)]?.id ?? null;
      const { [id]: _, ...latent } = s.latent;
      const { [id]: __, ...marks } = s.marks;
      return {
        items,
        latent,
        marks,
        selectedId: s.selectedId === id ? neighbour : s.selectedId,
        sources: s.sources.filter((source) => source !== id),
        rows: s.rows.filter((row) => row.itemId !== id),
        editedRowId: s.rows.some((row) => row.id === s.editedRowId && row.itemId === id) ? null : s.editedRowId,
      };
    }),
  mendReferences: () =>
    set((s) => ({
      selectedId: s.items.some(({ id }) => id === s.selectedId) ? s.selectedId : (s.items[0]?.id ?? null),
      editedRowId: s.rows.some(({ id }) => id === s.editedRowId) ? s.editedRowId : null,
      dialog: s.dialog?.kind === 'cell' && !isOnGrid(s, s.dialog) ? null : s.dialog,
    })),
});

const isOnGrid = (
  { sources, rows }: StudioState,
  cell: { readonly sourceId: string; readonly rowId: string },
): boolean => sources.includes(cell.sourceId) && rows.some(({ id }) => id === cell.rowId);

export const selectSelectedItem = (s: StudioState) => s.items.find((item) => item.id === s.selectedId) ?? null;
export const isOnShelf = (item: LibraryItem, shelf: SampleShelfName): boolean =>
  item.kind === 'photo' && item.shelf === shelf;
/** Photos that somebody has added. */
export const ownPhotos = (items: readonly LibraryItem[]): readonly LibraryItem[] =>
  items.filter((item) => item.kind === 'photo' && !item.shelf);
/** What a tab fills itself with: one's own cats first, then the samples. Drawings of what is no cat are for whoever chooses one. */
export const catsToOffer = (items: readonly LibraryItem[]): readonly LibraryItem[] => [
  ...items.filter((item) => item.kind !== 'photo' || !item.shelf),
  ...items.filter((item) => isOnShelf(item, 'cats')),
];
/** Where what stands on a shelf comes from; undefined when nothing is there. */
export const selectCreditOf = (shelf: SampleShelfName) => (s: StudioState) =>
  s.items.flatMap((item) => (item.kind === 'photo' && item.shelf === shelf ? (item.credit ?? []) : []))[0];
export const selectItemById = (id: string) => (s: StudioState) => s.items.find((item) => item.id === id) ?? null;

/** The photos that an item needs. */
export const photosOf = (item: LibraryItem): readonly PhotoItem[] => {
  if (item.kind === 'photo') return [item];
  return item.kind === 'kept' && item.photo ? [item.photo] : [];
};

/** What an item's picture depends on: a new key means new pixels. */
export function itemKey(item: LibraryItem): string {
  if (item.kind === 'random' && item.psi !== undefined) return `${item.id} ψ${item.psi}`;
  if (item.kind !== 'photo') return item.id;
  const { left, top, size, angle = 0 } = item.crop;
  return `${item.id}@${[left, top, size, angle].map((v) => Math.round(v * 100) / 100).join(',')}`;
}
