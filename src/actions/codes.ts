import { newId } from '../base/newId.ts';
import { stylesOfCodes } from '../latent/codes.ts';
import { decodeNpy } from '../latent/npy.ts';
import type { Architecture } from '../networks/architecture.ts';
import type { KeptItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { translated } from '../words/language.ts';
import { noticeWords } from '../words/noticeWords.ts';
import { readTable } from '../words/table.ts';
import { takeInCats } from './recipes.ts';

/** Of the column that names the cats of codes, in the tables that lie beside them. */
const NAME_COLUMN = 'name';

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
    const codes = await codesIn(file, model.architecture);
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
    sayHowMany(file.name, codes.length);
  } catch (error) {
    const problem = error instanceof Error ? translated(error.message) : noticeWords.codes.unreadable;
    notify(noticeWords.codes.wrong(file.name, problem), 'problem');
  }
  return true;
}

/**
 * Takes the codes of an archive for cats, under the names of the table beside them; those that are in the library already stay.
 * @param archiveName of its file
 * @returns false where they are no codes of the model in use: its pictures are photos then
 */
export async function openArchivedCodes(file: File, tables: readonly File[], archiveName: string): Promise<boolean> {
  const { model, notify } = useStudio.getState();
  if (!model) {
    notify(noticeWords.codes.needModel(archiveName), 'problem');
    return true;
  }
  let codes: readonly Float32Array<ArrayBuffer>[];
  try {
    codes = await codesIn(file, model.architecture);
  } catch {
    return false; // whatever array it is, it lies beside photos
  }
  const names = await namesIn(tables, codes.length);
  const stem = file.name.replace(/\.npy$/i, '');
  await takeInCats(codes.slice(0, MAX_CATS).map((styles, i) => ({ name: names?.[i] || `${stem} ${i + 1}`, styles })));
  sayHowMany(archiveName, codes.length);
  return true;
}

/** @throws Error that says what is wrong, as the end of a sentence that names the file */
const codesIn = async (file: File, architecture: Architecture): Promise<Float32Array<ArrayBuffer>[]> =>
  stylesOfCodes(decodeNpy(new Uint8Array(await file.arrayBuffer())), architecture);

/** The names in the first table that has so many. */
async function namesIn(tables: readonly File[], count: number): Promise<readonly string[] | undefined> {
  for (const table of tables) {
    const [head, ...rows] = readTable(await table.text());
    const column = head?.indexOf(NAME_COLUMN) ?? -1;
    if (column >= 0 && rows.length === count) return rows.map((row) => row[column] ?? '');
  }
  return undefined;
}

function sayHowMany(fileName: string, count: number): void {
  const { notify } = useStudio.getState();
  if (count > MAX_CATS) notify(noticeWords.codes.first(fileName, count, MAX_CATS), 'problem');
  else notify(count === 1 ? noticeWords.codes.one(fileName) : noticeWords.codes.many(fileName, count));
}
