import { strToU8, Zip, ZipPassThrough } from 'fflate';
import { toBase64 } from '../base/base64.ts';
import { CodedError } from '../base/codedError.ts';
import { z } from '../base/zod.ts';
import { createBudget } from '../convert/budget.ts';
import { blobSource } from '../convert/byteSource.ts';
import { CheckpointError } from '../convert/checkpointError.ts';
import { openZip, type ZipArchive, ZipError } from '../convert/zipArchive.ts';
import type { KeptPhoto, WrittenSession } from './sessionFormat.ts';

/*
 * A project: a session as one file, to keep, to carry to another device, to hand on. It is a zip of photos as they were given
 * and of one text, which has the session as it is written, arrays in base64, and says which photo is whose.
 */

/** A session and its photos by item. */
export interface Project {
  readonly written: WrittenSession;
  readonly photos: ReadonlyMap<string, KeptPhoto>;
}

/** The text of a project. It is the first file of the zip and not packed, so that a project is known by its first bytes. */
const TEXT_FILE = 'alae.json';
/** Of how that text and the photos lie in the zip; the session has a version of its own. */
const PROJECT_VERSION = 1;
/** Where the name of a zip's first file stands in it. */
const FIRST_NAME_OFFSET = 30;
/** For what is unpacked of one file: what a browser's tab can hold. A zip knows no larger sizes without its later additions. */
const LIMIT_BYTES = 2 ** 31;

/**
 * Why a file does not open as a project:
 * - `foreign`: it is something else
 * - `damaged`: cut off, or changed
 * - `newer`: written by a newer studio
 */
type ProjectErrorCode = 'foreign' | 'damaged' | 'newer';

/** The message is the end of a sentence that begins with the file's name. */
export class ProjectError extends CodedError<ProjectErrorCode> {
  constructor(code: ProjectErrorCode, message: string, options?: ErrorOptions) {
    super('ProjectError', code, message, options);
  }
}

const headSchema = z.object({ format: z.literal('alae-studio-project'), version: z.int().positive() });

const textSchema = z.object({
  session: z.object({
    version: z.int().positive(),
    /** The session's own schema understands these two. */
    model: z.unknown(),
    parts: z.record(z.string(), z.unknown()),
  }),
  photos: z.array(z.unknown()),
});

const photoSchema = z.object({
  itemId: z.string(),
  /** In the zip. */
  path: z.string(),
  /** Of the file as it was given. */
  name: z.string(),
  type: z.string().regex(/^(image\/[\w.+-]+)?$/),
  width: z.int().positive(),
  height: z.int().positive(),
});

/** Whether a file begins as a project does, whatever it is called. */
export async function isProject(file: Blob): Promise<boolean> {
  const start = await file.slice(0, FIRST_NAME_OFFSET + TEXT_FILE.length).text();
  return start.startsWith('PK') && start.endsWith(TEXT_FILE);
}

/**
 * Writes a project.
 * @throws RangeError when its photos are larger than a project may be
 */
export async function packProject({ written, photos }: Project): Promise<Blob> {
  const entries = [...photos].map(([itemId, { file, width, height }], i) => {
    const name = file instanceof File ? file.name : '';
    const type = /^image\//.test(file.type) ? file.type : '';
    return { file, said: { itemId, path: `photos/${i + 1}-${fileSystemName(name)}`, name, type, width, height } };
  });
  if (entries.reduce((sum, { file }) => sum + file.size, 0) > LIMIT_BYTES) {
    throw new RangeError('These photos are together more than the 2 GB that a project holds: take some out first.');
  }
  const head: z.input<typeof headSchema> = { format: 'alae-studio-project', version: PROJECT_VERSION };
  const text: z.input<typeof textSchema> = { session: written, photos: entries.map(({ said }) => said) };

  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((_, chunk) => chunks.push(chunk as Uint8Array<ArrayBuffer>));
  const put = (name: string, bytes: Uint8Array) => {
    const entry = new ZipPassThrough(name);
    zip.add(entry);
    entry.push(bytes, true);
  };
  put(TEXT_FILE, strToU8(JSON.stringify({ ...head, ...text }, arraysAsText)));
  for (const { file, said } of entries) put(said.path, new Uint8Array(await file.arrayBuffer()));
  zip.end();
  return new Blob(chunks, { type: 'application/x-alae-project' });
}

const arraysAsText = (_: string, value: unknown): unknown => (value instanceof Float32Array ? toBase64(value) : value);

/** A file's name without what some file system does not take. */
const fileSystemName = (name: string): string => name.replace(/[^\p{L}\p{M}\p{N}. _-]+/gu, '-') || 'photo';

/**
 * Reads a project. Photos that are damaged are left out: what refers to them is for the session's schema to lose.
 * @throws ProjectError
 */
export async function readProject(file: Blob): Promise<Project> {
  const budget = createBudget(LIMIT_BYTES, 'files');
  let zip: ZipArchive;
  let text: Uint8Array<ArrayBuffer>;
  try {
    zip = await openZip(blobSource(file), budget);
    if (!zip.entries.has(TEXT_FILE)) throw foreign();
    text = await readWhole(TEXT_FILE);
  } catch (cause) {
    if (!isDamage(cause)) throw cause;
    throw (await isProject(file)) ? damaged(cause) : foreign(cause);
  }
  const { session, photos: listed } = parse(text);
  const photos = new Map<string, KeptPhoto>();
  for (const each of listed) {
    const { success, data } = photoSchema.safeParse(each);
    if (!success) continue;
    const { itemId, path, name, type, width, height } = data;
    try {
      photos.set(itemId, { file: new File([await readWhole(path)], name, { type }), width, height });
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
  }
  return { written: session, photos };

  /** A file of the zip, all of it, and as it was. @throws ZipError, CheckpointError */
  async function readWhole(name: string): Promise<Uint8Array<ArrayBuffer>> {
    const entry = zip.entries.get(name);
    if (!entry) throw new ZipError('damaged', `${name} is missing`);
    budget.spend(entry.byteLength);
    return zip.readWhole(entry);
  }
}

const isDamage = (error: unknown): boolean => error instanceof ZipError || error instanceof CheckpointError;

const foreign = (cause?: unknown) =>
  new ProjectError('foreign', 'is no project of this studio: choose a file that “Save project” has made.', { cause });
const damaged = (cause?: unknown) =>
  new ProjectError('damaged', 'is damaged and cannot be opened: copy or download it again.', { cause });
const newer = () =>
  new ProjectError('newer', 'is of a newer studio: reload the page to get it, then open the file again.');

function parse(text: Uint8Array): z.output<typeof textSchema> {
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder().decode(text));
  } catch (cause) {
    throw damaged(cause);
  }
  const head = headSchema.safeParse(content);
  if (!head.success) throw foreign(head.error);
  if (head.data.version > PROJECT_VERSION) throw newer();
  const whole = textSchema.safeParse(content);
  if (!whole.success) throw damaged(whole.error);
  return whole.data;
}
