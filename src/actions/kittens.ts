import { rollSeed } from '../latent/rollSeed.ts';
import { familyStyles, getPicture } from '../pictures/renderings.ts';
import { branchOf, coupleOf, type Family, type Kitten, type Litter, selectShownLitter } from '../store/familySlice.ts';
import { useStudio } from '../store/studio.ts';
import { selectNoise } from '../store/viewSlice.ts';
import { fileName } from '../words/fileName.ts';
import { fileWords } from '../words/fileWords.ts';
import { noticeWords } from '../words/noticeWords.ts';
import { keepStylesAsItem } from './library.ts';
import { downloadFile, rowPng } from './saveFile.ts';

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

/** Gives a kitten a place in the library. */
export const keepKitten = (family: Family, { id, name }: Kitten): Promise<string | null> =>
  keepStylesAsItem(name, async () => new Float32Array(await familyStyles(family, id)));

export const downloadKitten = (family: Family, { id, name }: Kitten): Promise<void> =>
  downloadFile(fileName(name, fileWords.kitten), async () =>
    rowPng([await getPicture({ kind: 'kitten', family, id }, selectNoise(useStudio.getState()))]),
  );

/** Takes a litter and all that descends from it out of the family tree. */
export function removeBranch(litter: Litter): void {
  const { family, removeLitters, notify } = useStudio.getState();
  const branch = branchOf(family, litter.id);
  removeLitters(branch.map(({ id }) => id));
  notify(branch.length === 1 ? noticeWords.litterGone : noticeWords.littersGone(branch.length));
}
