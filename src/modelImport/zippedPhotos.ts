import { createBudget } from '../convert/budget.ts';
import { blobSource } from '../convert/byteSource.ts';
import { CheckpointError } from '../convert/checkpointError.ts';
import { openZip, type ZipArchive, type ZipEntry, ZipError } from '../convert/zipArchive.ts';
import { isPhotoName, isVisible } from '../image/photoNames.ts';
import { modelFoldersIn } from './givenFiles.ts';

/** Photos of one zip that are taken; a library is looked through by people. */
const MOST_PHOTOS = 200;
/** For the directories of a zip and of those in it, and for all photos together. */
const LIMIT_BYTES = 2 ** 30;
/** Of the archives that the page makes, which have no folders. */
const BESIDE_PICTURES = /^[^/]+\.(npy|csv)$/i;

interface ZippedPhotos {
  readonly photos: readonly File[];
  /** What lies beside them that the page writes into its own archives: codes (`.npy`) and tables (`.csv`). */
  readonly others: readonly File[];
  /** What was left out, and why: clauses, each once. */
  readonly leftOut: readonly string[];
}

/**
 * The photos in a zip, and in zips in it, one level deep.
 * @returns nothing where it holds a model, a checkpoint or no photo at all: then it is no zip of photos
 */
export async function openZippedPhotos(file: File): Promise<ZippedPhotos | undefined> {
  const budget = createBudget(LIMIT_BYTES, 'files');
  let zip: ZipArchive;
  try {
    zip = await openZip(blobSource(file), budget);
  } catch (error) {
    if (error instanceof ZipError || error instanceof CheckpointError) return undefined;
    throw error;
  }
  const names = [...zip.entries.keys()];
  if (modelFoldersIn(names).length > 0 || names.some((name) => name.endsWith('data.pkl'))) return undefined;
  const photos: File[] = [];
  const others: File[] = [];
  const leftOut = new Set<string>();
  const seen = new Set<string>();
  let found = 0;

  async function take(from: ZipArchive, entry: ZipEntry): Promise<void> {
    found++;
    const { name, crc32, byteLength } = entry;
    if (photos.length === MOST_PHOTOS) return void leftOut.add(`more than ${MOST_PHOTOS} photos are not taken at once`);
    try {
      const bytes = await from.readWhole(entry);
      const content = `${crc32} ${byteLength}`;
      if (seen.has(content)) return void leftOut.add(`${name} is a copy of another one`);
      seen.add(content);
      photos.push(new File([bytes], name.split('/').at(-1)!));
    } catch (error) {
      leftOut.add(reasonOf(error, name));
    }
  }

  for (const entry of zip.all.filter(({ name }) => isVisible(name))) {
    if (isPhotoName(entry.name)) await take(zip, entry);
    if (!/\.zip$/i.test(entry.name)) continue;
    try {
      const inner = await openZip(await zip.open(entry), budget);
      for (const each of inner.all.filter(({ name }) => isPhotoName(name))) await take(inner, each);
    } catch (error) {
      leftOut.add(reasonOf(error, entry.name));
    }
  }
  if (found === 0) return undefined;
  for (const entry of zip.all.filter(({ name }) => BESIDE_PICTURES.test(name) && isVisible(name))) {
    // What cannot be read makes no archive of it: its photos are photos.
    const bytes = await zip.readWhole(entry).catch(() => null);
    if (bytes) others.push(new File([bytes], entry.name));
  }
  return { photos, others, leftOut: [...leftOut] };
}

/** One for all files of a kind, but for those that are damaged. */
function reasonOf(error: unknown, name: string): string {
  if (error instanceof CheckpointError) return 'it holds more than is unpacked at once';
  if (!(error instanceof ZipError)) throw error;
  if (error.code === 'encrypted') return 'it is encrypted: unpack it with its password first';
  if (error.code === 'unsupported') return `${error.message.replace(name, 'it')}: unpack it first`;
  return `a file in it is damaged (${error.message})`;
}
