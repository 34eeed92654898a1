import crc32 from 'crc-32/crc32.js';
import { inflateSync } from 'fflate';
import { CodedError } from '../base/codedError.ts';
import type { Budget } from './budget.ts';
import { type ByteSource, bytesSource } from './byteSource.ts';

/**
 * What is wrong with a zip, or with one file in it:
 * - `damaged`: cut off, or its parts contradict each other
 * - `encrypted`: it wants a password
 * - `unsupported`: packed by something else than deflate
 */
export type ZipErrorCode = 'damaged' | 'encrypted' | 'unsupported';

/** A zip, or a file in it, that cannot be read. The message is a clause: "its zip has no end". */
export class ZipError extends CodedError<ZipErrorCode> {
  constructor(code: ZipErrorCode, message: string, options?: ErrorOptions) {
    super('ZipError', code, message, options);
  }
}

/** A file inside a zip. What it says of itself is believed when it is read, and checked then. */
export interface ZipEntry {
  /** Path in the archive, with forward slashes; ends with one where it is a folder. Several entries may share a name. */
  readonly name: string;
  /** 0 is stored, 8 deflated; others have names in `METHODS`. */
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc32: number;
  readonly compressedBytes: number;
  readonly byteLength: number;
  readonly headerOffset: number;
}

