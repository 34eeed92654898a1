import { branchOf, type Litter } from '../store/familySlice.ts';
import { useStudio } from '../store/studio.ts';

/** Takes a litter and all that descends from it out of the family tree. */
export function removeBranch(litter: Litter): void {
  const { family, removeLitters, notify } = useStudio.getState();
  const branch = branchOf(family, litter.id);
  removeLitters(branch.map(({ id }) => id));
  notify(
    `${branch.length === 1 ? 'The litter' : `${branch.length} litters`} left the tree: Ctrl Z brings back who went.`,
  );
}
