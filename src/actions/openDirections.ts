import type { Direction } from '../latent/directions.ts';
import { keepAxis } from '../store/directionAxes.ts';
import type { ListedDirection } from '../store/directionsSlice.ts';
import { errorSentence } from '../store/errorSentences.ts';
import { newId } from '../store/newId.ts';
import { engine } from '../store/session.ts';
import { setUnrecorded, useStudio } from '../store/studio.ts';

/** Principal components that the list begins with. */
const FIRST_COUNT = 10;

/** Begins the list of directions, once per model: the strongest principal components of W. */
export async function openDirections(): Promise<void> {
  const { directionsJob, setDirectionsJob } = useStudio.getState();
  if (directionsJob.state === 'running' || directionsJob.state === 'done') return;
  setDirectionsJob({ state: 'running' });
  const owner = engine();
  try {
    const axes = await owner.findDirections({ kind: 'pca', count: FIRST_COUNT });
    if (engine() !== owner) return;
    const lastBlock = owner.model.architecture.layerCount - 1;
    const directions = axes.map(
      (axis, i): Direction => ({
        ...axis,
        name: `Trait ${i + 1}`,
        kind: 'pca',
        firstBlock: 0,
        lastBlock,
        isStarred: false,
      }),
    );
    setUnrecorded({ directions: directions.map(listDirection) });
    setDirectionsJob({ state: 'done' });
  } catch (error) {
    if (engine() === owner) setDirectionsJob({ state: 'failed', message: errorSentence(error) });
  }
}

/** Gives a direction an id, and its axis a place. */
export function listDirection({ vector, centre, sigma, ...said }: Direction): ListedDirection {
  const id = newId('direction');
  keepAxis(id, { vector, centre, sigma });
  return { id, ...said };
}
