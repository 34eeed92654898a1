import { readHeader } from './header.ts';
import { ImageError } from './imageError.ts';

/** Larger images are refused before they are decoded: they could take the tab down. */
export const MAX_IMAGE_PIXELS = 2 ** 28;

/** How an image of a kind that is not understood is called; what `file-type` names otherwise is called a file. */
const KINDS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^image\/tiff$|^image\/x-.*-(cr2|cr3|nef|dng|arw|raf|orf|rw2)/, 'TIFF or raw photo'],
  [/^image\/jxl$/, 'JPEG XL image'],
  [/^image\/(jp2|jpx|jpm|mj2)$/, 'JPEG 2000 image'],
  [/^image\/vnd.adobe.photoshop$/, 'Photoshop file'],
];

const WAY_OUT = 'save it as JPEG or PNG first.';

/**
 * Why an image file did not decode, by what it holds.
 * @param bytes all of it
 * @param who what cannot decode it: "this browser"
 */
export async function imageRefusal(bytes: Uint8Array, name: string, who: string): Promise<ImageError> {
  const title = `“${name}”`;
  if (bytes.length === 0) return new ImageError('empty', `${title} is empty: it has no bytes at all. Copy it again.`);
  const header = readHeader(bytes);
  if (header) {
    return new ImageError('damaged', `${title} is damaged or cut off: ${who} cannot decode it. Copy it again.`);
  }
  const start = new TextDecoder()
    .decode(bytes.subarray(0, 1024))
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (/^(<!doctype html|<html|<head|<body|(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<!doctype html)/i.test(start)) {
    return new ImageError(
      'notAnImage',
      `${title} is a web page that was saved under the name of a photo: open the photo by itself and save that.`,
    );
  }
  if (/^(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!doctype svg[^>]*>\s*)?<svg/i.test(start)) {
    return new ImageError('unknownFormat', `${title} is an SVG drawing, not a photo: ${WAY_OUT}`);
  }
  const { fileTypeFromBuffer } = await import('file-type/core');
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const kind = type && KINDS.find(([pattern]) => pattern.test(type.mime))?.[1];
  if (kind) return new ImageError('unknownFormat', `${title} is a ${kind}, which ${who} cannot open: ${WAY_OUT}`);
  if (type?.mime.startsWith('image/')) {
    return new ImageError(
      'unknownFormat',
      `${title} is an image (${type.mime.slice(6)}) that ${who} cannot open: ${WAY_OUT}`,
    );
  }
  if (type?.mime.startsWith('video/')) {
    return new ImageError('notAnImage', `${title} is a film, not a photo: save one picture of it as JPEG or PNG.`);
  }
  const what = type ? ` (it is a ${type.ext.toUpperCase()} file)` : '';
  return new ImageError(
    'notAnImage',
    `${title} is not an image${what}: PNG, JPEG, HEIC, WebP, AVIF, GIF and BMP are understood.`,
  );
}

/** @throws ImageError for an image that says it is too large to be decoded at all */
export function refuseHuge(bytes: Uint8Array, name: string): void {
  const size = readHeader(bytes)?.size;
  if (!size || size[0] * size[1] <= MAX_IMAGE_PIXELS) return;
  const limit = `${Math.floor(MAX_IMAGE_PIXELS / 1e6)} megapixels`;
  throw new ImageError('tooLarge', `“${name}” is too large (${size[0]} × ${size[1]} pixels): the limit is ${limit}.`);
}
