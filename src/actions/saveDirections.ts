import { packDirections } from '../modelFolder/directionsFile.ts';
import { wholeDirection } from '../store/directionAxes.ts';
import { useStudio } from '../store/studio.ts';
import { fileNameWith, saveFile } from './saveImage.ts';

/** Hands the list of directions to the browser's downloads, as a JSON file. */
export function saveDirections(): void {
  const { model, directions } = useStudio.getState();
  if (!model) return;
  const text = packDirections(model, directions.map(wholeDirection));
  saveFile(fileNameWith('json', model.title, 'directions'), new Blob([text], { type: 'application/json' }));
}
