import crc32 from 'crc-32/crc32.js';
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { bytesFromBase64, bytesToBase64, fromBase64, toBase64 } from '../base/base64.ts';
import { CodedError } from '../base/codedError.ts';
import { concatenate } from '../base/concatenate.ts';
import { z } from '../base/zod.ts';
import { decodeFloat16, encodeFloat16 } from '../modelFolder/float16.ts';
import { CAT, type CatRecipe } from './catRecipe.ts';
import { GRID, type GridRecipe } from './gridRecipe.ts';
import { LINK_KINDS, type LinkKind } from './linkHash.ts';
import { MORPH, type MorphRecipe } from './morphRecipe.ts';
import type { RecipeKind } from './recipe.ts';

/*
 * A link carries the recipe that a picture would carry, in its hash: `#grid=` and base64url of
 *
 *   the link's version, 1 byte; CRC-32 and length of what follows, unpacked, 4 bytes each, little-endian; and, deflated:
 *   the length of the text, 4 bytes; the recipe as JSON, codes by their number; all codes in half precision, first the
 *   lower bytes of all numbers, then the upper ones, which pack better by themselves.
 *
 * Codes that occur twice are there once. Half precision keeps 11 bits: a thousandth of what tells two cats apart.
 */

/** The recipes that links open, by what they are called there. */
export interface LinkRecipes {
  readonly grid: GridRecipe;
  readonly cat: CatRecipe;
  readonly film: MorphRecipe;
}

/** What a link says. */
export type OpenedLink = { [Kind in LinkKind]: { readonly kind: Kind; readonly recipe: LinkRecipes[Kind] } }[LinkKind];

/** The recipe as it is written: with the styles of its cats in base64. */
function writtenOf<Kind extends LinkKind>(kind: Kind, recipe: LinkRecipes[Kind]): unknown {
  const kinds: { readonly [Each in LinkKind]: Pick<RecipeKind<LinkRecipes[Each], unknown>, 'write'> } = {
    grid: GRID,
    cat: CAT,
    film: MORPH,
  };
  return kinds[kind].write(recipe);
}

const LINK_VERSION = 1;
/** Version, checksum and length. */
const HEAD_BYTES = 9;
/** Of what is unpacked: more than any link holds. */
const LIMIT_BYTES = 2 ** 22;

/**
 * Why a link does not open:
 * - `damaged`: cut off, or changed
 * - `newer`: made by a newer studio
 */
type LinkErrorCode = 'damaged' | 'newer';

/** The message is a sentence that says what to do. */
export class LinkError extends CodedError<LinkErrorCode> {
  constructor(code: LinkErrorCode, message: string, options?: ErrorOptions) {
    super('LinkError', code, message, options);
  }
}

const envelopeSchema = z.object({
  recipe: z.unknown(),
  /** Numbers in each code. */
  lengths: z.array(z.int().positive()),
});

/** The hash of a link, `#` included. */
export function linkHash<Kind extends LinkKind>(kind: Kind, recipe: LinkRecipes[Kind]): string {
  const codes: string[] = [];
  const numbered = (key: string, value: unknown): unknown => {
    if (key !== 'styles' || typeof value !== 'string') return value;
    if (!codes.includes(value)) codes.push(value);
    return codes.indexOf(value);
  };
  const written: unknown = JSON.parse(JSON.stringify(writtenOf(kind, recipe), numbered));
  const values = codes.map(fromBase64);
  const envelope: z.input<typeof envelopeSchema> = { recipe: written, lengths: values.map(({ length }) => length) };
  const text = strToU8(JSON.stringify(envelope));
  const halves = encodeFloat16(Float32Array.from(values.flatMap((code) => [...code])));
  const lower = halves.filter((_, i) => i % 2 === 0);
  const upper = halves.filter((_, i) => i % 2 === 1);
  const content = concatenate([littleEndian(text.length), text, lower, upper]);
  const head = [Uint8Array.of(LINK_VERSION), littleEndian(crc32.buf(content)), littleEndian(content.length)];
  const packed = concatenate([...head, deflateSync(content, { level: 9 })]);
  return `#${kind}=${bytesToBase64(packed).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
}

/**
 * Reads the hash of a link.
 * @throws LinkError
 */
export function readLink(hash: string): OpenedLink {
  const [, kind, text] = /^#(\w+)=(.*)$/s.exec(hash) ?? [];
  const known = LINK_KINDS.find((each) => each === kind);
  if (!known || text === undefined) throw damaged();
  let packed: Uint8Array;
  try {
    packed = bytesFromBase64(text.replaceAll('-', '+').replaceAll('_', '/'));
  } catch (cause) {
    throw damaged(cause);
  }
  if (packed[0] !== undefined && packed[0] > LINK_VERSION) {
    throw new LinkError(
      'newer',
      'This link is of a newer studio: reload the page to get it, then open the link again.',
    );
  }
  try {
    const content = unpack(packed);
    if (known === 'grid') return { kind: known, recipe: recipeOf(GRID, content) };
    if (known === 'film') return { kind: known, recipe: recipeOf(MORPH, content) };
    return { kind: known, recipe: recipeOf(CAT, content) };
  } catch (cause) {
    throw damaged(cause);
  }
}

/** @throws Error where a byte is missing or another one */
function unpack(packed: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new DataView(packed.buffer, packed.byteOffset, HEAD_BYTES);
  const [checksum, byteLength] = [head.getUint32(1, true), head.getUint32(5, true)];
  if (byteLength > LIMIT_BYTES) throw new Error('Too long.');
  // One byte too many, to see whether there is more than it says; fflate writes none beyond.
  const content = new Uint8Array(byteLength + 1);
  const { length } = inflateSync(packed.subarray(HEAD_BYTES), { out: content });
  const whole = content.subarray(0, byteLength);
  if (length !== byteLength || crc32.buf(whole) >>> 0 !== checksum) throw new Error('Another checksum.');
  return whole;
}

function recipeOf<Recipe, Written>(
  { schema, understand }: RecipeKind<Recipe, Written>,
  content: Uint8Array<ArrayBuffer>,
): Recipe {
  const textEnd = 4 + new DataView(content.buffer, content.byteOffset).getUint32(0, true);
  const { recipe, lengths } = envelopeSchema.parse(JSON.parse(strFromU8(content.subarray(4, textEnd))));
  const planes = content.subarray(textEnd);
  const count = planes.length / 2;
  const values = decodeFloat16(Uint8Array.from(planes, (_, i) => planes[(i >> 1) + (i % 2) * count]!));
  let at = 0;
  const codes = lengths.map((length) => {
    at += length;
    return toBase64(values.subarray(at - length, at));
  });
  if (at !== count) throw new Error('Other codes than it says.');
  const withCodes = (key: string, value: unknown) => (key === 'styles' ? codes[value as number] : value);
  return understand(schema.parse(JSON.parse(JSON.stringify(recipe), withCodes)));
}

function littleEndian(value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value, true);
  return new Uint8Array(view.buffer);
}

const damaged = (cause?: unknown) =>
  new LinkError('damaged', 'This link is damaged or cut off: copy all of it, or ask for it again.', { cause });
