import { messageOf } from '../io/userError.ts';

/** Why a file is left out that no filter has seen. */
export const SKIP_KINDS = [
  'small',
  'empty',
  'webPage',
  'foreign',
  'encrypted',
  'packed',
  'damaged',
  'unreadable',
  'leftOver',
] as const;
export type SkipKind = (typeof SKIP_KINDS)[number];

/** A file that cannot be trained on. The message says why, without its name: "it is empty". */
export class UnusableImage extends Error {
  readonly kind: SkipKind;
  constructor(kind: SkipKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UnusableImage';
    this.kind = kind;
  }
}

/** Enough of a file to tell what it is. */
export const HEAD_BYTES = 4100;

/** Brands that stand among those of AVIF and HEIC files, whatever the first one is. */
const IMAGE_BRANDS = new Set(['avif', 'avis', 'heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1', 'miaf']);
/** What decoding is tried with. */
const READ_TYPES = new Set(
  ['png', 'apng', 'jpeg', 'webp', 'gif', 'bmp', 'tiff', 'avif', 'heic', 'heif'].map((name) => `image/${name}`),
);

/** The MIME type of an image or of another known kind of file, by its first bytes; HTML counts as known, other text does not. */
async function typeOf(head: Uint8Array): Promise<string | undefined> {
  const text = new TextDecoder('latin1').decode(head);
  const isMarkup = /^(?:\u00ef\u00bb\u00bf)?\s*</.test(text);
  if (isMarkup && /<(?:!doctype\s+html|html|head|body)\b/i.test(text)) return 'text/html';
  if (text.slice(4, 8) === 'ftyp') {
    const brands = Array.from({ length: Math.max(0, Math.min(head.length, head[3]!) / 4 - 2) }, (_, i) =>
      text.slice(8 + 4 * i, 12 + 4 * i),
    );
    if (brands.some((brand) => IMAGE_BRANDS.has(brand)))
      return brands.some((brand) => brand.startsWith('avi')) ? 'image/avif' : 'image/heic';
  }
  const { fileTypeFromBuffer } = await import('file-type'); // a bundled trainer, which reads no photos, goes without
  return (await fileTypeFromBuffer(head))?.mime;
}

/** Whether a file is an image that decoding should be tried with, by its first bytes and not by its name. */
export async function isImage(head: Uint8Array): Promise<boolean> {
  const type = await typeOf(head);
  return type !== undefined && READ_TYPES.has(type);
}

/** Why a file could not be decoded: what it is instead of an image, else what the decoder says. */
export async function whyUnusable(bytes: Uint8Array, cause: unknown): Promise<UnusableImage> {
  if (bytes.length === 0) return new UnusableImage('empty', 'it is empty', { cause });
  const type = await typeOf(bytes.subarray(0, HEAD_BYTES));
  if (type === 'text/html') return new UnusableImage('webPage', 'it is a web page', { cause });
  if (type === undefined) return new UnusableImage('foreign', 'it is no image', { cause });
  if (!READ_TYPES.has(type)) return new UnusableImage('foreign', `it is ${type}, which is not read here`, { cause });
  return new UnusableImage('damaged', `it cannot be decoded (${messageOf(cause)})`, { cause });
}
