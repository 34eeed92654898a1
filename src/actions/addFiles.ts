import { sortGivenFiles } from '../modelImport/givenFiles.ts';
import { addPhotos } from './addPhotos.ts';
import { importModels } from './importModels.ts';
import { openDirectionSheet } from './openDirectionSheet.ts';
import { openGridRecipe } from './openGridRecipe.ts';
import { openMorphRecipe } from './openMorphRecipe.ts';

/** Takes what was dropped, pasted or picked: photos into the library, models into this browser, exported grids, sheets and strips onto their tabs. */
export async function addFiles(files: readonly File[]): Promise<void> {
  const { models, photos } = sortGivenFiles(files);
  await Promise.all([addPictures(photos), importModels(models)]);
}

/** Photos, and what was exported: each opener says whether a file is one of its own. */
async function addPictures(files: readonly File[]): Promise<void> {
  const photos: File[] = [];
  for (const file of files) if (!(await openExported(file))) photos.push(file);
  await addPhotos(photos);
}

const openExported = async (file: File): Promise<boolean> =>
  (await openGridRecipe(file)) || (await openDirectionSheet(file)) || (await openMorphRecipe(file));
