/** A photo as it was given, and its upright size in pixels. */
export interface Photo {
  readonly file: Blob;
  /** Object URL or address, for showing it. */
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** Photos by the id of their library item: a file and its URL are no data, and so not in the store. */
const photos = new Map<string, Photo>();

export function photoOf(id: string): Photo {
  const photo = photos.get(id);
  if (!photo) throw new Error(`There is no photo of library item ${id}.`);
  return photo;
}

export const keepPhoto = (id: string, photo: Photo): void => {
  photos.set(id, photo);
};

/**
 * Lets an item's photo go. The component that showed it may still do so in its last frame: hence the delay, within which
 * a sample cat may already have come back.
 */
export function dropPhoto(id: string): void {
  const photo = photos.get(id);
  setTimeout(() => {
    if (photo?.url.startsWith('blob:')) URL.revokeObjectURL(photo.url);
    if (photos.get(id) === photo) photos.delete(id);
  }, 1000);
}
