import { newId } from '../base/newId.ts';
import { mirroredFrame, mirroredWhole } from '../image/camera.ts';
import { readBytes } from '../image/readBytes.ts';
import { cropPhoto } from '../imageWorker/imageClient.ts';
import { rollSeed } from '../latent/rollSeed.ts';
import { keepPhoto } from '../pictures/assets.ts';
import { dreamOf } from '../pictures/blockSwaps.ts';
import type { PhotoItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { errorSentence } from '../words/errorSentences.ts';
import { locale } from '../words/language.ts';
import { nameWords } from '../words/nameWords.ts';
import { noticeWords } from '../words/noticeWords.ts';
import { frameFace } from './framing.ts';
import { joinBatch, type PhotoNote } from './photoBatch.ts';

/** Any resolution does for finding out whether a file is a photo, and its size. */
const PROBE_RESOLUTION = 64;

/**
 * Adds files to the library as they are decoded and selects the first good one. What became of them is one sentence in the
 * end, however many they are.
 * @param framed their frame, where it is known; without `crop` it is the middle. The face is looked for otherwise
 */
export async function addPhotos(
  files: readonly File[],
  framed: Partial<Pick<PhotoItem, 'crop' | 'face'>> | null = null,
): Promise<void> {
  const { addItems, selectItem } = useStudio.getState();
  const note = joinBatch('adding', files.length);
  let isFirst = true;
  let framing: Promise<void> = Promise.resolve();
  for (const file of files) {
    try {
      const item = { ...(await decode(file)), ...framed };
      addItems([item]);
      if (isFirst) selectItem(item.id);
      isFirst = false;
      if (framed) note({ kind: 'added', name: item.name, outcome: 'given' });
      else framing = framing.then(() => lookForFace(item, { isThorough: false })).then(note);
    } catch (error) {
      note({ kind: 'leftOut', name: file.name, error });
    }
  }
}

/** Looks for the faces in photos once more, and takes its time; whichever are found are framed. */
export async function frameAll(photos: readonly PhotoItem[]): Promise<void> {
  const note = joinBatch('framing', photos.length);
  for (const item of photos) note(await lookForFace(item, { isThorough: true }));
}

async function lookForFace(item: PhotoItem, options: { readonly isThorough: boolean }): Promise<PhotoNote> {
  const outcome = await frameFace(item, options).catch(() => 'left' as const); // the middle is a frame too
  return { kind: 'added', name: item.name, outcome };
}

async function decode(given: File): Promise<PhotoItem> {
  // Its bytes are kept: the file may be changed or deleted while the page is open.
  const { name, type, lastModified } = given;
  const file = new File([await readBytes(given, name)], name, { type, lastModified });
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
    .trim() || nameWords.photo;

/** Adds a cat that the model dreams up, and selects it. */
export function addRandomCat(): void {
  const id = newId('random'); // one seed may be dreamt twice
  const { addItems, selectItem } = useStudio.getState();
  addItems([{ ...dreamOf(rollSeed()), id }]);
  selectItem(id);
}

/**
 * Puts what the mirror shows into the library, as a photo framed as it is.
 * @param framed the face that the mirror follows, and its frame; null where it shows the middle
 */
export async function keepMirrored(
  video: HTMLVideoElement,
  framed: Required<Pick<PhotoItem, 'crop' | 'face'>> | null,
): Promise<void> {
  const side = Math.min(video.videoWidth, video.videoHeight);
  const canvas = framed ? mirroredWhole(video, side) : mirroredFrame(video, side);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  const name = nameWords.mirrored(new Date().toLocaleTimeString(locale()));
  await addPhotos([new File([blob], name, { type: 'image/png' })], framed ?? {});
  useStudio.getState().notify(noticeWords.inLibrary(name));
}

/**
 * Puts a made cat into the library, where it can be mixed and reshaped further. One that is there already is not put there twice.
 * @param photo the one that it was made after, beside which it is shown
 * @returns its id; null when it could not be made, which a notice says
 */
export async function keepStylesAsItem(
  name: string,
  makeStyles: () => Promise<Float32Array<ArrayBuffer>>,
  photo?: PhotoItem,
): Promise<string | null> {
  const { addItems, notify } = useStudio.getState();
  try {
    const styles = await makeStyles();
    const twin = useStudio.getState().items.find((item) => item.kind === 'kept' && isSame(item.styles, styles));
    if (twin) {
      notify(noticeWords.inLibraryAlready(twin.name));
      return twin.id;
    }
    const id = newId('kept');
    addItems([{ kind: 'kept', id, name, styles, ...(photo && { photo }) }]);
    notify(noticeWords.inLibrary(name));
    return id;
  } catch (error) {
    notify(errorSentence(error), 'problem');
    return null;
  }
}

const isSame = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);

/** Takes a cat out of the library and off the grid. */
export const removeItem = (id: string): void => useStudio.getState().removeItem(id);
