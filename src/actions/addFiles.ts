import { sortGivenFiles } from '../modelImport/givenFiles.ts';
import { useStudio } from '../store/studio.ts';
import { importModels } from './importModels.ts';
import { addPhotos } from './library.ts';
import { openExported } from './recipes.ts';

/** Takes what was dropped, pasted or picked: photos into the library, models into this browser, exported grids, sheets and strips onto their tabs. */
export async function addFiles(files: readonly File[]): Promise<void> {
  const { models, photos } = sortGivenFiles(files);
  await Promise.all([addPictures(photos), importModels(models)]);
}

/** Photos, and what was exported. */
async function addPictures(files: readonly File[]): Promise<void> {
  const photos: File[] = [];
  for (const file of files) if (!(await openExported(file))) photos.push(file);
  await addPhotos(photos);
}

/** Says that a dropped entry did not become a file: the browser names none. */
export const sayUnreadable = (): void =>
  useStudio
    .getState()
    .notify(
      'What was dropped cannot be read: if it lies in an archive or on a device, copy it to a folder and drop it from there.',
      'problem',
    );
