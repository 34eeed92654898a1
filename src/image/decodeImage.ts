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
    return await drawn(await openPhoto(bytes, file.type));
  } catch (cause) {
    const refusal = await imageRefusal(bytes, name, 'this browser');
    throw new ImageError(refusal.code, refusal.message, { cause });
  }
}

/** A photo, decoded by the browser. */
interface OpenedPhoto {
  /** Smaller than the photo where the browser cannot hold all of it. */
  readonly bitmap: ImageBitmap;
  /** Upright, as the file has them. */
  readonly width: number;
  readonly height: number;
}

/** The browser's own decoder, whatever the header says, and after it those that come with the page. */
async function openPhoto(bytes: Uint8Array<ArrayBuffer>, givenType: string): Promise<OpenedPhoto> {
  const { format, size } = readHeader(bytes) ?? {};
  // By what it is, not by how it is called.
  const given = format === 'jpeg' ? withoutInkProfile(bytes) : bytes;
  const blob = new Blob([given], { type: format ? `image/${format}` : givenType });
  try {
    return await openWhole(blob);
  } catch (error) {
    if (format === 'avif') return openWhole(new Blob([withAvifBrand(bytes)], { type: 'image/avif' }));
    if (format === 'heic') {
      const { decodeHeic } = await import('./decodeHeic.ts');
      const { data, width, height } = await decodeHeic(bytes);
      return openWhole(new ImageData(data, width, height));
    }
    if (size && size[0] * size[1] > MAX_CANVAS_PIXELS) return openSmaller(blob, size);
    throw error;
  }
}

const UPRIGHT: ImageBitmapOptions = { imageOrientation: 'from-image' };

async function openWhole(source: ImageBitmapSource): Promise<OpenedPhoto> {
  const bitmap = await createImageBitmap(source, UPRIGHT);
  return { bitmap, width: bitmap.width, height: bitmap.height };
}

/** So wide is a first look at a photo that cannot be held whole. */
const GLANCE_WIDTH = 64;

/**
 * Decodes a photo at a size that fits a canvas, for browsers whose bitmaps hold no more than that (Safari's).
 * @param stored its size before any rotation: whether it lies on its side shows in a small copy
 */
async function openSmaller(blob: Blob, stored: readonly [number, number]): Promise<OpenedPhoto> {
  const glance = await createImageBitmap(blob, { ...UPRIGHT, resizeWidth: GLANCE_WIDTH, resizeQuality: 'low' });
  const isTurned = glance.width > glance.height !== stored[0] > stored[1];
  glance.close();
  const [width, height] = isTurned ? [stored[1], stored[0]] : stored;
  const size = sizeOnCanvas(width, height);
  const bitmap = await createImageBitmap(blob, {
    ...UPRIGHT,
    ...{ resizeWidth: size.width, resizeHeight: size.height, resizeQuality: 'high' },
  });
  return { bitmap, width, height };
}

/** The largest size of the same shape that a canvas of every browser holds. */
function sizeOnCanvas(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, Math.sqrt(MAX_CANVAS_PIXELS / (width * height)), MAX_CANVAS_SIDE / Math.max(width, height));
  const shown = (side: number) => Math.max(1, Math.floor(scale * side));
  return { width: shown(width), height: shown(height) };
}

async function drawn({ bitmap, width, height }: OpenedPhoto): Promise<DecodedPhoto> {
  const size = sizeOnCanvas(width, height);
  let shown = bitmap;
  try {
    if (size.width < bitmap.width || size.height < bitmap.height) {
      const resized = { resizeWidth: size.width, resizeHeight: size.height };
      shown = await createImageBitmap(bitmap, { ...resized, resizeQuality: 'high' });
    }
    const context = new OffscreenCanvas(size.width, size.height).getContext('2d', { willReadFrequently: true })!;
    context.fillStyle = 'white';
    context.fillRect(0, 0, size.width, size.height);
    context.drawImage(shown, 0, 0);
    const { data } = context.getImageData(0, 0, size.width, size.height);
    return { width, height, pixels: { ...size, data: data as Uint8ClampedArray<ArrayBuffer> } };
  } finally {
    shown.close();
    bitmap.close();
  }
}
