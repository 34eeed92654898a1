import { unzipSync } from 'fflate';
import { beforeEach, expect, it, vi } from 'vitest';
import type { StudioEngine } from '../engine/protocol.ts';
import type { SheetPngOptions } from '../image/pngExport.ts';
import { decodeNpy } from '../latent/npy.ts';
import { keepPhoto } from '../pictures/assets.ts';
import { replaceEngine } from '../pictures/runningEngine.ts';
import { readGridRecipe } from '../recipes/gridRecipe.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import type { ModelCard } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';
import { addFiles } from './addFiles.ts';
import {
  downloadGrid,
  downloadGridArchive,
  type GridExportOptions,
  gridPreview,
  largestGridScale,
  photosOnGrid,
  rememberedGridOptions,
  rememberGridOptions,
} from './gridExport.ts';

interface Sheet {
  readonly rows: readonly (readonly ({ readonly width: number } | undefined)[])[];
  readonly options: SheetPngOptions;
}
const sheets: Sheet[] = [];
const saved: { readonly name: string; readonly file: Blob }[] = [];

vi.mock('../imageWorker/imageClient.ts', async () => {
  const { PNG } = await import('pngjs');
  const png = new Blob([new Uint8Array(PNG.sync.write(new PNG({ width: 1, height: 1 })))], { type: 'image/png' });
  return {
    cropPhoto: async (_: Blob, { resolution }: { readonly resolution: number }) => ({ pixels: picture(resolution) }),
    sheetPng: async (rows: Sheet['rows'], options: SheetPngOptions) => {
      sheets.push({ rows, options });
      return png;
    },
  };
});
vi.mock('./saveFile.ts', () => ({
  downloadFile: async (name: string, make: () => Promise<Blob>) => void saved.push({ name, file: await make() }),
}));

const picture = (side: number) => ({ width: side, height: side, data: new Uint8ClampedArray(4 * side * side) });

const architecture = { layerCount: 1, latentSize: 2 } as ModelCard['architecture'];
const model = { name: 'tiny', title: 'Tiny', fingerprint: 'f', architecture } as ModelCard;
const SIDE = 4; // of one block
const engine = {
  model,
  dispose() {},
  encode: async () => Float32Array.of(1, 2),
  generate: async () => picture(SIDE),
} as unknown as StudioEngine;

const ginger: LibraryItem = { kind: 'photo', id: 'p', name: 'Ginger', crop: { left: 0, top: 0, size: 9 } };
const made: LibraryItem = { kind: 'kept', id: 'k', name: 'Made', styles: Float32Array.of(3, 4, 5, 6) };
const studio = () => useStudio.getState();
const options = rememberedGridOptions();
const wanted = (part: Partial<GridExportOptions> = {}, carriesPhotos = false) => ({
  options: { ...options, ...part },
  carriesPhotos,
});

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  sheets.length = saved.length = 0;
  useStudio.setState(useStudio.getInitialState(), true);
  replaceEngine(engine);
  studio().setModel({ model });
  keepPhoto('p', { file: new Blob([new Uint8Array(300)], { type: 'image/jpeg' }), url: '', width: 9, height: 9 });
  studio().addItems([ginger, made]);
  studio().openGrid(['p', 'k'], [{ itemId: 'k', schema: [0.5] }]);
});

it('has the photos on the margins in as many pixels as the sheet has, and names on both', async () => {
  await downloadGrid(wanted({ scale: 3, gap: 1, margin: 5, ground: 'black' }));
  const [sheet] = sheets;
  expect(sheet!.rows.map((row) => row.map((image) => image?.width))).toEqual([
    [undefined, 3 * SIDE, SIDE],
    [SIDE, SIDE, SIDE],
  ]);
  expect(sheet!.options).toMatchObject({
    scale: 3,
    gap: 1,
    margin: 5,
    ground: [16, 16, 16],
    labels: { columns: ['', 'Ginger', 'Made'], rows: ['', 'Made\n0.5'] },
  });
});

it('has pixels as they are where they are wanted so, reconstructions, or nothing on the margins', async () => {
  await downloadGrid(wanted({ zoom: 'nearest' }));
  await downloadGrid(wanted({ headers: 'reconstructions' }));
  await downloadGrid(wanted({ headers: 'none', hasLabels: false }));
  const sides = sheets.map(({ rows }) => rows.map((row) => row.map((image) => image?.width)));
  const withMargins = [
    [undefined, SIDE, SIDE],
    [SIDE, SIDE, SIDE],
  ];
  expect(sides).toEqual([withMargins, withMargins, [[SIDE, SIDE]]]);
  expect(sheets[2]!.options.labels).toBe(undefined);
});

