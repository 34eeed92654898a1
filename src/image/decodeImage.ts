import { readHeader, withAvifBrand } from './header.ts';
import { ImageError } from './imageError.ts';
import { imageRefusal, refuseHuge } from './imageRefusal.ts';
import { withoutInkProfile } from './inkProfile.ts';
import type { Pixels } from './pixels.ts';
import { readBytes } from './readBytes.ts';

/** Safari's canvases hold no more pixels; larger photos are worked on smaller. */
const MAX_CANVAS_PIXELS = 16_777_216;
/** The longest side of a canvas that every browser draws. */
const MAX_CANVAS_SIDE = 16_384;

/** A photo, upright. */
export interface DecodedPhoto {
  /** As the file has them. */
  readonly width: number;
  readonly height: number;
  /** Opaque, and smaller than the photo where that is very large. */
  readonly pixels: Pixels;
}

/**
 * Decodes an image file, turned as its EXIF data say, on white where it is transparent. For workers: a large photo
 * takes a while.
 * @throws ImageError when it is no image, damaged, or too large
 */
export async function decodeImage(file: Blob, name: string): Promise<DecodedPhoto> {
  const bytes = await readBytes(file, name);
  refuseHuge(bytes, name);
  try {
    return await drawn(await openBitmap(bytes, file.type));
  } catch (cause) {
    const refusal = await imageRefusal(bytes, name, 'this browser');
    throw new ImageError(refusal.code, refusal.message, { cause });
  }
}

/** The browser's own decoder, whatever the header says, and after it those that come with the page. */
async function openBitmap(bytes: Uint8Array<ArrayBuffer>, givenType: string): Promise<ImageBitmap> {
  const open = (source: ImageBitmapSource) => createImageBitmap(source, { imageOrientation: 'from-image' });
  const format = readHeader(bytes)?.format;
  try {
    // By what it is, not by how it is called.
    return await open(
      new Blob([format === 'jpeg' ? withoutInkProfile(bytes) : bytes], {
        type: format ? `image/${format}` : givenType,
      }),
    );
  } catch (error) {
    if (format === 'avif') return open(new Blob([withAvifBrand(bytes)], { type: 'image/avif' }));
    if (format !== 'heic') throw error;
    const { decodeHeic } = await import('./decodeHeic.ts');
    const { data, width, height } = await decodeHeic(bytes);
    return open(new ImageData(data, width, height));
  }
}

async function drawn(bitmap: ImageBitmap): Promise<DecodedPhoto> {
  const { width, height } = bitmap;
  const scale = Math.min(1, Math.sqrt(MAX_CANVAS_PIXELS / (width * height)), MAX_CANVAS_SIDE / Math.max(width, height));
  const [shownWidth, shownHeight] = [width, height].map((side) => Math.max(1, Math.floor(scale * side))) as [
    number,
    number,
  ];
  let shown = bitmap;
  try {
    if (scale < 1) {
      const size = { resizeWidth: shownWidth, resizeHeight: shownHeight };
      shown = await createImageBitmap(bitmap, { ...size, resizeQuality: 'high' });
    }
    const context = new OffscreenCanvas(shownWidth, shownHeight).getContext('2d', { willReadFrequently: true })!;
    context.fillStyle = 'white';
    context.fillRect(0, 0, shownWidth, shownHeight);
    context.drawImage(shown, 0, 0);
    const { data } = context.getImageData(0, 0, shownWidth, shownHeight);
    const pixels = { width: shownWidth, height: shownHeight, data: data as Uint8ClampedArray<ArrayBuffer> };
    return { width, height, pixels };
  } finally {
    shown.close();
    bitmap.close();
  }
}
