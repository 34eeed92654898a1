import type { Family, Kitten } from '../store/familySlice.ts';
import { pictures } from '../store/pictureCache.ts';
import { familyStyles, kittenRequest } from '../store/renderings.ts';
import { rowPng } from './exportPair.ts';
import { keepStylesAsItem } from './keepStylesAsItem.ts';
import { downloadImage, fileNameOf } from './saveImage.ts';

/** Gives a kitten a place in the library. */
export const keepKitten = (family: Family, { id, name }: Kitten): Promise<string | null> =>
  keepStylesAsItem(name, async () => new Float32Array(await familyStyles(family, id)));

export const downloadKitten = (family: Family, { id, name }: Kitten): Promise<void> =>
  downloadImage(fileNameOf(name), async () => rowPng([await pictures.get(kittenRequest(family, id))]));
