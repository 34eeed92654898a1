import { absoluteDifference, strongestDifference } from '../image/difference.ts';
import { isPng, SIGNATURE_BYTES } from '../image/pngText.ts';

/*
 * Clipboards take a picture's pixels and nothing else: the recipe in a copied grid is lost on the way. So this tab remembers
 * the picture that it copied last, and knows it again when it is pasted.
 */

/** As it was made. */
let copied: Blob | null = null;

export const rememberCopied = (picture: Blob): void => {
  copied = picture;
};

/** Pictures are compared no larger than this, in pixels per side. */
const COMPARED_SIZE = 1024;
/** Of 255: what the way through colour spaces may change. */
const TOLERANCE = 4;

/** A pasted file, or, where it shows what this tab copied last, that picture with all that it carries. */
export async function asCopied(file: File): Promise<File> {
  if (!copied || !isPng(new Uint8Array(await file.slice(0, SIGNATURE_BYTES).arrayBuffer()))) return file;
  const isSame = await showTheSame(file, copied).catch(() => false); // what does not decode is said where it is added
  return isSame ? new File([copied], file.name, { type: copied.type }) : file;
}

async function showTheSame(a: Blob, b: Blob): Promise<boolean> {
  const [first, second] = await Promise.all([createImageBitmap(a), createImageBitmap(b)]);
  if (first.width !== second.width || first.height !== second.height) return false;
  return strongestDifference(absoluteDifference(seen(first), seen(second))) <= TOLERANCE;
}

function seen(bitmap: ImageBitmap): ImageData {
  const scale = Math.min(1, COMPARED_SIZE / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.ceil(scale * bitmap.width), Math.ceil(scale * bitmap.height));
  const context = canvas.getContext('2d')!;
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
