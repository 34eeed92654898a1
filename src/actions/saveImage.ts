import { errorSentence } from '../store/errorSentences.ts';
import { useStudio } from '../store/studio.ts';

/** Makes a PNG file and hands it to the browser's downloads. */
export async function downloadImage(fileName: string, make: () => Promise<Blob>): Promise<void> {
  try {
    saveFile(fileName, await make());
  } catch (error) {
    useStudio.getState().notify(errorSentence(error), 'problem');
  }
}

/** Hands a file to the browser's downloads. */
export function saveFile(fileName: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Makes a PNG file and puts it on the clipboard. */
export async function copyImage(make: () => Promise<Blob>): Promise<void> {
  const { notify } = useStudio.getState();
  const picture = make();
  try {
    // The promise goes into the item: Safari forgets the click while a picture is being made.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
    notify('Copied to the clipboard.');
  } catch {
    // Either the picture could not be made, or the clipboard did not take it.
    const problem = await picture.then(
      () => 'The browser did not let the picture onto the clipboard: download the PNG instead.',
      errorSentence,
    );
    notify(problem, 'problem');
  }
}

/** A name that every file system takes. */
export const fileNameOf = (...parts: readonly string[]): string =>
  `${parts
    .join(' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')}.png`;
