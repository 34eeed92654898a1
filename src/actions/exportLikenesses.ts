import { orderItems } from '../store/libraryOrder.ts';
import { itemKey } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { fileName } from '../words/fileName.ts';
import { likenessTable } from '../words/likenessTable.ts';
import { measureLibrary } from './measureLibrary.ts';
import { saveFile } from './saveFile.ts';

/**
 * Measures what is not measured yet and hands out the library's figures as a table, in the order that is shown. Pictures
 * that could not be computed are not in it.
 */
export async function downloadLikenesses(): Promise<void> {
  await measureLibrary();
  const { model, items, likenesses, libraryOrder: order, likenessMeasure: measure } = useStudio.getState();
  if (!model) return;
  const measured = orderItems(items, { order, measure, likenesses }).flatMap((item) => {
    const likeness = likenesses[itemKey(item)];
    return likeness ? { item, likeness } : [];
  });
  const table = likenessTable(measured, model.name);
  saveFile(fileName(model.title, 'likeness', 'csv'), new Blob([table], { type: 'text/csv' }));
}
