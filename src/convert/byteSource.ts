/** A file that is read here and there: on disk, in memory, or dropped onto a page. */
export interface ByteSource {
  readonly byteLength: number;
  /** The bytes from `offset` on. The caller asks for none that lie beyond the end. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Bytes in memory. */
export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  byteLength: bytes.byteLength,
  read: async (offset, length) => bytes.slice(offset, offset + length),
});

/** A file of the page (`File` is a `Blob`), read from disk piece by piece. */
export const blobSource = (blob: Blob): ByteSource => ({
  byteLength: blob.size,
  read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
});
