import * as tf from '@tensorflow/tfjs-core';
import { centreSquare } from '../../src/image/crop.ts';
import { psnrDb } from '../../src/image/difference.ts';
import { composeGridSheet, composeSheet } from '../../src/image/gridSheet.ts';
import type { Pixels } from '../../src/image/pixels.ts';
import { cropTo } from '../../src/image/resample.ts';
import { encodeImage, generateImage, mapSamples } from '../../src/inference/inference.ts';
import { presetSchemas } from '../../src/latent/mixPresets.ts';
import type { NoiseSetting } from '../../src/latent/noise.ts';
import {
  mixStyles,
  parseSchemas,
  repeatW,
  type Schema,
  TRUNCATION_DEFAULTS,
  truncateStyles,
} from '../../src/latent/styles.ts';
import type { GroupName } from '../../src/modelFolder/schema.ts';
import { resolutionOf } from '../../src/networks/architecture.ts';
import { seededNoise } from '../../src/networks/model.ts';
import type { Device } from '../compute/devices.ts';
import { prepareFor } from '../io/atomicFile.ts';
import { readPixels, writePng } from '../io/imageFiles.ts';
import { messageOf, UserError } from '../io/userError.ts';
import { type OpenModel, withModel } from './openModel.ts';

/** Which model to render with, what computes, and the noise that G is given. */
export interface RenderingModel {
  /** A model folder. */
  readonly folder: string;
  readonly device: Device;
  readonly noise: NoiseSetting;
}

/** Styles [2L · S], coarsest first → G's image. */
type Draw = (styles: Float32Array) => Promise<Pixels>;

/** Opens a model, and lets `render` draw with it, with the noise that is asked for. @throws UserError */
export function withDraw<T>(
  { folder, device, noise }: RenderingModel,
  groups: readonly GroupName[],
  render: (model: OpenModel, draw: Draw) => Promise<T>,
): Promise<T> {
  return withModel({ folder, device, groups }, async (model) => {
    const planes = noise.kind === 'seeded' ? seededNoise(model.architecture, noise.seed) : [];
    try {
      return await render(model, (styles) => generateImage(model, styles, { noise: planes }));
    } finally {
      tf.dispose(planes);
    }
  });
}

/** A photo as the model sees it, and its styles. */
interface EncodedPhoto {
  readonly input: Pixels;
  /** [2L · S] */
  readonly styles: Float32Array;
}

async function encodePhoto(model: OpenModel, file: string): Promise<EncodedPhoto> {
  const photo = await readPixels(file);
  const input = cropTo(photo, centreSquare(photo), resolutionOf(model.architecture));
  return { input, styles: repeatW(await encodeImage(model, input), model.architecture.layerCount) };
}

async function encodePhotos(model: OpenModel, files: readonly string[]): Promise<EncodedPhoto[]> {
  const photos: EncodedPhoto[] = [];
  for (const file of files) photos.push(await encodePhoto(model, file));
  return photos;
}

interface Reconstruction {
  readonly input: string;
  readonly output: string;
  /** Peak signal-to-noise ratio of the reconstruction against the photo at the model's size. */
  readonly psnrDb: number;
}

/**
 * Writes G(E(x)) of each image file.
 * @throws UserError
 */
export function reconstructFiles(
  model: RenderingModel,
  files: readonly { readonly input: string; readonly output: string }[],
  onDone: (reconstruction: Reconstruction) => void = () => undefined,
): Promise<void> {
  return withDraw(model, ['E'], async (model, draw) => {
    for (const { input, output } of files) {
      const photo = await encodePhoto(model, input);
      const image = await draw(photo.styles);
      await writePng(output, image);
      onDone({ input, output, psnrDb: psnrDb(photo.input, image) });
    }
  });
}

interface MixGridOptions {
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  /** One for all rows, or one per row with commas between them; default: the studio's rows. */
  readonly schema?: string;
  /** 1 to 8 pixels for each of the model's. */
  readonly scale?: number;
  readonly out: string;
}

/**
 * Writes a mixing figure, the same that the studio exports without labels.
 * @throws UserError, also when a schema does not fit the model
 */
export function writeMixGrid(
  model: RenderingModel,
  { sources, destinations, schema, scale = 1, out }: MixGridOptions,
): Promise<Pixels> {
  return withDraw(model, ['E'], async (model, draw) => {
    await prepareFor(out);
    const schemas = rowSchemas(schema, destinations.length, model.architecture.layerCount);
    const across = await encodePhotos(model, sources);
    const down = await encodePhotos(model, destinations);
    const cells: Pixels[][] = [];
    for (const [row, destination] of down.entries()) {
      cells.push([]);
      for (const source of across) {
        const styles = mixStyles(source.styles, destination.styles, schemas[row]!, model.architecture);
        cells[row]!.push(await draw(styles));
      }
    }
    const margins = { sources: across.map(({ input }) => input), destinations: down.map(({ input }) => input) };
    return writeSheet(out, composeGridSheet({ ...margins, cells }, { scale }));
  });
}

function rowSchemas(text: string | undefined, rowCount: number, layerCount: number): readonly Schema[] {
  const schemas = text === undefined ? presetSchemas(layerCount) : readSchemas(text, layerCount);
  if (text !== undefined && schemas.length !== 1 && schemas.length !== rowCount) {
    throw new UserError(
      `${schemas.length} schemas for ${rowCount} destinations: give one for all rows or one per row.`,
    );
  }
  return Array.from({ length: rowCount }, (_, row) => schemas[row % schemas.length]!);
}

function readSchemas(text: string, layerCount: number): readonly Schema[] {
  try {
    return parseSchemas(text, layerCount);
  } catch (cause) {
    throw new UserError(messageOf(cause), { cause });
  }
}

interface SampleSheetOptions {
  readonly count: number;
  /** Truncation of all styles that `TRUNCATION_DEFAULTS.cutoff` covers. */
  readonly psi: number;
  /** Image i is the studio's random image of seed `seed + i`. */
  readonly seed: number;
  readonly scale?: number;
  readonly out: string;
}

/**
 * Writes a sheet of random images, row by row, nearly square.
 * @throws UserError
 */
export function writeSampleSheet(
  model: RenderingModel,
  { count, psi, seed, scale = 1, out }: SampleSheetOptions,
): Promise<Pixels> {
  return withDraw(model, ['F'], async (model, draw) => {
    await prepareFor(out);
    const { layerCount, latentSize } = model.architecture;
    const columns = Math.ceil(Math.sqrt(count));
    const rows: Pixels[][] = [];
    for (let i = 0; i < count; i++) {
      const styles = repeatW(await mapSamples(model, seed + i, 1), layerCount);
      const truncation = { psi, cutoff: TRUNCATION_DEFAULTS.cutoff };
      const truncated = truncateStyles(styles, model.averageStyles, latentSize, truncation);
      if (i % columns === 0) rows.push([]);
      rows.at(-1)!.push(await draw(truncated));
    }
    return writeSheet(out, composeSheet(rows, { scale }));
  });
}

async function writeSheet(out: string, sheet: Pixels): Promise<Pixels> {
  await writePng(out, sheet);
  return sheet;
}
