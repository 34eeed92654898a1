import { findCheckpoints, type GivenModel, sortGivenFiles } from '../modelImport/givenFiles.ts';
import { useStudio } from '../store/studio.ts';
import { translated } from '../words/language.ts';
import { noticeWords } from '../words/noticeWords.ts';
import { asCopied } from './copiedPicture.ts';
import { importModels } from './importModels.ts';
import { addPhotos } from './library.ts';

/**
 * Takes what was dropped, pasted or picked: projects in the place of all that there is, then photos into the library, models
 * into this browser, exported grids, sheets and strips onto their tabs.
 */
export async function addFiles(given: readonly File[]): Promise<void> {
  const { openProjectsOf } = await import('./project.ts');
  const files = await openProjectsOf(given);
  const { models, photos } = sortGivenFiles(files, await findCheckpoints(files));
  const [unzipped, others] = await unzipPhotos(models);
  await Promise.all([addPictures([...photos, ...unzipped]), importModels(others)]);
}

/** Takes what was pasted: a picture that was copied here is the one that was copied. */
export const pasteFiles = async (files: readonly File[]): Promise<void> =>
  addFiles(await Promise.all(files.map(asCopied)));

/** Opens the zips that hold photos instead of a model, or what was exported. @returns the photos, and what is left to be taken for models */
async function unzipPhotos(given: readonly GivenModel[]): Promise<[File[], GivenModel[]]> {
  const photos: File[] = [];
  const others: GivenModel[] = [];
  for (const each of given) {
    const isZip = each.kind === 'file' && /\.zip$/i.test(each.name);
    const opened = isZip && (await (await import('../modelImport/zippedPhotos.ts')).openZippedPhotos(each.file));
    if (!opened) {
      others.push(each);
      continue;
    }
    if (opened.others.length > 0) {
      const { openArchive } = await import('./openArchive.ts');
      if (await openArchive(each.name, opened.photos, opened.others)) continue;
    }
    photos.push(...opened.photos);
    if (opened.leftOut.length === 0) continue;
    const say = opened.photos.length > 0 ? noticeWords.files.notAll : noticeWords.files.nothing;
    useStudio.getState().notify(say(each.name, opened.leftOut.map(translated).join('; ')), 'problem');
  }
  return [photos, others];
}

/** Photos, codes, and what was exported. */
async function addPictures(files: readonly File[]): Promise<void> {
  const [{ openCodes }, { openExported }] = await Promise.all([import('./codes.ts'), import('./recipes.ts')]);
  const photos: File[] = [];
  for (const file of files) if (!(await openCodes(file)) && !(await openExported(file))) photos.push(file);
  await addPhotos(photos);
}

/** Says that a dropped entry did not become a file: the browser names none. */
export const sayUnreadable = (): void => useStudio.getState().notify(noticeWords.files.unreadable, 'problem');
