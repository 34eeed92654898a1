import { sortGivenFiles } from '../modelImport/givenFiles.ts';
import { addPhotos } from './addPhotos.ts';
import { importModels } from './importModels.ts';

/** Takes what was dropped, pasted or picked: photos into the library, models into this browser. */
export async function addFiles(files: readonly File[]): Promise<void> {
  const { models, photos } = sortGivenFiles(files);
  await Promise.all([addPhotos(photos), importModels(models)]);
}
