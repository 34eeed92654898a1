import { findAscii } from './header.ts';

/** Linear light of Display P3 to that of sRGB, row by row; both have the white of D65 (CSS Color 4, section 18). */
export const P3_TO_SRGB = [
  1.2249401763, -0.2249401763, 0, -0.0420569547, 1.0420569547, 0, -0.0196375546, -0.0786360456, 1.0982736001,
];

/** X of the red primary of Display P3 in an ICC profile, adapted to D50; that of sRGB is 0.436. */
const P3_RED_X = 0.5151;
const RED_X_TOLERANCE = 0.002;
/** Profiles stand among the properties, before the picture's data. */
const SEARCH_BYTES = 1 << 16;
/** Colour primaries of P3 with the white of D65 (ISO/IEC 23091-2, table 2). */
const NCLX_P3 = 12;

/**
 * What turns the colours of an ISO image file (HEIC) into sRGB; undefined where they are so already, or nothing is said.
 * Phones take photos in sRGB or Display P3.
 */
export function colourMatrixOf(bytes: Uint8Array): readonly number[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const nclx = findAscii(bytes, 'colrnclx', SEARCH_BYTES);
  const profile = findAscii(bytes, 'colrprof', SEARCH_BYTES);
  if (profile < 0) return nclx >= 0 && view.getUint16(nclx + 8) === NCLX_P3 ? P3_TO_SRGB : undefined;
  const start = profile + 8;
  const end = Math.min(bytes.length, start + view.getUint32(start));
  // An entry of the tag table: name, offset, size. There: 'XYZ ', four bytes, then X as a fixed-point number.
  const tag = findAscii(bytes, 'rXYZ', end, start + 128);
  const at = tag < 0 ? end : start + view.getUint32(tag + 4) + 8;
  if (at + 4 > end) return undefined;
  return Math.abs(view.getInt32(at) / 65536 - P3_RED_X) < RED_X_TOLERANCE ? P3_TO_SRGB : undefined;
}

/** Both colour spaces have sRGB's curve. */
const LINEAR = Float32Array.from({ length: 256 }, (_, i) => {
  const value = i / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});
const ENCODE_STEPS = 4095;
const ENCODED = Uint8ClampedArray.from({ length: ENCODE_STEPS + 1 }, (_, i) => {
  const value = i / ENCODE_STEPS;
  return 255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);
});

/** Turns RGBA pixels into sRGB in place, by a matrix on linear light; colours outside are cut off. */
export function toSrgb(data: Uint8ClampedArray, matrix: readonly number[]): void {
  const encode = (value: number) => ENCODED[Math.round(Math.min(1, Math.max(0, value)) * ENCODE_STEPS)]!;
  for (let i = 0; i < data.length; i += 4) {
    const [r, g, b] = [LINEAR[data[i]!]!, LINEAR[data[i + 1]!]!, LINEAR[data[i + 2]!]!];
    for (let c = 0; c < 3; c++) {
      data[i + c] = encode(matrix[3 * c]! * r + matrix[3 * c + 1]! * g + matrix[3 * c + 2]! * b);
    }
  }
}
