import { coupleOf, type ParentRole, parentKey } from '../store/familySlice.ts';
import { itemKey } from '../store/librarySlice.ts';
import { pickedItems } from '../store/pickSlice.ts';
import { useStudio } from '../store/studio.ts';
import { noticeWords } from '../words/noticeWords.ts';
import { frameAll } from './library.ts';
import { libraryZip } from './libraryArchive.ts';
import { MOST_ON_GRID } from './mix.ts';
import { offerUndo } from './undo.ts';

/** Where on the grid cats are put: across the top, down the left, or both, in the place of what is there. */
export type GridPlace = 'sources' | 'rows' | 'eachWithEach';

/** Puts cats on the mixing grid; those that stand on that margin already are not put there twice. */
export function putOnGrid(ids: readonly string[], place: GridPlace): void {
  const { sources, rows, addSource, addRow, setMargins, notify } = useStudio.getState();
  if (place === 'eachWithEach') {
    const shown = ids.slice(0, MOST_ON_GRID);
    setMargins(shown, shown);
    if (shown.length < ids.length) notify(noticeWords.pick.first(shown.length, ids.length));
    return;
  }
  const there = place === 'sources' ? sources : rows.map(({ itemId }) => itemId);
  const fresh = ids.filter((id) => !there.includes(id));
  for (const id of fresh) place === 'sources' ? addSource(id) : addRow(id);
  if (fresh.length === 0) notify(ids.length === 1 ? noticeWords.pick.itIsThere : noticeWords.pick.theyAreThere);
}

/** Puts cats at the end of the film. */
export function putInFilm(ids: readonly string[]): void {
  for (const id of ids) useStudio.getState().addMorphKey(id);
}

/** Makes a cat of the library a parent to be. */
export function takeAsParent(role: ParentRole, id: string): void {
  const studio = useStudio.getState();
  const item = studio.items.find((candidate) => candidate.id === id);
  const other = coupleOf(studio)[role === 'mother' ? 'father' : 'mother'];
  if (item && other && parentKey(other) === itemKey(item)) {
    studio.notify(noticeWords.pick.otherParent(item.name));
    return;
  }
  studio.setParent(role, id);
}

/** Puts the picked cats on the grid, and shows it. */
export function mixPicked(place: GridPlace): void {
  const studio = useStudio.getState();
  putOnGrid(
    pickedItems(studio).map(({ id }) => id),
    place,
  );
  studio.setMixView('grid');
  studio.setTab('mix');
}

/** Makes the picked cats a film, or puts them at the end of the one that somebody has made. */
export function filmPicked(): void {
  const studio = useStudio.getState();
  if (studio.morph.keys === null) studio.changeMorph({ keys: [] }); // nothing but a suggestion
  putInFilm(pickedItems(studio).map(({ id }) => id));
  studio.setTab('morph');
}

/** Shows the picked cats and no others beside their reconstructions. */
export const comparePicked = (): void => useStudio.getState().setTab('reconstruct');

/** Looks for faces in the picked photos. */
export const framePicked = (): Promise<void> =>
  frameAll(pickedItems(useStudio.getState()).filter((item) => item.kind === 'photo'));

/** Hands out the picked cats as a zip. */
export const downloadPicked = (): Promise<void> => libraryZip(useStudio.getState().pickedIds ?? []);

/** Takes the picked cats out of the library and off the grid. */
export function removePicked(): void {
  const { pickedIds, removeItems, notify } = useStudio.getState();
  if (!pickedIds || pickedIds.length === 0) return;
  removeItems(pickedIds);
  const count = pickedIds.length;
  notify(count === 1 ? noticeWords.pick.oneLeft : noticeWords.pick.manyLeft(count), 'plain', offerUndo());
}
