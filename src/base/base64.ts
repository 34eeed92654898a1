/** Bytes as base64. */
export const bytesToBase64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** @throws DOMException when the text is no base64 */
export const bytesFromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** Numbers as text: little-endian 32-bit floats in base64. */
export function toBase64(values: Float32Array): string {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  return bytesToBase64(new Uint8Array(view.buffer));
}

/** The numbers that `toBase64` wrote; bytes that make no whole number are left out. */
export function fromBase64(text: string): Float32Array<ArrayBuffer> {
  const bytes = bytesFromBase64(text);
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => view.getFloat32(4 * i, true));
}
