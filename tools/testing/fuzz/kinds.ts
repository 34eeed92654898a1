import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { PNG } from 'pngjs';
import { createBudget } from '../../../src/convert/budget.ts';
import { type ByteSource, bytesSource } from '../../../src/convert/byteSource.ts';
import { CheckpointError } from '../../../src/convert/checkpointError.ts';
import { readCheckpoint } from '../../../src/convert/readCheckpoint.ts';
import { openZip, ZipError } from '../../../src/convert/zipArchive.ts';
import { readHeader } from '../../../src/image/header.ts';
import { ImageError } from '../../../src/image/imageError.ts';
import { imageRefusal, refuseHuge } from '../../../src/image/imageRefusal.ts';
import { withPngText } from '../../../src/image/pngText.ts';
import { recordCheck } from '../../../src/inference/selfCheck.ts';
import { stylesOfCodes } from '../../../src/latent/codes.ts';
import type { Direction } from '../../../src/latent/directions.ts';
import { decodeNpy, encodeNpy } from '../../../src/latent/npy.ts';
import { sha256 } from '../../../src/modelFolder/checksum.ts';
import {
  type DirectionsModel,
  packDirections,
  packModelDirections,
  parseDirections,
} from '../../../src/modelFolder/directionsFile.ts';
import { LEARNING_FILE } from '../../../src/modelFolder/learningFile.ts';
import { ModelFolderError } from '../../../src/modelFolder/modelFolderError.ts';
import { MODEL_FILE, type ModelFile } from '../../../src/modelFolder/schema.ts';
import { type PackedModel, packModel } from '../../../src/modelFolder/write.ts';
import { importModel } from '../../../src/modelImport/importModel.ts';
import { openZippedPhotos } from '../../../src/modelImport/zippedPhotos.ts';
import { resolutionOf } from '../../../src/networks/architecture.ts';
import { readDirectionSheetRecipe, withDirectionSheetRecipe } from '../../../src/recipes/directionSheetRecipe.ts';
import { readGridRecipe, withGridRecipe } from '../../../src/recipes/gridRecipe.ts';
import { readMorphRecipe, withMorphRecipe } from '../../../src/recipes/morphRecipe.ts';
import { ProjectError, packProject, readProject } from '../../../src/session/projectFile.ts';
import {
  NewerSessionError,
  readSession,
  SESSION_VERSION,
  type WrittenSession,
} from '../../../src/session/sessionFormat.ts';
import { startBackend } from '../../compute/backend.ts';
import { openSource } from '../../dataset/source.ts';
import { whyUnusable } from '../../dataset/unusable.ts';
import { decodePixels } from '../../io/imageFiles.ts';
import { UserError } from '../../io/userError.ts';
import { checkpointOf, concat, legacyCheckpoint, zipCheckpoint } from '../checkpointWriter.ts';
import { fixtureBytes } from '../fixtures.ts';
import { PHOTO_CASES } from '../photoCases.ts';
import { randomWeights } from '../randomModel.ts';
import { writeZip } from '../zipWriter.ts';
import { changedJson, damagedBytes } from './damage.ts';

/** A kind of input from outside, damaged at random. */
export interface FuzzKind<T> {
  readonly inputs: fc.Arbitrary<T>;
  /**
   * Reads an input as the program does.
   * @returns whether it could be used
   * @throws what is not one of the program's own sentences
   */
  readonly read: (input: T) => Promise<boolean>;
}

const TINY = { layerCount: 1, startChannels: 1, maxChannels: 1, latentSize: 2, mappingLayers: 1, channels: 1 } as const;
const tinyWeights = randomWeights(TINY);

/** Whether `work` succeeds; fails unless its failure is one of `own`, in a sentence. */
async function isUsed(work: () => unknown, own: (error: unknown) => boolean): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!own(error) || !/^\S[^\n]*\S$/.test((error as Error).message)) throw error;
    return false;
  }
}

const isOneOf =
  (...classes: readonly (abstract new (...args: never[]) => Error)[]) =>
  (error: unknown): boolean =>
    classes.some((each) => error instanceof each);

