import { pictures } from '../pictures/pictureCache.ts';
import { familyStyles, kittenRequest } from '../pictures/renderings.ts';
import type { Family, Kitten } from '../store/familySlice.ts';
import { fileName } from '../words/fileName.ts';
import { rowPng } from './exportPair.ts';
import { keepStylesAsItem } from './keepStylesAsItem.ts';
import { downloadFile } from './saveFile.ts';

/** Gives a kitten a place in the library. */
export const keepKitten = (family: Family, { id, name }: Kitten): Promise<string | null> =>
  keepStylesAsItem(name, async () => new Float32Array(await familyStyles(family, id)));

export const downloadKitten = (family: Family, { id, name }: Kitten): Promise<void> =>
  downloadFile(fileName(name, 'kitten'), async () => rowPng([await pictures.get(kittenRequest(family, id))]));
