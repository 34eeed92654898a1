import { beforeEach, describe, expect, it } from 'vitest';
import { LITTER_SIZE } from '../latent/breeding.ts';
import { kittenName } from '../words/kittenNames.ts';
import {
  branchOf,
  coupleOf,
  type Family,
  familyTree,
  kittenId,
  kittenOf,
  littersOfMadeCats,
  parentName,
  type TreeNode,
} from './familySlice.ts';
import { itemKey, type PhotoItem } from './librarySlice.ts';
import { useStudio } from './studio.ts';

const studio = () => useStudio.getState();
const photo = (id: string): PhotoItem => ({ kind: 'photo', id, name: id, crop: { left: 0, top: 0, size: 10 } });
const litters = () => studio().family.litters;
const newest = () => litters().at(-1)!.id;
const names = (nodes: readonly TreeNode[]): unknown[] =>
  nodes.map(({ litter, children }) => [parentName(studio().family, litter.motherId), names(children)]);

beforeEach(() => {
  useStudio.setState(useStudio.getInitialState(), true);
  studio().addItems(['mimi', 'max', 'tom'].map(photo));
});

/** Mimi and Max have a litter, its first kitten has one with Tom, and a kitten of each have one together. */
function threeGenerations(): { first: string; second: string; third: string } {
  studio().addLitter(photo('mimi'), photo('max'), 1);
  const first = newest();
  studio().addLitter(photo('tom'), kittenId(first, 0), 2);
  const second = newest();
  studio().addLitter(kittenId(first, 5), kittenId(second, 3), 3);
  return { first, second, third: newest() };
}

it('can be written down and read again', () => {
  threeGenerations();
  const { family } = studio();
  const again: Family = JSON.parse(JSON.stringify(family));
  expect(again).toEqual(family);
  expect(familyTree(again)).toEqual(familyTree(family));
});

it('keeps a founder as it was when the library loses it or frames it anew', () => {
  const { first } = threeGenerations();
  studio().setCrop('mimi', { left: 1, top: 1, size: 5 });
  studio().removeItem('max');
  const litter = litters().find(({ id }) => id === first)!;
  expect(studio().family.founders[litter.motherId]).toEqual(photo('mimi'));
  expect(parentName(studio().family, litter.fatherId)).toBe('max');
});

it('hangs a litter on its mother’s, or on its father’s when she is of the library', () => {
  const { first, second, third } = threeGenerations();
  const [tree] = familyTree(studio().family);
  expect(tree!.litter.id).toBe(first);
  expect(tree!.children.map(({ litter }) => litter.id)).toEqual([second, third]);
  expect(names(familyTree(studio().family))).toHaveLength(1);
});

describe('a branch', () => {
  it('takes along who descends from it by either parent, and founders whom nobody needs', () => {
    const { first, second, third } = threeGenerations();
    expect(branchOf(studio().family, first).map(({ id }) => id)).toEqual([first, second, third]);
    expect(branchOf(studio().family, third).map(({ id }) => id)).toEqual([third]);
    studio().removeLitters(branchOf(studio().family, second).map(({ id }) => id));
    expect(litters().map(({ id }) => id)).toEqual([first]);
    expect(Object.values(studio().family.founders).map(({ name }) => name)).toEqual(['mimi', 'max']);
  });
});

describe('a kitten', () => {
  it('keeps its given name, and has another one until then', () => {
    const { first } = threeGenerations();
    const id = kittenId(first, 4);
    expect(kittenOf(studio().family, id)!.name).toBe(kittenName(1, 4));
    studio().nameKitten(id, 'Tiger');
    expect(kittenOf(studio().family, id)!.name).toBe('Tiger');
    expect(kittenOf(studio().family, kittenId(first, 5))!.name).not.toBe('Tiger');
  });

  it('has a name that nobody else in its litter has', () => {
    for (const seed of [0, 1, 12345]) {
      const litter = Array.from({ length: LITTER_SIZE }, (_, place) => kittenName(seed, place));
      expect(new Set(litter).size).toBe(LITTER_SIZE);
    }
  });

  it('is nobody when its litter is gone', () => {
    expect(kittenOf(studio().family, 'litter-99/0')).toBe(null);
    expect(kittenOf(studio().family, 'mimi@0,0,10')).toBe(null);
  });
});

describe('the couple', () => {
  const couple = () => {
    const { mother, father } = coupleOf(studio());
    return [mother, father].map((parent) => (typeof parent === 'string' ? parent : (parent?.name ?? null)));
  };

  it('is suggested until it is chosen, and never one cat twice', () => {
    expect(couple()).toEqual(['mimi', 'tom']);
    studio().setParent('father', 'mimi');
    expect(couple()).toEqual(['max', 'mimi']);
    studio().removeItem('max');
    studio().removeItem('tom');
    expect(couple()).toEqual([null, 'mimi']);
  });

  it('keeps the one when the other is chosen', () => {
    studio().setParent('mother', 'tom');
    expect(couple()).toEqual(['tom', 'mimi']); // who was shown as father is mother now
    useStudio.setState({ couple: { motherId: null, fatherId: null } });
    studio().setParent('mother', 'max');
    expect(couple()).toEqual(['max', 'tom']);
    studio().addItems([photo('new')]);
    expect(couple()).toEqual(['max', 'tom']);
    studio().setParent('father', 'mimi');
    expect(couple()).toEqual(['max', 'mimi']);
    studio().setParent('mother', 'new');
    expect(couple()).toEqual(['new', 'mimi']);
  });

  it('keeps a suggested father whose place among the free cats is another one', () => {
    studio().addItems([photo('ines')]);
    expect(couple()).toEqual(['mimi', 'max']);
    studio().setParent('mother', 'ines');
    expect(couple()).toEqual(['ines', 'max']);
  });

  it('is suggested with the selected cat as mother, but no drawing of what is no cat', () => {
    studio().selectItem('max');
    expect(couple()).toEqual(['max', 'tom']);
    studio().selectItem('tom');
    expect(couple()).toEqual(['tom', 'mimi']);
    studio().addItems(['dog', 'pizza', 'robot'].map((id) => ({ ...photo(id), shelf: 'notCats' as const })));
    studio().selectItem('dog');
    expect(couple()).toEqual(['mimi', 'tom']);
    for (const id of ['mimi', 'max', 'tom']) studio().removeItem(id);
    expect(couple()).toEqual([null, null]);
  });

  it('may be a kitten and a cat that is gone', () => {
    const { first } = threeGenerations();
    studio().setParent('mother', kittenId(first, 2));
    studio().setParent('father', itemKey(photo('max')));
    studio().removeItem('max');
    expect(couple()).toEqual([kittenId(first, 2), 'max']);
  });
});

it('knows whom another model cannot breed again', () => {
  const made = { kind: 'kept', id: 'made', name: 'made', styles: Float32Array.of(1, 2) } as const;
  const { first } = threeGenerations();
  studio().addLitter(made, kittenId(first, 1), 4);
  const fourth = newest();
  studio().addLitter(photo('tom'), kittenId(fourth, 1), 5);
  expect(littersOfMadeCats(studio().family).map(({ id }) => id)).toEqual([fourth, newest()]);
});
