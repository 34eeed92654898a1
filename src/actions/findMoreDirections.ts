import { type DirectionAxis, dot, type FoundKind, nameDirections } from '../latent/directions.ts';
import { axisOf, listDirection } from '../pictures/directionAxes.ts';
import { engine } from '../pictures/runningEngine.ts';
import { useStudio } from '../store/studio.ts';
import { errorSentence } from '../words/errorSentences.ts';

/** So many come at a time. */
export const MORE_COUNT = 5;

/** Unit vectors whose product is nearer to 1 than this, or to -1, are one axis. */
const SAME_AXIS = 1e-3;

export interface MoreDirections {
  readonly kind: FoundKind;
  /** Blocks that they move, and whose style layers count. */
  readonly firstBlock: number;
  readonly lastBlock: number;
}

/** Puts the strongest directions of a kind that are not listed yet at the top of the list. */
export async function findMoreDirections({ kind, firstBlock, lastBlock }: MoreDirections): Promise<void> {
  const { notify } = useStudio.getState();
  const owner = engine();
  try {
    const count = useStudio.getState().directions.length + MORE_COUNT;
    const axes = await owner.findDirections({ kind, count, firstBlock, lastBlock });
    if (engine() !== owner) return;
    const { directions, addDirections } = useStudio.getState();
    const alike = directions.filter((listed) => listed.kind === kind).map(({ id }) => axisOf(id));
    const fresh = axes.filter((axis) => !alike.some((listed) => isSameAxis(axis, listed))).slice(0, MORE_COUNT);
    if (fresh.length === 0) return notify('Every direction of this sort is in the list already.');
    const takenNames = directions.map(({ name }) => name);
    addDirections(nameDirections(fresh, { kind, firstBlock, lastBlock }, takenNames).map(listDirection));
  } catch (error) {
    if (engine() === owner) notify(errorSentence(error), 'problem');
  }
}

/** Whether two axes are one line, whichever way they point. */
export const isSameAxis = (a: DirectionAxis, b: DirectionAxis): boolean =>
  1 - Math.abs(dot(a.vector, b.vector)) < SAME_AXIS;
