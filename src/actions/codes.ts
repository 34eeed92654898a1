import { newId } from '../base/newId.ts';
import { stylesOfCodes } from '../latent/codes.ts';
import { decodeNpy } from '../latent/npy.ts';
import type { KeptItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';

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
    notify(`“${file.name}” holds codes: drop it once the model is here.`, 'problem');
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
    const count = cats.length === 1 ? 'The cat' : `The ${cats.length} cats`;
    if (codes.length > MAX_CATS) {
      notify(`“${file.name}” holds ${codes.length} cats: the first ${MAX_CATS} are in your library now.`, 'problem');
    } else notify(`${count} of “${file.name}” ${cats.length === 1 ? 'is' : 'are'} in your library now.`);
  } catch (error) {
    notify(`“${file.name}” ${error instanceof Error ? error.message : 'cannot be read'}.`, 'problem');
  }
  return true;
}
