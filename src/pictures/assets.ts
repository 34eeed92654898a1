/** A photo as it was given, and its upright size in pixels. */
export interface Photo {
  readonly file: Blob;
  /** Object URL or address, for showing it. */
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** Files and latents of library items, by item id: what cannot be serialised and so is not in the store. */
const photos = new Map<string, Photo>();
const styles = new Map<string, Float32Array<ArrayBuffer>>();

export function photoOf(id: string): Photo {
  const photo = photos.get(id);
  if (!photo) throw new Error(`There is no photo of library item ${id}.`);
  return photo;
}

/** Styles [2L · S] of a kept cat. */
export function keptStyles(id: string): Float32Array<ArrayBuffer> {
  const kept = styles.get(id);
  if (!kept) throw new Error(`There are no styles of library item ${id}.`);
  return kept;
}

export const keepPhoto = (id: string, photo: Photo): void => {
  photos.set(id, photo);
};

export const keepStyles = (id: string, kept: Float32Array<ArrayBuffer>): void => {
  styles.set(id, kept);
};

/**
 * Lets an item's data go. The component that showed it may still do so in its last frame: hence the delay, within which
 * a sample cat may already have come back.
 */
export function dropAssets(id: string): void {
  const photo = photos.get(id);
  const kept = styles.get(id);
  setTimeout(() => {
    if (photo?.url.startsWith('blob:')) URL.revokeObjectURL(photo.url);
    if (photos.get(id) === photo) photos.delete(id);
    if (styles.get(id) === kept) styles.delete(id);
  }, 1000);
}
