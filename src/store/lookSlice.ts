import type { StateCreator } from 'zustand';
import { itemKey, type LibraryItem } from './librarySlice.ts';
import type { StudioState } from './studio.ts';

/** What a second look at a photo came to: styles from which the model draws it more closely than from E's code. */
interface Look {
  readonly id: string;
  /** [2L · S] */
  readonly styles: Float32Array<ArrayBuffer>;
  /** Somebody asked for it: it counts even while photos are not looked at again by themselves. */
  readonly isAsked: boolean;
}

/** Which reconstruction of a photo stands beside it. */
type ShownLook = 'encoded' | 'lookedAgain';

export interface LookSlice {
  /** By `lookKey`, the newest last; undo leaves them alone. */
  readonly looks: Readonly<Record<string, Look>>;
  /** Whether photos are looked at again without being asked. */
  readonly looksByItself: boolean;
  /** Why photos wait for a click on this device all the same: a step takes long, or a finger points. */
  readonly lookHindrance: 'slow' | 'touch' | null;
  /** Photos for which somebody asked, by `lookKey`, in that order. */
  readonly askedLooks: readonly string[];
  readonly shownLook: ShownLook;
  /** Also forgets how alike the photo was, which now is how alike it was as encoded. */
  setLook(item: LibraryItem, look: Look): void;
  /** Also forgets the likenesses, which are those of other pictures. */
  setLooksByItself(looksByItself: boolean): void;
  setLookHindrance(hindrance: LookSlice['lookHindrance']): void;
  /** Has a photo looked at again before all others, and however long its steps take. */
  askForLook(item: LibraryItem): void;
  /** It has been taken, or could not be. */
  endLook(key: string): void;
  setShownLook(shownLook: ShownLook): void;
}

/** Looks that are remembered; the oldest go. */
const MOST_LOOKS = 100;

export const createLookSlice: StateCreator<StudioState, [], [], LookSlice> = (set) => ({
  looks: {},
  looksByItself: true,
  lookHindrance: null,
  askedLooks: [],
  shownLook: 'lookedAgain',
  setLook: (item, look) =>
    set((s) => {
      const key = lookKey(s, item);
      const { [key]: _, ...others } = s.looks;
      const { [itemKey(item)]: asEncoded, ...likenesses } = s.likenesses;
      return {
        looks: Object.fromEntries([...Object.entries(others), [key, look] as const].slice(-MOST_LOOKS)),
        likenesses: asEncoded === undefined ? likenesses : { ...likenesses, [encodedKey(item)]: asEncoded },
      };
    }),
  setLooksByItself: (looksByItself) => set({ looksByItself, likenesses: {} }),
  setLookHindrance: (lookHindrance) => set({ lookHindrance }),
  askForLook: (item) =>
    set((s) => {
      const key = lookKey(s, item);
      const known = s.looks[key];
      if (known) return { looks: { ...s.looks, [key]: { ...known, isAsked: true } }, likenesses: {} };
      return { askedLooks: [...s.askedLooks.filter((asked) => asked !== key), key] };
    }),
  endLook: (key) => set((s) => ({ askedLooks: s.askedLooks.filter((asked) => asked !== key) })),
  setShownLook: (shownLook) => set({ shownLook }),
});

/** Names a photo as the model in use sees it: what a look is taken at. */
export const lookKey = ({ model }: Pick<StudioState, 'model'>, item: LibraryItem): string =>
  `${model?.fingerprint ?? ''} ${itemKey(item)}`;

/** Names an item as the encoder sees it, where it has been looked at again. */
export const encodedKey = (item: LibraryItem): string => `${itemKey(item)} as encoded`;

/** The look at a photo that counts, if there is one. */
export function lookAt(s: StudioState, item: LibraryItem): Look | null {
  const look = item.kind === 'photo' ? s.looks[lookKey(s, item)] : undefined;
  return look && (s.looksByItself || look.isAsked) ? look : null;
}

/** What the styles of an item depend on, under one model: a new key means other styles. */
export function codeKey(s: StudioState, item: LibraryItem): string {
  const look = lookAt(s, item);
  return look ? `${itemKey(item)}+${look.id}` : itemKey(item);
}
