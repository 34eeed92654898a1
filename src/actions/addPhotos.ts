import { newId } from '../base/newId.ts';
import { cropPhoto } from '../imageWorker/imageClient.ts';
import { keepPhoto } from '../pictures/assets.ts';
import type { PhotoItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { errorSentence } from '../words/errorSentences.ts';
import { frameFace } from './frameFace.ts';

/** Any resolution does for finding out whether a file is a photo, and its size. */
const PROBE_RESOLUTION = 64;

/**
 * Adds files to the library as they are decoded and selects the first good one; each bad one is a sentence.
 * @param isFramed the middle of each is known to be the face, which is looked for otherwise
 */
export async function addPhotos(files: readonly File[], isFramed = false): Promise<void> {
  const { notify, addItems, selectItem } = useStudio.getState();
  let isFirst = true;
  for (const file of files) {
    try {
      const item = await decode(file);
      addItems([item]);
      if (isFirst) selectItem(item.id);
      isFirst = false;
      if (!isFramed) void frameFace(item).catch(() => {}); // the middle is a frame too
    } catch (error) {
      notify(errorSentence(error), 'problem');
    }
  }
}

async function decode(file: File): Promise<PhotoItem> {
  const { box, width, height } = await cropPhoto(file, { resolution: PROBE_RESOLUTION });
  const id = newId('photo');
  keepPhoto(id, { file, url: URL.createObjectURL(file), width, height });
  return { kind: 'photo', id, name: nameOf(file), crop: box };
}

/** The file's name in words, as it is read on the page. */
const nameOf = (file: File): string =>
  file.name
    .replace(/\.[^.]+$/, '')
    .replace(/_+/g, ' ')
    .trim() || 'Photo';
