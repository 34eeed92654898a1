import { pairOf } from '../pictures/pictureSpec.ts';
import { stylesOf } from '../pictures/renderings.ts';
import { useStudio } from '../store/studio.ts';
import { fileName } from '../words/fileName.ts';
import { fileWords } from '../words/fileWords.ts';
import { likenessTable } from '../words/likenessTable.ts';
import { inOwnWords } from '../words/modelSentences.ts';
import { archive, numbered } from './archive.ts';
import { measuredLibrary } from './measureLikeness.ts';
import { downloadFile } from './saveFile.ts';

/**
 * Hands out the library as one zip, in the order that is shown: of each cat what the model is given and what it makes of
 * it, as PNG at the model's resolution; their figures as CSV; their codes as NumPy reads them, a row for each.
 */
export const downloadLibrary = (): Promise<void> => libraryZip(null);

/** The same of some of its cats; null is for all. */
export async function libraryZip(ids: readonly string[] | null): Promise<void> {
  const { model } = useStudio.getState();
  if (model)
    await downloadFile(fileName(inOwnWords(model).title, ids ? fileWords.cats : fileWords.library, 'zip'), () =>
      zipped(ids),
    );
}

async function zipped(ids: readonly string[] | null): Promise<Blob> {
  const measured = await measuredLibrary(ids);
  const pictures = measured.flatMap(({ item }, i) => {
    const number = numbered(i, measured.length);
    const { input, redrawn } = pairOf(item); // whose figures are in the table
    return [
      { file: `${number}-${fileName(item.name, fileWords.given)}`, spec: input },
      { file: `${number}-${fileName(item.name, fileWords.reconstruction)}`, spec: redrawn },
    ];
  });
  const codes = await Promise.all(measured.map(({ item }) => stylesOf(item)));
  const { name } = useStudio.getState().model!;
  return archive(pictures, codes, {
    [fileName('', fileWords.likeness, 'csv')]: new Blob([likenessTable(measured, name)]),
  });
}
