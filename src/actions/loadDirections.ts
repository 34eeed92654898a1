import type { Direction } from '../latent/directions.ts';
import { parseDirections } from '../modelFolder/directionsFile.ts';
import { axisOf, listDirection } from '../pictures/directionAxes.ts';
import type { ListedDirection } from '../store/directionsSlice.ts';
import { useStudio } from '../store/studio.ts';
import { isSameAxis } from './findMoreDirections.ts';

/**
 * Takes in a file of saved directions: they come first, with the names and in the order of the file, then those of the list
 * that are not in it. A file that cannot be used is a sentence, and the list stays as it is.
 */
export async function loadDirections(file: File): Promise<void> {
  const { model, notify } = useStudio.getState();
  if (!model) return;
  let loaded: Direction[];
  try {
    loaded = parseDirections(await file.text(), `“${file.name}”`, model);
  } catch (error) {
    const reason = error instanceof Error ? error.message : `“${file.name}” cannot be read.`;
    return notify(`${reason} Your list is as it was.`, 'problem');
  }
  const count = takeInDirections(loaded);
  notify(`“${file.name}”: ${count === 1 ? '1 direction' : `${count} directions`}, now first in the list.`);
}

/** Puts saved directions first in the list. @returns how many they are */
export function takeInDirections(saved: readonly Direction[]): number {
  const { directions, setDirections } = useStudio.getState();
  const rest = [...directions];
  const first = saved.map((direction) => {
    const same = rest.findIndex((listed) => isSameDirection(direction, listed));
    return same < 0 ? listDirection(direction) : renamed(rest.splice(same, 1)[0]!, direction);
  });
  setDirections([...first, ...rest]);
  return first.length;
}

/** Whether a listed direction is a saved one, so that cats stay where they were moved along it. */
const isSameDirection = (saved: Direction, { id, kind }: ListedDirection): boolean => {
  const axis = axisOf(id);
  const points = saved.vector.reduce((sum, entry, i) => sum + entry * axis.vector[i]!, 0);
  return saved.kind === kind && points > 0 && isSameAxis(saved, axis);
};

const renamed = ({ id }: ListedDirection, { vector, centre, sigma, ...said }: Direction): ListedDirection => ({
  id,
  ...said,
});