export interface ZipArchive {
  /** In the order of the directory, those of the same name too. */
  readonly all: readonly ZipEntry[];
  /** By name; of several of one name the last, which is the one that replaced the others. */
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /**
   * Bytes of an entry from `offset` on. A deflated entry is inflated whole, and kept until another one is read.
   * @throws ZipError
   */
  read(entry: ZipEntry, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** All bytes of an entry, compared with their checksum. @throws ZipError */
  readWhole(entry: ZipEntry): Promise<Uint8Array<ArrayBuffer>>;
  /** An entry as a file of its own, such as a zip in the zip: read in place where it is stored, else inflated at once. @throws ZipError */
  open(entry: ZipEntry): Promise<ByteSource>;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const LOCATOR64_SIGNATURE = 0x07064b50;
const LOCATOR64_BYTES = 20;
const END64_SIGNATURE = 0x06064b50;
const END64_BYTES = 56;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
/** Other ways to pack that people meet, by their numbers. */
const METHODS: Readonly<Record<number, string>> = {
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'XZ',
  98: 'PPMd',
};
const IS_ENCRYPTED = 1;
const IS_UTF8 = 1 << 11;
/** What says that the real number stands in the entry's zip64 field. */
const IN_ZIP64 = 0xffffffff;
const ZIP64_FIELD = 1;
/** Where some packers put the name in UTF-8. */
const UNICODE_NAME_FIELD = 0x7075;
/** No deflated byte stands for more than this. */
const MAX_DEFLATE_RATIO = 1032;
/** About what an entry of the directory takes in memory. */
const ENTRY_MEMORY_BYTES = 512;
/** The upper half of the code page that zips without UTF-8 are named in. */
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/**
 * Reads the directory of a zip, with its zip64 fields where a file needs them. What is not in the directory is not in the zip,
 * whatever its bytes look like. Every size is checked against the file before anything is allocated for it.
 *
 * Of one's own, since the libraries were measured: unzipit 2.1 refuses whole archives for bytes before or behind them, for a
 * comment that holds an end, and for one strongly encrypted file; zip.js 2.24 reads all of these, but takes 1.5 GB for the
 * directory of 200,000 files that takes 0.15 here, 8 to 20 times as long, and eleven times the bytes of the page.
 * @param budget pays for the directory and for what is inflated
 * @throws ZipError, and what `budget` throws
 */
export async function openZip(source: ByteSource, budget: Budget): Promise<ZipArchive> {
  const { offset, byteLength, count, shift } = await findDirectory(source);
  budget.spend(byteLength);
  const all = readDirectory(await readView(source, offset, byteLength), { count, shift }, budget);
  let inflated: { readonly entry: ZipEntry; readonly bytes: Uint8Array<ArrayBuffer> } | undefined;
  const zip: ZipArchive = {
    all,
    entries: new Map(all.map((entry) => [entry.name, entry])),
    async read(entry, from, length) {
      if (from + length > entry.byteLength) damaged(`${entry.name} is shorter than what is read from it`);
      const dataOffset = await findData(source, entry);
      if (entry.method === STORED) return source.read(dataOffset + from, length);
      if (inflated?.entry !== entry) {
        budget.spend(entry.byteLength);
        inflated = { entry, bytes: inflate(entry, await source.read(dataOffset, entry.compressedBytes)) };
      }
      return inflated.bytes.slice(from, from + length);
    },
    async readWhole(entry) {
      const bytes = await zip.read(entry, 0, entry.byteLength);
      if (crc32.buf(bytes) >>> 0 !== entry.crc32) damaged(`${entry.name} has another checksum than its zip says`);
      return bytes;
    },
    async open(entry) {
      const { byteLength } = entry;
      if (entry.method !== STORED) return bytesSource(await zip.readWhole(entry));
      const start = await findData(source, entry);
      return { byteLength, read: (offset, length) => source.read(start + offset, length) };
    },
  };
  return zip;
}

function damaged(what: string): never {
  throw new ZipError('damaged', what);
}

async function readView(source: ByteSource, offset: number, length: number): Promise<DataView> {
  if (offset < 0 || offset + length > source.byteLength) damaged('its zip points beyond the end of the file');
  const bytes = await source.read(offset, length);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Where the directory lies. `shift` is what stands before the zip, as in one that unpacks itself: offsets leave it out. */
interface Directory {
  readonly offset: number;
  readonly byteLength: number;
  readonly count: number;
  readonly shift: number;
}

/** Looks for an end whose directory is where it says, last one first: a comment, or what follows a zip, may look like one. */
async function findDirectory(source: ByteSource): Promise<Directory> {
  const tailBytes = Math.min(source.byteLength, END_BYTES + MAX_COMMENT_BYTES);
  const tailOffset = source.byteLength - tailBytes;
  const tail = await readView(source, tailOffset, tailBytes);
  let failure: unknown;
  for (let end = tailBytes - END_BYTES; end >= 0; end--) {
    if (tail.getUint32(end, true) !== END_SIGNATURE) continue;
    try {
      return await directoryOf(source, tail, end, tailOffset + end);
    } catch (error) {
      if (!(error instanceof ZipError)) throw error;
      failure ??= error;
    }
  }
  throw failure ?? new ZipError('damaged', 'it is cut off, its zip has no end');
}

async function directoryOf(source: ByteSource, tail: DataView, end: number, endOffset: number): Promise<Directory> {
  if (end + END_BYTES + tail.getUint16(end + 20, true) > tail.byteLength) damaged('its zip is cut off');
  const short = {
    offset: tail.getUint32(end + 16, true),
    byteLength: tail.getUint32(end + 12, true),
    count: tail.getUint16(end + 10, true),
  };
  const locatorOffset = endOffset - LOCATOR64_BYTES;
  const locator = locatorOffset < 0 ? undefined : await readView(source, locatorOffset, LOCATOR64_BYTES);
  if (locator?.getUint32(0, true) !== LOCATOR64_SIGNATURE) return shifted(source, short, endOffset);
  const said = Number(locator.getBigUint64(8, true));
  for (const at of [said, locatorOffset - END64_BYTES]) {
    const isInside = at >= 0 && at + END64_BYTES <= locatorOffset;
    const end64 = isInside ? await readView(source, at, END64_BYTES) : undefined;
    if (end64?.getUint32(0, true) !== END64_SIGNATURE) continue;
    const [count, byteLength, offset] = [32, 40, 48].map((field) => Number(end64.getBigUint64(field, true)));
    return shifted(source, { count: count!, byteLength: byteLength!, offset: offset! }, at);
  }
  return damaged('its zip has no zip64 end where it says so');
}

/** @param limit where what follows the directory begins */
async function shifted(source: ByteSource, said: Omit<Directory, 'shift'>, limit: number): Promise<Directory> {
  const { offset, byteLength, count } = said;
  for (const at of [offset, limit - byteLength]) {
    if (at < 0 || at + byteLength > limit) continue;
    if (byteLength === 0 && count === 0) return { ...said, offset: at, shift: 0 };
    if (byteLength < ENTRY_BYTES) break;
    const first = await readView(source, at, 4);
    if (first.getUint32(0, true) === ENTRY_SIGNATURE) return { ...said, offset: at, shift: at - offset };
  }
  return damaged('its zip points beyond the end of the file');
}

function readDirectory(
  view: DataView,
  { count, shift }: Pick<Directory, 'count' | 'shift'>,
  budget: Budget,
): readonly ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at + ENTRY_BYTES <= view.byteLength && view.getUint32(at, true) === ENTRY_SIGNATURE) {
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const next = at + ENTRY_BYTES + nameBytes! + extraBytes! + commentBytes!;
    if (next > view.byteLength) damaged('the directory of its zip is too short');
    budget.spend(ENTRY_MEMORY_BYTES);
    entries.push(readEntry(view, at, { nameBytes: nameBytes!, extraBytes: extraBytes!, shift }));
    at = next;
  }
  // Old packers counted in 16 bits and began again at 65,536.
  if (entries.length !== count && (entries.length & 0xffff) !== count) {
    damaged(`its zip lists ${entries.length} of ${count} files`);
  }
  return entries;
}

function readEntry(
  view: DataView,
  at: number,
  { nameBytes, extraBytes, shift }: { nameBytes: number; extraBytes: number; shift: number },
): ZipEntry {
  const nameOffset = at + ENTRY_BYTES;
  const flags = view.getUint16(at + 8, true);
  const fields = extraFields(view, nameOffset + nameBytes, extraBytes);
  const [byteLength, compressedBytes, headerOffset] = zip64Numbers(
    [24, 20, 42].map((field) => view.getUint32(at + field, true)),
    fields.get(ZIP64_FIELD),
  ) as [number, number, number];
  return {
    name: readName(bytesOf(view, nameOffset, nameBytes), flags, fields.get(UNICODE_NAME_FIELD)),
    method: view.getUint16(at + 10, true),
    isEncrypted: (flags & IS_ENCRYPTED) !== 0,
    crc32: view.getUint32(at + 16, true),
    compressedBytes,
    byteLength,
    headerOffset: headerOffset + shift,
  };
}

const bytesOf = (view: DataView, offset: number, length: number): Uint8Array =>
  new Uint8Array(view.buffer, view.byteOffset + offset, length);

/** UTF-8 where it says so or can be nothing else, as from packers that do not say it; else the code page of DOS. */
function readName(bytes: Uint8Array, flags: number, unicode: DataView | undefined): string {
  // Version, checksum of the other name, then this one.
  const stated = unicode && unicode.byteLength > 5 ? bytesOf(unicode, 5, unicode.byteLength - 5) : bytes;
  const isFatal = (flags & IS_UTF8) === 0;
  let name: string;
  try {
    name = new TextDecoder('utf-8', { fatal: isFatal }).decode(stated);
  } catch {
    name = Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : CP437[byte - 0x80]!)).join('');
  }
  const path = name.replaceAll('\\', '/'); // Windows' own packer of old
  return path.replace(/\p{Cc}/gu, '\ufffd').trim() || 'a file without a name'; // it stands in sentences
}

