import fc from 'fast-check';
import { zipSync } from 'fflate';
import { PNG } from 'pngjs';
import { CheckpointError } from '../../../src/convert/checkpointError.ts';
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
import { resolutionOf } from '../../../src/networks/architecture.ts';
import { readDirectionSheetRecipe, withDirectionSheetRecipe } from '../../../src/recipes/directionSheetRecipe.ts';
import { readGridRecipe, withGridRecipe } from '../../../src/recipes/gridRecipe.ts';
import { LinkError, linkHash, readLink } from '../../../src/recipes/linkRecipe.ts';
import { readMorphRecipe, withMorphRecipe } from '../../../src/recipes/morphRecipe.ts';
import { startBackend } from '../../compute/backend.ts';
import { changedJson, damagedBytes } from './damage.ts';
import { isOneOf, isUsed, kind, TINY, tinyWeights, toBytes } from './fuzzKind.ts';

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

export async function modelFolders() {
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

export async function recipes() {
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

export async function links() {
  const model = { name: 'tiny', layerCount: 1, latentSize: 2 };
  const cat = { name: 'Möhre', styles: Float32Array.of(1, -2, 1 / 3, 4) };
  const made = [
    linkHash('cat', { model, noise: { kind: 'none' }, cat }),
    linkHash('grid', { model, sources: [cat], rows: [{ destination: cat, schema: [0.35] }] }),
  ];
  const inputs = damagedBytes(made.map((hash) => new TextEncoder().encode(hash)));
  return kind(inputs, (bytes) => isUsed(() => readLink(new TextDecoder().decode(bytes)), isOneOf(LinkError)));
}

const DIRECTIONS_MODEL: DirectionsModel = { title: 'Tiny', architecture: TINY, fingerprint: 'f' };

export async function directions() {
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

export async function codes() {
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
