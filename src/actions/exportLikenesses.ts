import { orderItems } from '../store/libraryOrder.ts';
import { itemKey } from '../store/librarySlice.ts';
import { likenessTable } from '../store/likenessTable.ts';
import { useStudio } from '../store/studio.ts';
import { measureLibrary } from './measureLibrary.ts';
import { downloadImage } from './saveImage.ts';

/** Measures what is not measured yet and hands out the library's figures as a table, in the order that is shown. */
export async function downloadLikenesses(): Promise<void> {
  const modelName = useStudio.getState().model?.name ?? 'model';
  await downloadImage(`likeness-${modelName}.csv`, async () => {
    await measureLibrary();
    const { items, likenesses, libraryOrder: order, likenessMeasure: measure } = useStudio.getState();
    const measured = orderItems(items, { order, measure, likenesses }).flatMap((item) => {
      const likeness = likenesses[itemKey(item)];
      return likeness ? { item, likeness } : [];
    });
    return new Blob([likenessTable(measured, modelName)], { type: 'text/csv' });
  });
}