/** The fields behind a name by their ids. */
function extraFields(view: DataView, offset: number, byteLength: number): ReadonlyMap<number, DataView> {
  const fields = new Map<number, DataView>();
  const end = offset + byteLength;
  for (let at = offset; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    const length = Math.min(view.getUint16(at + 2, true), end - at - 4);
    const id = view.getUint16(at, true);
    if (!fields.has(id)) fields.set(id, new DataView(view.buffer, view.byteOffset + at + 4, length));
  }
  return fields;
}

/** The numbers that are too large for 32 bits stand in the zip64 field, in their order. */
function zip64Numbers(numbers: readonly number[], field: DataView | undefined): number[] {
  if (!numbers.includes(IN_ZIP64)) return [...numbers];
  if (!field) damaged('a zip64 field is missing');
  let next = 0;
  return numbers.map((number) => {
    if (number !== IN_ZIP64) return number;
    if (next + 8 > field.byteLength) damaged('a zip64 field is too short');
    next += 8;
    return Number(field.getBigUint64(next - 8, true));
  });
}

/** Where an entry's bytes begin: its local header has a name and padding of its own. */
async function findData(source: ByteSource, entry: ZipEntry): Promise<number> {
  const { name, method, byteLength, compressedBytes, headerOffset } = entry;
  if (entry.isEncrypted) throw new ZipError('encrypted', `${name} is encrypted`);
  if (method !== STORED && method !== DEFLATED) {
    throw new ZipError('unsupported', `${name} is packed by ${METHODS[method] ?? `method ${method}`}, not by deflate`);
  }
  const isPossible =
    method === DEFLATED ? byteLength <= compressedBytes * MAX_DEFLATE_RATIO : byteLength === compressedBytes;
  if (!isPossible) damaged(`its zip gives ${name} ${byteLength} bytes, packed into ${compressedBytes}`);
  const header = await readView(source, headerOffset, LOCAL_BYTES);
  if (header.getUint32(0, true) !== LOCAL_SIGNATURE) damaged(`${name} is not where its zip says`);
  const offset = headerOffset + LOCAL_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
  if (offset + compressedBytes > source.byteLength) damaged(`${name} ends behind the end of the file`);
  return offset;
}

function inflate({ name, byteLength }: ZipEntry, packed: Uint8Array): Uint8Array<ArrayBuffer> {
  // One byte too many, to see whether there is more than the directory says; fflate writes none beyond.
  const out = new Uint8Array(byteLength + 1);
  let inflatedBytes: number;
  try {
    inflatedBytes = inflateSync(packed, { out }).byteLength;
  } catch {
    damaged(`${name} does not inflate`);
  }
  if (inflatedBytes !== byteLength) damaged(`${name} inflates to another length than its zip says`);
  return out.subarray(0, byteLength);
}
