/// <reference path="./libheif.d.ts" />
import { colourMatrixOf, toSrgb } from './displayP3.ts';
import type { Pixels } from './pixels.ts';

/**
 * Decodes a HEIC photo, upright, with its alpha, in sRGB: for browsers and Node alike, which mostly cannot. The decoder
 * (libheif, LGPL) is loaded with the first such photo.
 * @throws Error when it is damaged
 */
export async function decodeHeic(bytes: Uint8Array): Promise<Pixels> {
  const { default: openLibHeif } = await import('libheif-js/libheif-wasm/libheif-bundle.mjs');
  const pictures = new (openLibHeif().HeifDecoder)().decode(bytes);
  try {
    const photo = pictures.find((picture) => picture.is_primary()) ?? pictures[0];
    if (!photo) throw new Error('there is no picture in it');
    const [width, height] = [photo.get_width(), photo.get_height()];
    const blank = { width, height, data: new Uint8ClampedArray(4 * width * height) };
    const pixels = await new Promise<Pixels | null>((resolve) => photo.display(blank, resolve));
    if (!pixels) throw new Error('its picture cannot be decoded');
    const matrix = colourMatrixOf(bytes);
    if (matrix) toSrgb(pixels.data, matrix);
    return pixels;
  } finally {
    for (const picture of pictures) picture.free();
  }
}
