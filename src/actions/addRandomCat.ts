import { newId } from '../base/newId.ts';
import { rollSeed } from '../latent/rollSeed.ts';
import { dreamOf } from '../pictures/layerTrial.ts';
import { useStudio } from '../store/studio.ts';

/** Adds a cat that the model dreams up, and selects it. */
export function addRandomCat(): void {
  const id = newId('random'); // one seed may be dreamt twice
  const { addItems, selectItem } = useStudio.getState();
  addItems([{ ...dreamOf(rollSeed()), id }]);
  selectItem(id);
}
