import { rollSeed } from '../latent/rollSeed.ts';
import { branchOf, coupleOf, selectShownLitter } from '../store/familySlice.ts';
import { useStudio } from '../store/studio.ts';

/** Gives the couple a litter. */
export function breedLitter(): void {
  const studio = useStudio.getState();
  const { mother, father } = coupleOf(studio);
  if (mother && father) studio.addLitter(mother, father, rollSeed());
}

/**
 * Gives the parents of the shown litter another one, in its place; beside it when one of its kittens has a name of its
 * own or kittens. Without a litter it gives the couple its first.
 */
export function rerollLitter(): void {
  const studio = useStudio.getState();
  const litter = selectShownLitter(studio);
  if (!litter) {
    breedLitter();
    return;
  }
  const parent = (id: string) => studio.family.founders[id] ?? id;
  const isLoved = Object.keys(litter.names).length > 0 || branchOf(studio.family, litter.id).length > 1;
  studio.addLitter(parent(litter.motherId), parent(litter.fatherId), rollSeed(), isLoved ? undefined : litter.id);
}
