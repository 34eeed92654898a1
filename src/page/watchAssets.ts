import { dropPhoto } from '../pictures/assets.ts';
import { photosOf } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';

/** Lets the photos of removed items go once no undo can bring them back and no kitten descends from them. */
export function watchAssets(): void {
  let known = rememberedIds();
  useStudio.temporal.subscribe(() => {
    const before = known;
    known = rememberedIds();
    for (const id of before) if (!known.has(id)) dropPhoto(id);
  });
}

/** Ids of all photos of items that there are, were, or will be again, and of those whose kittens are drawn from them. */
function rememberedIds(): ReadonlySet<string> {
  const { pastStates, futureStates } = useStudio.temporal.getState();
  const states = [useStudio.getState(), ...pastStates, ...futureStates];
  const libraries = new Set(states.map(({ items }) => items ?? []));
  const families = new Set(states.map(({ family }) => Object.values(family?.founders ?? {})));
  return new Set(
    [...libraries, ...families]
      .flat()
      .flatMap(photosOf)
      .map(({ id }) => id),
  );
}
