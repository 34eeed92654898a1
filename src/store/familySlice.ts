import type { StateCreator } from 'zustand';
import { newId } from '../base/newId.ts';
import { kittenSeeds } from '../latent/breeding.ts';
import { kittenName } from '../words/kittenNames.ts';
import { catsToOffer, isOnShelf, itemKey, type LibraryItem, selectSelectedItem } from './librarySlice.ts';
import type { StudioState } from './studio.ts';

/**
 * Nine kittens of two parents. Nothing of it ever changes but names: a litter that is rolled again is another litter, so
 * that whoever descends from this one goes on doing so.
 */
export interface Litter {
  readonly id: string;
  /** Keys of founders, or ids of kittens. */
  readonly motherId: string;
  readonly fatherId: string;
  readonly seed: number;
  /** Share of a stranger in every kitten: 0 to 1. */
  readonly surprise: number;
  /** Names that were given, by the kitten's place in the litter. */
  readonly names: Readonly<Record<number, string>>;
}

/** Every litter there is, with the library's cats from which they descend: of the kittens seeds and ids, no styles. */
export interface Family {
  /** By `itemKey`, as they were when they became parents: the library may lose them, or frame them anew. */
  readonly founders: Readonly<Record<string, LibraryItem>>;
  /** Parents come before their children's litters. */
  readonly litters: readonly Litter[];
}

export interface FamilySlice {
  readonly family: Family;
  /** The parents to be: library items or kittens; null is for the page to suggest. */
  readonly couple: { readonly motherId: string | null; readonly fatherId: string | null };
  /** Of the next litter: 0 to 1. */
  readonly surprise: number;
  /** The kitten that is looked at. */
  readonly chosenKittenId: string | null;
  readonly shownLitterId: string | null;
  /** Chooses a parent; the other one stays who it is, even if only suggested so far. */
  setParent(role: ParentRole, id: string): void;
  setSurprise(surprise: number): void;
  /** Adds a litter of two parents and shows it; one that is replaced leaves. */
  addLitter(mother: Parent, father: Parent, seed: number, replacedId?: string): void;
  showLitter(id: string): void;
  chooseKitten(id: string | null): void;
  nameKitten(id: string, name: string): void;
  /** Takes litters out of the tree. */
  removeLitters(ids: readonly string[]): void;
}

export type ParentRole = 'mother' | 'father';

/** A cat of the library, or a kitten's id. */
export type Parent = LibraryItem | string;

/** A little, so that no litter is dull. */
const SURPRISE_DEFAULT = 0.1;

export const createFamilySlice: StateCreator<StudioState, [], [], FamilySlice> = (set) => ({
  family: { founders: {}, litters: [] },
  couple: { motherId: null, fatherId: null },
  surprise: SURPRISE_DEFAULT,
  chosenKittenId: null,
  shownLitterId: null,
  setParent: (role, id) => set((s) => ({ couple: { ...shownCouple(s, id), [`${role}Id`]: id } })),
  setSurprise: (surprise) => set({ surprise }),
  addLitter: (mother, father, seed, replacedId) =>
    set((s) => {
      const founders = { ...s.family.founders };
      const parentId = (parent: Parent): string => {
        if (typeof parent === 'string') return parent;
        founders[itemKey(parent)] = parent;
        return itemKey(parent);
      };
      const ids = { motherId: parentId(mother), fatherId: parentId(father) };
      const litter: Litter = { id: newId('litter'), ...ids, seed, surprise: s.surprise, names: {} };
      const others = s.family.litters.filter(({ id }) => id !== replacedId);
      return { family: { founders, litters: [...others, litter] }, shownLitterId: litter.id, chosenKittenId: null };
    }),
  showLitter: (shownLitterId) => set({ shownLitterId, chosenKittenId: null }),
  chooseKitten: (chosenKittenId) => {
    const shownLitterId = chosenKittenId && parseKittenId(chosenKittenId).litterId;
    set(shownLitterId ? { chosenKittenId, shownLitterId } : { chosenKittenId });
  },
  nameKitten: (id, name) =>
    set((s) => {
      const { litterId, place } = parseKittenId(id);
      const rename = (litter: Litter) =>
        litter.id === litterId ? { ...litter, names: { ...litter.names, [place]: name } } : litter;
      return { family: { ...s.family, litters: s.family.litters.map(rename) } };
    }),
  removeLitters: (ids) =>
    set((s) => {
      const litters = s.family.litters.filter(({ id }) => !ids.includes(id));
      const used = new Set(litters.flatMap(({ motherId, fatherId }) => [motherId, fatherId]));
      const founders = Object.fromEntries(Object.entries(s.family.founders).filter(([key]) => used.has(key)));
      return { family: { founders, litters } };
    }),
});

/** Of the kitten at a place of a litter, from 0. */
export const kittenId = (litterId: string, place: number): string => `${litterId}/${place}`;

function parseKittenId(id: string): { litterId: string; place: number } {
  const [litterId = '', place] = id.split('/');
  return { litterId, place: Number(place) };
}

export interface Kitten {
  readonly id: string;
  readonly litter: Litter;
  readonly seed: number;
  readonly name: string;
}

/** A kitten of the family, or null when there is none of that id: its litter may be gone. */
export function kittenOf({ litters }: Family, id: string): Kitten | null {
  const { litterId, place } = parseKittenId(id);
  const litter = litters.find((candidate) => candidate.id === litterId);
  const seed = litter && kittenSeeds(litter.seed)[place];
  if (!litter || seed === undefined) return null;
  return { id, litter, seed, name: litter.names[place] ?? kittenName(litter.seed, place) };
}