it('carries the photos where they are wanted, and says how many bytes they are', async () => {
  expect(photosOnGrid(studio())).toEqual({ byteLength: 300, isLight: true });
  await downloadGrid(wanted({}, true));
  await downloadGrid(wanted());
  const recipes = await Promise.all(saved.map(({ file }) => readGridRecipe(file)));
  expect(recipes.map((recipe) => recipe!.sources.map(({ photoId }) => photoId))).toEqual([
    ['p', undefined],
    [undefined, undefined],
  ]);
  expect(saved[0]!.file.size - saved[1]!.file.size).toBeGreaterThan(300);
  keepPhoto('p', { file: new Blob([new Uint8Array(3e6)]), url: '', width: 9, height: 9 });
  expect(photosOnGrid(studio()).isLight).toBe(false);
});

it('leaves as one zip: each picture, a table, codes in its order, and what opens again', async () => {
  await downloadGridArchive(wanted());
  expect(saved[0]!.name).toBe('mixing-grid.zip');
  const files = unzipSync(new Uint8Array(await saved[0]!.file.arrayBuffer()));
  const pictures = [
    'source-1-ginger-given.png',
    'source-2-made-given.png',
    'destination-1-made-given.png',
    'row-1-1-made-x-ginger-mix.png',
    'row-1-2-made-x-made-mix.png',
  ];
  expect(Object.keys(files).sort()).toEqual([...pictures, 'codes.npy', 'mixing-grid.png', 'pictures.csv'].sort());
  const lines = new TextDecoder().decode(files['pictures.csv']).trim().split('\r\n');
  expect(lines[0]).toBe('file,kind,name,row,column,destination,source,switches');
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(pictures);
  expect(lines[4]).toBe('row-1-1-made-x-ginger-mix.png,mix,Made × Ginger,1,1,Made,Ginger,0.5');
  const { shape, values } = decodeNpy(files['codes.npy']!);
  expect(shape).toEqual([5, 2, 2]);
  expect([...values]).toEqual([1, 2, 1, 2, 3, 4, 5, 6, 3, 4, 5, 6, 2, 3, 3, 4, 3, 4, 5, 6]);
  expect((await readGridRecipe(new Blob([new Uint8Array(files['mixing-grid.png']!)])))!.rows).toHaveLength(1);
});

it('opens again out of its zip as it was, and none of its pictures is taken for a photo', async () => {
  await downloadGridArchive(wanted());
  useStudio.setState(useStudio.getInitialState(), true);
  studio().setModel({ model });
  await addFiles([new File([saved[0]!.file], 'mixing-grid.zip')]);
  expect(studio().items.map(({ name }) => name)).toEqual(['Ginger', 'Made']);
  expect(studio().rows.map(({ schema }) => schema)).toEqual([[0.5]]);
  expect(studio().notices.map(({ text }) => text)).toEqual(['The grid in “mixing-grid.png” is open again.']);
});

it('is looked at before, coarsely, and is no larger than a browser draws', async () => {
  await gridPreview({ ...options, scale: 2 });
  expect(sheets[0]!.options.scale).toBe(2);
  expect(sheets[0]!.rows[0]!.map((image) => image?.width)).toEqual([undefined, SIDE, SIDE]);
  studio().setModel({ model: { ...model, architecture: { ...architecture, layerCount: 9 } } }); // 1024 pixels
  const roomy = largestGridScale(studio(), { ...options, gap: 0 });
  expect(roomy).toBeGreaterThan(1);
  expect(largestGridScale(studio(), { ...options, headers: 'none' })).toBeGreaterThanOrEqual(roomy);
});

it('remembers how it was laid out; what is damaged is forgotten', () => {
  const chosen: GridExportOptions = { ...options, ground: 'sand', margin: 8, headers: 'none' };
  rememberGridOptions(chosen);
  expect(rememberedGridOptions()).toEqual(chosen);
  localStorage.setItem('gridExport', '{"scale":99}');
  expect(rememberedGridOptions()).toEqual(options);
});