/** What a file of a few kilobytes may claim here. */
const LIMITS = { structureBytes: 16 * 2 ** 20, weightBytes: 2 ** 20 };
/** No file is read more often than this. */
const MAX_READ_FACTOR = 20;

/** Fails when a read goes outside the file, or the file is read over and over. */
function watched(bytes: Uint8Array): ByteSource {
  const source = bytesSource(bytes);
  let readBytes = 0;
  return {
    byteLength: source.byteLength,
    read: (offset, length) => {
      readBytes += length;
      const isInside = Number.isInteger(offset) && offset >= 0 && length >= 0 && offset + length <= bytes.length;
      if (!isInside) throw new Error(`read of ${length} bytes at ${offset} of ${bytes.length}`);
      if (readBytes > MAX_READ_FACTOR * bytes.length + 4096) throw new Error(`${readBytes} bytes read`);
      return source.read(offset, length);
    },
  };
}

const kind = <T>(inputs: fc.Arbitrary<T>, read: FuzzKind<T>['read']): FuzzKind<unknown> =>
  ({ inputs, read }) as unknown as FuzzKind<unknown>;

export const readsOrRefuses = (bytes: Uint8Array): Promise<boolean> =>
  isUsed(async () => {
    const { weights } = await readCheckpoint(watched(bytes), { limits: LIMITS });
    if (Object.keys(weights).length === 0) throw new TypeError('no weights');
  }, isOneOf(CheckpointError));

async function checkpoints() {
  const root = checkpointOf({ averaged: tinyWeights, live: tinyWeights });
  const generated = [
    concat(...legacyCheckpoint(root)),
    concat(...zipCheckpoint(root)),
    concat(...zipCheckpoint(root, { isDeflated: true, isZip64: true })),
  ];
  const recorded = [
    fixtureBytes('style16wide', 'checkpoint-legacy.pth'),
    fixtureBytes('style128', 'checkpoint-zip.pth'),
  ];
  const inputs = fc.oneof(
    { arbitrary: damagedBytes(generated), weight: 9 },
    { arbitrary: damagedBytes(recorded), weight: 1 },
  );
  return kind(inputs, readsOrRefuses);
}

/** Larger images are not decoded here: that they are decoded smaller is tried elsewhere. */
const MOST_DECODED_PIXELS = 2 ** 16;

async function photos() {
  const cases = await Promise.all(PHOTO_CASES.map(({ bytes }) => bytes()));
  const isHeic = (bytes: Uint8Array) => readHeader(bytes)?.format === 'heic';
  const inputs = fc.oneof(
    { arbitrary: damagedBytes(cases.filter((bytes) => !isHeic(bytes))), weight: 60 },
    { arbitrary: damagedBytes(cases.filter(isHeic)), weight: 1 }, // its decoder takes a tenth of a second for each
  );
  return kind(inputs, async (bytes) => {
    const header = readHeader(bytes); // a failure of it is one of the program
    const [width, height] = header?.size ?? [0, 0];
    try {
      refuseHuge(bytes, 'photo');
      if (width * height <= MOST_DECODED_PIXELS) await decodePixels(bytes);
      return true;
    } catch (cause) {
      if (header?.format === 'bmp' && isOneOf(TypeError, RangeError)(cause)) throw cause; // decoded by the program itself
      const refusal = cause instanceof ImageError ? cause : await imageRefusal(bytes, 'photo', 'this program');
      const unusable = await whyUnusable(bytes, cause);
      return isUsed(() => Promise.reject(refusal), isOneOf(ImageError)).then(() =>
        isUsed(() => Promise.reject(new UserError(unusable.message.replaceAll('\n', ' '))), isOneOf(UserError)),
      );
    }
  });
}

