import { sortGivenFiles } from '../modelImport/givenFiles.ts';
import { addPhotos } from './addPhotos.ts';
import { importModels } from './importModels.ts';
import { openDirectionSheet } from './openDirectionSheet.ts';
import { openGridRecipe } from './openGridRecipe.ts';

/** Takes what was dropped, pasted or picked: photos into the library, models into this browser, exported grids and sheets onto their tabs. */
export async function addFiles(files: readonly File[]): Promise<void> {
  const { models, photos } = sortGivenFiles(files);
  await Promise.all([addPictures(photos), importModels(models)]);
}

/** Photos, and grids and sheets of directions that were exported. */
async function addPictures(files: readonly File[]): Promise<void> {
  const photos: File[] = [];
  for (const file of files) {
    if (!(await openGridRecipe(file)) && !(await openDirectionSheet(file))) photos.push(file);
  }
  await addPhotos(photos);
}
