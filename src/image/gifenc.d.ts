/** The part of gifenc that is used; the package brings no types. */
declare module 'gifenc' {
  type Palette = readonly (readonly number[])[];

  interface GifFrameOptions {
    /** At most 256 colours. */
    readonly palette: Palette;
    /** How long the frame is shown, in milliseconds; the file has hundredths of a second. */
    readonly delay: number;
    /** Of the first frame: 0 repeats for ever, -1 plays once. */
    readonly repeat: number;
  }
  interface GifStream {
    writeFrame(index: Uint8Array, width: number, height: number, options: GifFrameOptions): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
  }

  export function GIFEncoder(): GifStream;
  export function quantize(rgba: Uint8ClampedArray, maxColors: number): Palette;
  export function applyPalette(rgba: Uint8ClampedArray, palette: Palette): Uint8Array;
}
