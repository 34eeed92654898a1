import { packDirections } from '../modelFolder/directionsFile.ts';
import { wholeDirection } from '../pictures/directionAxes.ts';
import { useStudio } from '../store/studio.ts';
import { fileName } from '../words/fileName.ts';
import { saveFile } from './saveFile.ts';

/** Hands the list of directions to the browser's downloads, as a JSON file. */
export function saveDirections(): void {
  const { model, directions } = useStudio.getState();
  if (!model) return;
  const text = packDirections(model, directions.map(wholeDirection));
  saveFile(fileName(model.title, 'directions', 'json'), new Blob([text], { type: 'application/json' }));
}