async function zips() {
  const photo = await PHOTO_CASES.find(({ name }) => name === 'photo.jpg')!.bytes();
  const text = Buffer.from('not a photo '.repeat(20));
  const files = [
    { name: 'a.jpg', bytes: photo },
    { name: 'in/b.txt', bytes: text, isDeflated: true },
  ];
  const inner = { name: 'more.zip', bytes: writeZip(files) };
  const archives = [
    writeZip(files),
    writeZip(files, { isZip64: true, before: Buffer.alloc(30, 7) }),
    writeZip(files.map((file) => ({ ...file, isStreamed: true, isDeflated: true }))),
    writeZip([...files, inner, { ...inner, name: 'packed.zip', isDeflated: true }]),
  ];
  const isOfZip = isOneOf(ZipError, CheckpointError);
  return kind(damagedBytes(archives), async (bytes) => {
    const isRead = await isUsed(async () => {
      const zip = await openZip(watched(bytes), createBudget(LIMITS.structureBytes, 'files'));
      for (const entry of zip.all) await isUsed(() => zip.read(entry, 0, entry.byteLength), isOfZip);
    }, isOfZip);
    await openZippedPhotos(new File([bytes], 'photos.zip'));
    const folder = await mkdtemp(path.join(os.tmpdir(), 'zip-'));
    try {
      const file = path.join(folder, 'photos.zip');
      await writeFile(file, bytes);
      await isUsed(async () => {
        for await (const { name } of (await openSource([file])).images()) void name;
      }, isOneOf(UserError));
    } finally {
      await rm(folder, { recursive: true });
    }
    return isRead;
  });
}

async function tinyFolder(): Promise<PackedModel> {
  await startBackend('cpu');
  const image = new Float32Array(resolutionOf(TINY) ** 2).map((_, i) => Math.sin(i));
  const packed = await packModel({
    ...{ name: 'tiny', title: 'Tiny', description: '', architecture: TINY },
    licence: { spdx: 'CC0-1.0', sentence: 'Free.' },
    conversion: { file: 'model.pth', weights: 'averaged' },
    learning: LEARNING_FILE,
    weights: { ...tinyWeights, ...(await recordCheck(tinyWeights, TINY, image)) },
  });
  const { record, bytes } = await packModelDirections(packed.model, DIRECTIONS);
  const learning = { formatVersion: 1, begunAt: 0, losses: [], milestones: [] };
  const model: ModelFile = { ...packed.model, directions: record };
  const files = new Map(packed.files);
  files.set(record.path, bytes);
  files.set(LEARNING_FILE, toBytes(learning));
  files.set(MODEL_FILE, toBytes(model));
  return { model, files };
}

const toBytes = (value: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(value));

const DIRECTIONS: readonly Direction[] = [
  {
    name: 'Ears',
    kind: 'pca',
    vector: Float32Array.of(0.6, 0.8),
    centre: 0.25,
    sigma: 2,
    firstBlock: 0,
    lastBlock: 0,
    isStarred: true,
  },
];

async function modelFolders() {
  const { model, files } = await tinyFolder();
  const text = (name: string): unknown => JSON.parse(new TextDecoder().decode(files.get(name)));
  const paths = [...files.keys()];
  const change = fc.oneof(
    fc.record({ path: fc.constant(MODEL_FILE), bytes: changedJson([model]).map(toBytes) }),
    fc.record({ path: fc.constant(LEARNING_FILE), bytes: changedJson([text(LEARNING_FILE)]).map(toBytes) }),
    fc.record({
      path: fc.constant(model.directions!.path),
      bytes: changedJson([text(model.directions!.path)]).map(toBytes),
    }),
    ...paths.map((each) => fc.record({ path: fc.constant(each), bytes: damagedBytes([files.get(each)!]) })),
  );
  const input = fc.record({ change, isRecordKept: fc.boolean(), isZipped: fc.boolean() });
  return kind(input, async ({ change: { path: changed, bytes }, isRecordKept, isZipped }) => {
    const given = new Map(files).set(changed, bytes);
    // With the size and hash of what it is now, the content is looked at as well.
    if (!isRecordKept && changed !== MODEL_FILE) {
      const renewed = { byteLength: Math.max(1, bytes.length), sha256: await sha256(bytes) };
      const record = <T extends { path: string }>(each: T): T =>
        each.path === changed ? { ...each, ...renewed } : each;
      given.set(
        MODEL_FILE,
        toBytes({ ...model, shards: model.shards.map(record), directions: record(model.directions!) }),
      );
    }
    const context = { takenNames: [], requireMemory: () => {}, startBackend: async () => {} };
    const asFolder = () =>
      importModel(
        { kind: 'folder', name: 'tiny', files: new Map([...given].map(([at, part]) => [at, new File([part], at)])) },
        context,
      );
    const asZip = () => {
      const zip = new Uint8Array(zipSync(Object.fromEntries(given)));
      return importModel({ kind: 'file', name: 'tiny.zip', file: new File([zip], 'tiny.zip') }, context);
    };
    return isUsed(isZipped ? asZip : asFolder, isOneOf(ModelFolderError, CheckpointError));
  });
}

