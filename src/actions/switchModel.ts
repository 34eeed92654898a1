import { useStudio } from '../store/studio.ts';
import { openModel } from './loadModel.ts';

/**
 * Runs another model, published or kept, in the place of the one that runs; if it does not start, that one stays.
 * @returns whether it runs now
 */
export async function switchModel(name: string): Promise<boolean> {
  const before = useStudio.getState().modelJob;
  const outcome = await openModel(name);
  if (outcome.state === 'done') {
    const address = new URL(location.href);
    address.searchParams.set('model', name);
    history.replaceState(null, '', address);
    return true;
  }
  if (outcome.state === 'failed') {
    const { setModel, notify } = useStudio.getState();
    if (before.state === 'done') {
      setModel({ modelJob: before });
      notify(outcome.message, 'problem');
    } else {
      setModel({ modelJob: outcome });
    }
  }
  return false;
}
