import { keepComponents } from '../store/components.ts';
import { errorSentence } from '../store/errorSentences.ts';
import { engine } from '../store/session.ts';
import { useStudio } from '../store/studio.ts';

/** Samples of F that the components are found in. */
const SAMPLE_COUNT = 10_000;

/** Finds the principal components of W, once per model. */
export async function computeComponents(): Promise<void> {
  const { componentsJob, setComponentsJob } = useStudio.getState();
  if (componentsJob.state === 'running' || componentsJob.state === 'done') return;
  setComponentsJob({ state: 'running' });
  const owner = engine();
  try {
    const components = await owner.principalComponents(SAMPLE_COUNT);
    if (engine() !== owner) return;
    keepComponents(components);
    setComponentsJob({ state: 'done' });
  } catch (error) {
    if (engine() === owner) setComponentsJob({ state: 'failed', message: errorSentence(error) });
  }
}