/** The library's cats from which a cat of the family descends, or itself if it is one of them. */
export function foundersOf(family: Family, id: string): readonly LibraryItem[] {
  const found = new Map<string, LibraryItem>();
  const seen = new Set<string>();
  const ascend = (ancestorId: string): void => {
    if (seen.has(ancestorId)) return;
    seen.add(ancestorId);
    const founder = family.founders[ancestorId];
    if (founder) found.set(ancestorId, founder);
    else
      family.litters
        .filter((l) => l.id === parseKittenId(ancestorId).litterId)
        .flatMap(parentsOf)
        .forEach(ascend);
  };
  ascend(id);
  return [...found.values()];
}

/** A parent's name: a kitten's, or that of a founder of the library. */
export const parentName = (family: Family, id: string): string =>
  kittenOf(family, id)?.name ?? family.founders[id]?.name ?? '';

const parentsOf = ({ motherId, fatherId }: Litter): readonly string[] => [motherId, fatherId];

/** The litters of a kitten: those of which it is a parent. */
export const littersOf = ({ litters }: Family, parentId: string): readonly Litter[] =>
  litters.filter((litter) => parentsOf(litter).includes(parentId));

/** A litter and every litter that descends from it: what goes when it goes. */
export function branchOf({ litters }: Family, litterId: string): readonly Litter[] {
  const branch = new Set([litterId]);
  for (const litter of litters) {
    if (parentsOf(litter).some((id) => branch.has(parseKittenId(id).litterId))) branch.add(litter.id);
  }
  return litters.filter(({ id }) => branch.has(id));
}

/** What cannot be bred again by another model: litters that descend from made cats, which are numbers of this one. */
export const littersOfMadeCats = (family: Family): readonly Litter[] =>
  family.litters
    .filter((litter) => parentsOf(litter).some((id) => family.founders[id]?.kind === 'kept'))
    .flatMap(({ id }) => branchOf(family, id));

/** A litter in the tree, with the litters that hang on its kittens. */
export interface TreeNode {
  readonly litter: Litter;
  readonly children: readonly TreeNode[];
}

/** The family as trees: each litter hangs on its mother's, or on its father's when she is of the library. */
export function familyTree({ litters }: Family): readonly TreeNode[] {
  const hangsOn = ({ motherId, fatherId }: Litter): string | undefined => {
    const stems = [motherId, fatherId].map((id) => parseKittenId(id).litterId);
    return stems.find((stem) => litters.some(({ id }) => id === stem));
  };
  const childrenOf = (parent: string | undefined): readonly TreeNode[] =>
    litters
      .filter((litter) => hangsOn(litter) === parent)
      .map((litter) => ({ litter, children: childrenOf(litter.id) }));
  return childrenOf(undefined);
}

/** The cat behind an id of the couple: a kitten, a cat of the library, or a founder that left it; else null. */
function parentById({ family, items }: StudioState, id: string | null): Parent | null {
  if (id === null) return null;
  if (kittenOf(family, id)) return id;
  return items.find((item) => item.id === id) ?? family.founders[id] ?? null;
}

export const parentKey = (parent: Parent): string => (typeof parent === 'string' ? parent : itemKey(parent));

/** Among the cats that are offered: not the first one's neighbour, since neighbours on the shelf are alike. */
const SUGGESTED_PLACES = { mother: 0, father: 2 } as const;

/**
 * The parents to be: those that were chosen; else the selected cat as mother, and two of the library's first cats. Neither is
 * suggested because of whom the other one is, but for not being the same.
 */
export function coupleOf(state: StudioState): { readonly mother: Parent | null; readonly father: Parent | null } {
  const { items, couple } = state;
  const chosen = { mother: parentById(state, couple.motherId), father: parentById(state, couple.fatherId) };
  const offered = catsToOffer(items);
  const suggest = (first: LibraryItem | null | undefined, other: Parent | null): Parent | null => {
    const isFree = (item: LibraryItem) => !other || itemKey(item) !== parentKey(other);
    return first && isFree(first) ? first : (offered.find(isFree) ?? null);
  };
  const selected = selectSelectedItem(state);
  const first = selected && !isOnShelf(selected, 'notCats') ? selected : offered[SUGGESTED_PLACES.mother];
  const mother = chosen.mother ?? suggest(first, chosen.father);
  const second = offered[Math.min(SUGGESTED_PLACES.father, offered.length - 1)];
  return { mother, father: chosen.father ?? suggest(second, mother) };
}

/** The couple as it is seen, as ids, but for whoever is chosen now. */
function shownCouple(state: StudioState, chosenId: string): FamilySlice['couple'] {
  const { mother, father } = coupleOf(state);
  const idOf = (parent: Parent | null, given: string | null): string | null => {
    if (parent === null || typeof parent === 'string') return parent;
    const id = state.items.includes(parent) ? parent.id : given;
    return id === chosenId ? null : id;
  };
  return { motherId: idOf(mother, state.couple.motherId), fatherId: idOf(father, state.couple.fatherId) };
}

/** The litter that is shown: the newest when the one that was is gone. */
export const selectShownLitter = ({ family: { litters }, shownLitterId }: StudioState): Litter | null =>
  litters.find(({ id }) => id === shownLitterId) ?? litters.at(-1) ?? null;