async function recipes() {
  const plain = new Uint8Array(PNG.sync.write(new PNG({ width: 1, height: 1 })));
  const png = new Blob([plain], { type: 'image/png' });
  const cat = { name: 'Möhre', styles: Float32Array.of(1, -2, 1 / 3, 4) };
  const model = { name: 'tiny', layerCount: 1, latentSize: 2 };
  const made = await Promise.all([
    withGridRecipe(png, {
      ...{ model, noise: { kind: 'none' }, sources: [cat, cat] },
      rows: [{ destination: cat, schema: [0.35] }],
    }),
    withMorphRecipe(png, {
      ...{ model, noise: { kind: 'seeded', seed: 7 }, isLoop: false, path: 'linear', framesPerSecond: 24 },
      keys: [{ cat, seconds: 0.2, easing: 'hold' }],
    }),
    withDirectionSheetRecipe(png, {
      cat: { name: 'Möhre', styles: [0.5, -1.25] },
      options: { isStarredOnly: true, spacing: 0.5, count: 5, scale: 2, hasLabels: false },
      noise: { kind: 'seeded', seed: 0 },
      directions: packDirections(DIRECTIONS_MODEL, DIRECTIONS),
    }),
  ]);
  const files = await Promise.all(made.map(async (file) => new Uint8Array(await file.arrayBuffer())));
  const written = files.map((file) => {
    const chunk = new TextDecoder().decode(file);
    const keyword = /iTXt([\w-]+)/.exec(chunk)![1]!;
    const text = chunk.slice(chunk.indexOf('{'), chunk.lastIndexOf('}') + 1);
    return { keyword, recipe: JSON.parse(text) as unknown };
  });
  const rewritten = fc
    .constantFrom(...written)
    .chain(({ keyword, recipe }) =>
      changedJson([recipe]).map((changed) => withPngText(plain, keyword, JSON.stringify(changed))),
    );
  return kind(fc.oneof(rewritten, damagedBytes(files)), async (bytes) => {
    const file = new Blob([bytes]);
    const isOwn = (error: unknown) => error instanceof Error && /cannot be opened: it is damaged/.test(error.message);
    const reading = [readGridRecipe, readMorphRecipe, readDirectionSheetRecipe].map((read) =>
      isUsed(() => read(file), isOwn),
    );
    return (await Promise.all(reading)).every(Boolean);
  });
}

const DIRECTIONS_MODEL: DirectionsModel = { title: 'Tiny', architecture: TINY, fingerprint: 'f' };

async function directions() {
  const text = packDirections(DIRECTIONS_MODEL, [...DIRECTIONS, { ...DIRECTIONS[0]!, name: 'Nose', isStarred: false }]);
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const inputs = fc.oneof(
    changedJson([JSON.parse(text)]).map((changed) => JSON.stringify(changed) ?? ''),
    damagedBytes([new TextEncoder().encode(text)]).map(decode),
  );
  return kind(inputs, (changed) =>
    isUsed(() => parseDirections(changed, 'directions.json', DIRECTIONS_MODEL), isOneOf(ModelFolderError)),
  );
}

