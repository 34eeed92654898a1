import { newId } from '../base/newId.ts';
import { pngDataOf, withPngData } from '../image/pngText.ts';
import { keepPhoto, photoOf } from '../pictures/assets.ts';
import { readSession, SESSION_VERSION } from '../session/sessionFormat.ts';
import { type LibraryItem, photosOf } from '../store/librarySlice.ts';
import { selectContentModel } from '../store/sessionSlice.ts';
import { useStudio } from '../store/studio.ts';

/*
 * An exported picture may carry the photos of its cats, so that it opens as it was: a project of those cats alone
 * (`session/projectFile.ts`) in a chunk of the PNG file.
 */

/** Not needed to show the picture, and no chunk of the PNG specification. */
const PHOTOS_CHUNK = 'alPh';

/** What the page loads only for photos in pictures. */
const projectFile = () => import('../session/projectFile.ts');

/** The cats that have photos, each once. */
export const withPhotos = (items: readonly LibraryItem[]): readonly LibraryItem[] => [
  ...new Set(items.filter((item) => photosOf(item).length > 0)),
];

/** Bytes of their photos, as they were given. */
export function bytesOfPhotos(items: readonly LibraryItem[]): number {
  const ids = new Set(items.flatMap(photosOf).map(({ id }) => id));
  return [...ids].reduce((sum, id) => sum + photoOf(id).file.size, 0);
}

/**
 * The PNG file with the photos of some cats in it.
 * @throws RangeError when they are larger than a project may be
 */
export async function carryPhotos(png: Blob, items: readonly LibraryItem[]): Promise<Blob> {
  const { packProject } = await projectFile();
  const photos = new Map(items.flatMap(photosOf).map(({ id }) => [id, photoOf(id)]));
  const model = selectContentModel(useStudio.getState());
  const project = await packProject({
    written: { version: SESSION_VERSION, model, parts: { library: { items } } },
    photos,
  });
  const [picture, data] = await Promise.all([png.arrayBuffer(), project.arrayBuffer()]);
  return new Blob([withPngData(new Uint8Array(picture), PHOTOS_CHUNK, new Uint8Array(data))], { type: png.type });
}

/** The cats whose photos a picture carries, with ids of their own here, by those that they had. What is damaged is not among them. */
export async function carriedItems(png: Blob): Promise<ReadonlyMap<string, LibraryItem>> {
  const data = await pngDataOf(png, PHOTOS_CHUNK);
  if (!data) return new Map();
  const { readProject } = await projectFile();
  try {
    const { written, photos } = await readProject(data);
    const { state } = readSession(written, new Set(photos.keys()));
    const ids = new Map([...photos].map(([id, photo]) => [id, keepAnew(photo)]));
    const renamed = <Item extends LibraryItem>(item: Item): Item => ({
      ...item,
      id: ids.get(item.id) ?? newId(item.kind),
    });
    return new Map(
      (state.items ?? []).map((item) => {
        if (item.kind !== 'kept' || !item.photo) return [item.id, withoutShelf(renamed(item))];
        return [item.id, { ...renamed(item), photo: withoutShelf(renamed(item.photo)) }];
      }),
    );
  } catch {
    return new Map(); // damaged, or of a newer studio: the recipe has their reconstructions
  }
}

/** @returns the id under which a photo is kept here */
function keepAnew(photo: { readonly file: Blob; readonly width: number; readonly height: number }): string {
  const id = newId('photo');
  keepPhoto(id, { ...photo, url: URL.createObjectURL(photo.file) });
  return id;
}

/** A sample that the page has no more is one's own from then on; where it comes from goes on being said. */
function withoutShelf<Item extends LibraryItem>(item: Item): Item {
  if (item.kind !== 'photo') return item;
  const { shelf: _, ...own } = item;
  return own as Item;
}
