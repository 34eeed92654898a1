import { inflateSync } from 'fflate';
import type { Budget } from './budget.ts';
import type { ByteSource } from './byteSource.ts';
import { CheckpointError, damaged } from './checkpointError.ts';

/** A file inside a zip. */
interface ZipEntry {
  readonly name: string;
  readonly isDeflated: boolean;
  readonly isEncrypted: boolean;
  readonly compressedBytes: number;
  readonly byteLength: number;
  readonly headerOffset: number;
}

export interface ZipArchive {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /** Bytes of an entry from `offset` on. A deflated entry is inflated whole, and kept until another one is read. */
  read(entry: ZipEntry, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
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
/** What says that the real number stands in the entry's zip64 field. */
const IN_ZIP64 = 0xffffffff;
const ZIP64_FIELD = 1;
/** No deflated byte stands for more than this. */
const MAX_DEFLATE_RATIO = 1032;
/** About what an entry of the directory takes in memory. */
const ENTRY_MEMORY_BYTES = 512;

/**
 * Reads the directory of a zip, with its zip64 fields where a file needs them. Every size is checked against the file
 * before anything is allocated for it.
 * @param budget pays for the directory and for what is inflated
 * @throws CheckpointError 'damaged', 'unsupported' or 'tooLarge'
 */
export async function openZip(source: ByteSource, budget: Budget): Promise<ZipArchive> {
  const { offset, byteLength, count } = await findDirectory(source);
  budget.spend(byteLength);
  const entries = readDirectory(await readView(source, offset, byteLength), count, budget);
  let inflated: { readonly entry: ZipEntry; readonly bytes: Uint8Array<ArrayBuffer> } | undefined;
  return {
    entries,
    async read(entry, from, length) {
      if (from + length > entry.byteLength) damaged(`${entry.name} is shorter than what is read from it`);
      const dataOffset = await findData(source, entry);
      if (!entry.isDeflated) return source.read(dataOffset + from, length);
      if (inflated?.entry !== entry) {
        budget.spend(entry.byteLength);
        inflated = { entry, bytes: inflate(entry, await source.read(dataOffset, entry.compressedBytes)) };
      }
      return inflated.bytes.slice(from, from + length);
    },
  };
}

async function readView(source: ByteSource, offset: number, length: number): Promise<DataView> {
  if (offset < 0 || offset + length > source.byteLength) damaged('its zip points beyond the end of the file');
  const bytes = await source.read(offset, length);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

async function findDirectory(source: ByteSource) {
  const tailBytes = Math.min(source.byteLength, END_BYTES + MAX_COMMENT_BYTES);
  const tailOffset = source.byteLength - tailBytes;
  const tail = await readView(source, tailOffset, tailBytes);
  let end = tailBytes - END_BYTES;
  while (end >= 0 && tail.getUint32(end, true) !== END_SIGNATURE) end--;
  if (end < 0) damaged('it is cut off, its zip has no end');

  const locatorOffset = tailOffset + end - LOCATOR64_BYTES;
  const locator = locatorOffset < 0 ? undefined : await readView(source, locatorOffset, LOCATOR64_BYTES);
  if (locator?.getUint32(0, true) === LOCATOR64_SIGNATURE) {
    const end64 = await readView(source, Number(locator.getBigUint64(8, true)), END64_BYTES);
    if (end64.getUint32(0, true) !== END64_SIGNATURE) damaged('its zip has no zip64 end where it says so');
    const [count, byteLength, offset] = [32, 40, 48].map((at) => Number(end64.getBigUint64(at, true)));
    return { offset: offset!, byteLength: byteLength!, count: count! };
  }
  return {
    offset: tail.getUint32(end + 16, true),
    byteLength: tail.getUint32(end + 12, true),
    count: tail.getUint16(end + 10, true),
  };
}

function readDirectory(view: DataView, count: number, budget: Budget): Map<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_BYTES > view.byteLength || view.getUint32(at, true) !== ENTRY_SIGNATURE) {
      damaged(`its zip lists ${index} of ${count} files`);
    }
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const nameOffset = at + ENTRY_BYTES;
    const next = nameOffset + nameBytes! + extraBytes! + commentBytes!;
    if (next > view.byteLength) damaged('the directory of its zip is too short');
    budget.spend(ENTRY_MEMORY_BYTES);
    const entry = readEntry(view, at, nameOffset, nameBytes!, extraBytes!);
    entries.set(entry.name, entry);
    at = next;
  }
  return entries;
}

function readEntry(view: DataView, at: number, nameOffset: number, nameBytes: number, extraBytes: number): ZipEntry {
  const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + nameOffset, nameBytes));
  const method = view.getUint16(at + 10, true);
  if (method !== STORED && method !== DEFLATED) {
    throw new CheckpointError('unsupported', `The checkpoint's zip packs ${name} by method ${method}, not by deflate.`);
  }
  const [byteLength, compressedBytes, headerOffset] = zip64Numbers(
    view,
    [24, 20, 42].map((field) => view.getUint32(at + field, true)),
    nameOffset + nameBytes,
    extraBytes,
  ) as [number, number, number];
  const isDeflated = method === DEFLATED;
  const isPossible = isDeflated ? byteLength <= compressedBytes * MAX_DEFLATE_RATIO : byteLength === compressedBytes;
  if (!isPossible) damaged(`its zip gives ${name} ${byteLength} bytes, packed into ${compressedBytes}`);
  const isEncrypted = (view.getUint16(at + 8, true) & 1) === 1;
  return { name, isDeflated, isEncrypted, compressedBytes, byteLength, headerOffset };
}

/** The numbers that are too large for 32 bits stand in the zip64 field, in their order. */
function zip64Numbers(view: DataView, numbers: readonly number[], extraOffset: number, extraBytes: number): number[] {
  if (!numbers.includes(IN_ZIP64)) return [...numbers];
  for (let at = extraOffset; at + 4 <= extraOffset + extraBytes; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== ZIP64_FIELD) continue;
    const end = Math.min(at + 4 + view.getUint16(at + 2, true), extraOffset + extraBytes);
    let next = at + 4;
    return numbers.map((number) => {
      if (number !== IN_ZIP64) return number;
      if (next + 8 > end) damaged('a zip64 field is too short');
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    });
  }
  return damaged('a zip64 field is missing');
}

/** Where an entry's bytes begin: its local header has a name and padding of its own. */
async function findData(source: ByteSource, entry: ZipEntry): Promise<number> {
  if (entry.isEncrypted) {
    throw new CheckpointError('unsupported', `The checkpoint's zip has ${entry.name} encrypted.`);
  }
  const header = await readView(source, entry.headerOffset, LOCAL_BYTES);
  if (header.getUint32(0, true) !== LOCAL_SIGNATURE) damaged(`${entry.name} is not where its zip says`);
  const offset = entry.headerOffset + LOCAL_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
  if (offset + entry.compressedBytes > source.byteLength) damaged(`${entry.name} ends behind the end of the file`);
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
