import { dropAssets } from '../store/assets.ts';
import { useStudio } from '../store/studio.ts';

/** Lets the pixels and latents of removed items go once no undo can bring them back. */
export function watchAssets(): void {
  let known = rememberedIds();
  useStudio.temporal.subscribe(() => {
    const before = known;
    known = rememberedIds();
    for (const id of before) if (!known.has(id)) dropAssets(id);
  });
}

/** Ids of all items that there are, were, or will be again. */
function rememberedIds(): ReadonlySet<string> {
  const { pastStates, futureStates } = useStudio.temporal.getState();
  const libraries = [useStudio.getState(), ...pastStates, ...futureStates].map(({ items }) => items ?? []);
  return new Set([...new Set(libraries)].flat().map(({ id }) => id));
}
