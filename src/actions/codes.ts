import { newId } from '../base/newId.ts';
import { stylesOfCodes } from '../latent/codes.ts';
import { decodeNpy } from '../latent/npy.ts';
import type { KeptItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { translated } from '../words/language.ts';
import { noticeWords } from '../words/noticeWords.ts';

/** More cats at once than anybody looks at would only bury the library. */
const MAX_CATS = 100;

/**
 * Takes the codes of a .npy file for cats of the model in use, [N, S] or [N, 2L, S]: they join the library. What is wrong
 * with it is a notice.
 * @returns whether the file is one
 */
export async function openCodes(file: File): Promise<boolean> {
  if (!/\.npy$/i.test(file.name)) return false;
  const { model, notify, addItems } = useStudio.getState();
  if (!model) {
    notify(noticeWords.codes.needModel(file.name), 'problem');
    return true;
  }
  try {
    const codes = stylesOfCodes(decodeNpy(new Uint8Array(await file.arrayBuffer())), model.architecture);
    const stem = file.name.replace(/\.npy$/i, '');
    const cats = codes.slice(0, MAX_CATS).map(
      (styles, i): KeptItem => ({
        kind: 'kept',
        id: newId('kept'),
        name: codes.length === 1 ? stem : `${stem} ${i + 1}`,
        styles,
      }),
    );
    addItems(cats);
    if (codes.length > MAX_CATS) {
      notify(noticeWords.codes.first(file.name, codes.length, MAX_CATS), 'problem');
    } else {
      notify(cats.length === 1 ? noticeWords.codes.one(file.name) : noticeWords.codes.many(file.name, cats.length));
    }
  } catch (error) {
    const problem = error instanceof Error ? translated(error.message) : noticeWords.codes.unreadable;
    notify(noticeWords.codes.wrong(file.name, problem), 'problem');
  }
  return true;
}
