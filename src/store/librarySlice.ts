import type { StateCreator } from 'zustand';
import type { CropBox } from '../image/crop.ts';
import { leftOfPicked } from './pickSlice.ts';
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
  /** Its frame is the middle, since no face was found and nobody has chosen another one. */
  readonly isUnframed?: true;
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

/** What is done with many photos, one after the other: how many are behind. */
export interface PhotoBatch {
  readonly done: number;
  readonly total: number;
}

export interface LibrarySlice {
  /** Under way at the moment: photos that are taken in, and photos in which faces are looked for once more. */
  readonly photoBatches: { readonly adding?: PhotoBatch; readonly framing?: PhotoBatch };
  readonly items: readonly LibraryItem[];
  readonly selectedId: string | null;
  /** Whether what the page opens with has come, or could not be had: an empty library is empty only from then on. */
  readonly isOpened: boolean;
  markOpened(): void;
  /** Puts items before those that are there; the first one is selected if nothing is. */
  addItems(items: readonly LibraryItem[]): void;
  selectItem(id: string): void;
  renameItem(id: string, name: string): void;
  setCrop(id: string, crop: CropBox): void;
  setPhotoBatch(what: keyof LibrarySlice['photoBatches'], batch: PhotoBatch | null): void;
  /** Marks a photo that nobody and nothing has framed. */
  markUnframed(id: string): void;
  /** Frames a face, where nobody has moved the frame from `from`, and nobody is adjusting it. */
  suggestCrop(id: string, from: CropBox, crop: CropBox, face: CropBox): void;
  /** Takes items out of the library, the grid's margins, the examples and the latent settings. */
  removeItems(ids: readonly string[]): void;
  removeItem(id: string): void;
  /** Lets go of the selected item, the edited row and the mixture shown large if undo has taken them away. */
  mendReferences(): void;
}

export const createLibrarySlice: StateCreator<StudioState, [], [], LibrarySlice> = (set, get) => ({
  items: [],
  photoBatches: {},
  setPhotoBatch: (what, batch) =>
    set((s) => {
      const { [what]: _, ...others } = s.photoBatches;
      return { photoBatches: batch ? { ...others, [what]: batch } : others };
    }),
  selectedId: null,
  isOpened: false,
  markOpened: () => set({ isOpened: true }),
  addItems: (items) =>
    set((s) => ({ items: [...items, ...s.items], selectedId: s.selectedId ?? items[0]?.id ?? null })),
  selectItem: (selectedId) => set({ selectedId }),
  renameItem: (id, name) => set((s) => ({ items: s.items.map((item) => (item.id === id ? { ...item, name } : item)) })),
  setCrop: (id, crop) =>
    set((s) => ({
      items: s.items.map((item) => {
        if (item.id !== id || item.kind !== 'photo') return item;
        const { face: _, isUnframed: __, ...photo } = item;
        return { ...photo, crop };
      }),
    })),
  suggestCrop: (id, from, crop, face) => {
    const { items, dialog } = get();
    const isAdjusted = dialog?.kind === 'crop' && dialog.itemId === id;
    if (!isAdjusted && items.some((item) => item.id === id && item.kind === 'photo' && item.crop === from)) {
      set({
        items: items.map((item) => {
          if (item.id !== id || item.kind !== 'photo') return item;
          const { isUnframed: _, ...photo } = item;
          return { ...photo, crop, face };
        }),
      });
    }
  },
  markUnframed: (id) =>
    set((s) => ({
      items: s.items.map((item) => (item.id === id && item.kind === 'photo' ? { ...item, isUnframed: true } : item)),
    })),
  removeItems: (ids) =>
    set((s) => {
      const isStaying = (id: string) => !ids.includes(id);
      const items = s.items.filter(({ id }) => isStaying(id));
      const index = s.items.findIndex(({ id }) => id === s.selectedId);
      const after = s.items.slice(Math.max(0, index)).find(({ id }) => isStaying(id));
      const without = <T>(settings: Readonly<Record<string, T>>) =>
        Object.fromEntries(Object.entries(settings).filter(([id]) => isStaying(id)));
      return {
        items,
        latent: without(s.latent),
        marks: without(s.marks),
        selectedId: s.selectedId && (after?.id ?? items.at(-1)?.id ?? null),
        pickedIds: leftOfPicked(s.pickedIds, items),
        sources: s.sources.filter(isStaying),
        rows: s.rows.filter((row) => isStaying(row.itemId)),
        editedRowId: s.rows.some((row) => row.id === s.editedRowId && !isStaying(row.itemId)) ? null : s.editedRowId,
      };
    }),
  removeItem: (id) => get().removeItems([id]),
  mendReferences: () =>
    set((s) => ({
      selectedId: s.items.some(({ id }) => id === s.selectedId) ? s.selectedId : (s.items[0]?.id ?? null),
      pickedIds: leftOfPicked(s.pickedIds, s.items),
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
/** Photos in which no face was found, and which nobody has framed. */
export const unframedPhotos = (items: readonly LibraryItem[]): readonly PhotoItem[] =>
  items.filter((item): item is PhotoItem => item.kind === 'photo' && item.isUnframed === true);
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
