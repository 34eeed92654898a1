/** The part of libheif-js that is used; the package types its low level only. */
declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  interface HeifPicture {
    get_width(): number;
    get_height(): number;
    is_primary(): boolean;
    /** Fills `target.data` with RGBA, upright; gives null to `done` where it cannot. */
    display(target: ImageTarget, done: (filled: ImageTarget | null) => void): void;
    free(): void;
  }
  interface ImageTarget {
    readonly width: number;
    readonly height: number;
    readonly data: Uint8ClampedArray<ArrayBuffer>;
  }
  interface LibHeif {
    HeifDecoder: new () => { decode(bytes: Uint8Array): HeifPicture[] };
  }

  export default function openLibHeif(): LibHeif;
}
