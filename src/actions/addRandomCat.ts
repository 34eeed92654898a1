import { newId } from '../store/newId.ts';
import { useStudio } from '../store/studio.ts';

const MAX_SEED = 99_999;

/** Adds a cat that the model dreams up, and selects it. */
export function addRandomCat(): void {
  const seed = Math.floor(Math.random() * (MAX_SEED + 1));
  const id = newId('random');
  const { addItems, selectItem } = useStudio.getState();
  addItems([{ kind: 'random', id, name: `Dream ${seed}`, seed }]);
  selectItem(id);
}
