import { drawPixels } from '../image/drawPixels.ts';
import type { Pixels } from '../image/pixels.ts';
import { useStudio } from '../store/studio.ts';
import { errorSentence } from '../words/errorSentences.ts';
import type { NoticeOffer } from '../words/notice.ts';
import { noticeWords } from '../words/noticeWords.ts';
import { rememberCopied } from './copiedPicture.ts';

/** After so long people wonder whether their press was noticed. */
const PATIENCE_MS = 1000;

/** Browsers that ask where to save read the file only when that is answered. */
const URL_LIFE_MS = 60_000;

/** Makes a file and hands it to the browser's downloads; says so when it takes long, when it is there, and when it failed. */
export async function downloadFile(name: string, make: () => Promise<Blob>): Promise<void> {
  const { notify } = useStudio.getState();
  const waiting = noticeWords.saving.waiting(name);
  const patience = setTimeout(() => notify(waiting), PATIENCE_MS);
  try {
    saveFile(name, await make());
  } catch (error) {
    notify(errorSentence(error), 'problem');
  } finally {
    clearTimeout(patience);
    takeBack(waiting);
  }
}

/** Takes a sentence off the page that holds no longer. */
function takeBack(sentence: string): void {
  const { notices, dismissNotice } = useStudio.getState();
  for (const { id, text } of notices) if (text === sentence) dismissNotice(id);
}

/** Hands a file to the browser's downloads, and says so. */
export function saveFile(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), URL_LIFE_MS);
  useStudio
    .getState()
    .notify(noticeWords.saving.done(name), 'plain', shareOffer(new File([file], name, { type: file.type })));
}

/** Where the device has a share sheet that takes the file. It opens on a click alone, which was long ago when a film is done. */
function shareOffer(file: File): NoticeOffer | undefined {
  if (!navigator.canShare?.({ files: [file] })) return undefined;
  const share = () =>
    navigator.share({ files: [file] }).catch((error: unknown) => {
      const isChangeOfMind = error instanceof DOMException && error.name === 'AbortError';
      if (!isChangeOfMind) useStudio.getState().notify(noticeWords.saving.notShared(file.name), 'problem');
    });
  return { text: noticeWords.saving.share, accept: () => void share() };
}

/** Makes a PNG file and puts it on the clipboard. */
export async function copyImage(make: () => Promise<Blob>): Promise<void> {
  const { notify } = useStudio.getState();
  const picture = make();
  try {
    // The promise goes into the item: Safari forgets the click while a picture is being made.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
    rememberCopied(await picture);
    notify(noticeWords.saving.copied);
  } catch {
    // Either the picture could not be made, or the clipboard did not take it.
    const problem = await picture.then(() => noticeWords.saving.noClipboard, errorSentence);
    notify(problem, 'problem');
  }
}

/** Smaller pictures are enlarged to this many pixels per side. */
const EXPORT_SIZE = 512;

/**
 * Pictures side by side as a PNG file, enlarged as they are shown.
 * @param size pixels per side of each
 */
export async function rowPng(row: readonly Pixels[], size = Math.max(EXPORT_SIZE, row[0]!.width)): Promise<Blob> {
  const { zoom } = useStudio.getState();
  const canvas = new OffscreenCanvas(size * row.length, size);
  const context = canvas.getContext('2d')!;
  row.forEach((pixels, i) => {
    drawPixels(context, pixels, { left: i * size, top: 0, size }, zoom);
  });
  return canvas.convertToBlob({ type: 'image/png' });
}
