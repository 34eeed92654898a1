import { openArchivedCodes } from './codes.ts';
import { openExported } from './recipes.ts';

/**
 * Opens a zip that was made here: the grid in it, or the cats of its codes. Its pictures are made of these, and no photos.
 * @param name of its file
 * @param pictures in it
 * @param others codes and tables in it
 * @returns whether it is one
 */
export async function openArchive(name: string, pictures: readonly File[], others: readonly File[]): Promise<boolean> {
  const codes = others.find((file) => /\.npy$/i.test(file.name));
  if (!codes) return false;
  for (const picture of pictures) if (await openExported(picture)) return true;
  return openArchivedCodes(
    codes,
    others.filter((file) => file !== codes),
    name,
  );
}
