import { coupleOf, type Litter, parseKittenId, selectShownLitter } from '../store/familySlice.ts';
import { useStudio } from '../store/studio.ts';

/** Seeds that people can read out to each other. */
const SEED_RANGE = 100_000;
const rollSeed = () => Math.floor(Math.random() * SEED_RANGE);

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
  const isLoved = Object.keys(litter.names).length > 0 || hasDescendants(litter);
  studio.addLitter(parent(litter.motherId), parent(litter.fatherId), rollSeed(), isLoved ? undefined : litter.id);
}

function hasDescendants({ id }: Litter): boolean {
  const { family } = useStudio.getState();
  return family.litters.some(({ motherId, fatherId }) =>
    [motherId, fatherId].some((parentId) => parseKittenId(parentId).litterId === id),
  );
}
