import type { StudioEngine } from '../engine/protocol.ts';
import { type Direction, nameDirections } from '../latent/directions.ts';
import { listDirection } from '../pictures/directionAxes.ts';
import { engine } from '../pictures/runningEngine.ts';
import { changeThroughHistory } from '../store/pageChanges.ts';
import { useStudio } from '../store/studio.ts';
import { errorSentence } from '../words/errorSentences.ts';

/** Principal components that the list begins with, where a model brings no directions. */
const FIRST_COUNT = 10;

/** Begins the list of directions, once per model. */
export async function openDirections(): Promise<void> {
  const { directionsJob, setDirectionsJob } = useStudio.getState();
  if (directionsJob.state === 'running' || directionsJob.state === 'done') return;
  setDirectionsJob({ state: 'running' });
  const owner = engine();
  try {
    const directions = (await publishedDirections(owner)) ?? (await strongestDirections(owner));
    if (engine() !== owner) return;
    changeThroughHistory({ directions: directions.map(listDirection) });
    setDirectionsJob({ state: 'done' });
  } catch (error) {
    if (engine() === owner) setDirectionsJob({ state: 'failed', message: errorSentence(error) });
  }
}

/** What the model folder brings. If that is damaged, others can be computed: a notice says so. */
async function publishedDirections(owner: StudioEngine): Promise<readonly Direction[] | null> {
  try {
    return await owner.publishedDirections();
  } catch (error) {
    useStudio.getState().notify(`${errorSentence(error)} Directions are computed anew.`, 'problem');
    return null;
  }
}

async function strongestDirections(owner: StudioEngine): Promise<readonly Direction[]> {
  const axes = await owner.findDirections({ kind: 'pca', count: FIRST_COUNT });
  const lastBlock = owner.model.architecture.layerCount - 1;
  return nameDirections(axes, { kind: 'pca', firstBlock: 0, lastBlock });
}