/** A session of everything that can be made, as a database keeps it. */
function session(): WrittenSession {
  const axis = { kind: 'pca', centre: 0.25, sigma: 2, firstBlock: 0, lastBlock: 0, isStarred: true };
  const litter = { id: 'l', motherId: 'p', fatherId: 'r', seed: 3, surprise: 0.2, names: { 4: 'Mo' } };
  const photo = { kind: 'photo', id: 'p', name: 'Möhre', crop: { left: 1.5, top: 2, size: 40, angle: 7 } };
  const dream = { kind: 'random', id: 'r', name: 'dream', seed: 5 };
  return {
    version: SESSION_VERSION,
    model: { name: 'tiny', layerCount: 1, latentSize: 2 },
    parts: {
      library: {
        items: [photo, dream, { kind: 'kept', id: 'k', name: 'made', styles: Float32Array.of(1, -2, 1 / 3, 4) }],
        selectedId: 'p',
      },
      grid: { sources: ['p', 'k'], rows: [{ id: 'g', itemId: 'r', schema: [0.35] }], editedRowId: 'g' },
      directions: {
        directions: [{ ...axis, id: 'd', name: 'Ears', vector: Float32Array.of(0.6, 0.8) }],
        dragAxes: { across: 'd', up: null },
        directionSheet: { isStarredOnly: true, spacing: 0.5, count: 5, scale: 2, hasLabels: false },
      },
      latent: { latent: { p: { psi: 0.7, truncatedBlocks: 1, offsets: { d: -1.5 } } } },
      examples: { marks: { r: 'less' } },
      film: {
        morph: {
          ...{ isLoop: true, path: 'linear', framesPerSecond: 24 },
          keys: [{ id: 'm', itemId: 'k', seconds: 2, easing: 'hold' }],
        },
      },
      family: {
        family: { founders: { p: photo, r: dream }, litters: [litter] },
        ...{ couple: { motherId: 'p', fatherId: 'r' }, surprise: 0.2, chosenKittenId: 'l/4', shownLitterId: 'l' },
      },
      view: { tab: 'mix', zoom: 'smooth', hasNoise: true, noiseSeed: 1, mixView: 'grid' },
    },
  };
}

async function sessions() {
  return kind(changedJson([session()]), async (written) => {
    const { version, model, parts } = (written as Partial<WrittenSession> | null) ?? {};
    if (typeof version !== 'number' || typeof parts !== 'object' || parts === null) return false; // the database's own form
    return isUsed(() => {
      const { state, losses } = readSession({ version, model, parts }, new Set(['p']));
      if (losses.size === 0 && !state.items) throw new NewerSessionError();
    }, isOneOf(NewerSessionError));
  });
}

async function projects() {
  const photo = { file: new File(['as given '.repeat(9)], 'Möhre.jpg', { type: 'image/jpeg' }), width: 3, height: 2 };
  const project = await packProject({ written: session(), photos: new Map([['p', photo]]) });
  const whole = new Uint8Array(await project.arrayBuffer());
  const { 'alae.json': text, ...others } = unzipSync(whole);
  const content: unknown = JSON.parse(new TextDecoder().decode(text));
  const rewritten = changedJson([content]).map((changed) =>
    zipSync({ 'alae.json': [toBytes(changed ?? null), { level: 0 }], ...others }),
  );
  return kind(fc.oneof(rewritten, damagedBytes([whole, zipSync({ 'alae.json': text!, ...others })])), (bytes) =>
    isUsed(
      async () => {
        const { written, photos } = await readProject(new File([new Uint8Array(bytes)], 'cats.alae'));
        readSession(written, new Set(photos.keys()));
      },
      isOneOf(ProjectError, NewerSessionError),
    ),
  );
}

async function codes() {
  const codesOf = (...shape: number[]) => {
    const values = new Float32Array(shape.reduce((a, b) => a * b)).map((_, i) => Math.sin(i));
    return encodeNpy({ shape, values });
  };
  const isOwn = (error: unknown) =>
    error instanceof Error && /^(is |holds )/.test(error.message) && !isOneOf(TypeError, RangeError)(error);
  return kind(damagedBytes([codesOf(3, 2), codesOf(3, 2, 2)]), (bytes) =>
    isUsed(() => stylesOfCodes(decodeNpy(bytes), TINY), isOwn),
  );
}

/** By the name on the command line. */
export const FUZZ_KINDS = {
  photos,
  zips,
  checkpoints,
  modelFolders,
  recipes,
  directions,
  sessions,
  projects,
  codes,
} as const satisfies Record<string, () => Promise<FuzzKind<unknown>>>;

export type FuzzKindName = keyof typeof FUZZ_KINDS;
