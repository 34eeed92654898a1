import type { Pixels } from './pixels.ts';

/**
 * Decodes an image file, turned as its EXIF data say, on white where it is transparent. For workers: a large photo
 * takes a while.
 * @throws DOMException when the browser cannot decode it
 */
export async function decodeImage(file: Blob): Promise<Pixels> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
    context.fillStyle = 'white';
    context.fillRect(0, 0, width, height);
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    return { width, height, data: data as Uint8ClampedArray<ArrayBuffer> };
  } finally {
    bitmap.close();
  }
}
