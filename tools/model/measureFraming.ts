import path from 'node:path';
import { type Cascade, compileCascade } from '../../src/framing/cascade.ts';
import catFace from '../../src/framing/catFace.json' with { type: 'json' };
import { findSeeds, UPRIGHT_CATS } from '../../src/framing/faceSeeds.ts';
import { type CropBox, overlap } from '../../src/image/crop.ts';
import type { Pixels } from '../../src/image/pixels.ts';
import { readModelFile } from '../../src/modelFolder/read.ts';
import type { ModelFraming } from '../../src/modelFolder/schema.ts';
import { packModelFile } from '../../src/modelFolder/write.ts';
import { type ImageArray, openDataset } from '../dataset/dataset.ts';
import { writeFileAside } from '../io/atomicFile.ts';
import { UserError } from '../io/userError.ts';
import { folderSource, sayingWhichModel } from './openModel.ts';

export interface FramingMeasurement {
  /** Prepared data set. */
  readonly dataset: string;
  /** Where in its images the frame is that the model was trained on, in parts of their side; default: all of them. */
  readonly frame?: CropBox;
  /** Images to look at, at most; all at 128 pixels a side or, where they are smaller, their own size. */
  readonly limit: number;
}

/** At this many pixels a side the face of a whole head is more than three times as large as the detector's window. */
const MEASURED_RESOLUTION = 128;
/** The face and that of the mirrored image must be the same box to this much (intersection over union). */
const SAME_FACE = 0.8;
/** Windows that must see it. */
const LEAST_WEIGHT = 4;
/** Degrees by which it may lean. */
const LARGEST_LEAN = 10;
/** With fewer images on which the detector agrees with itself, the medians say little. */
const LEAST_IMAGES = 20;
const WHOLE: CropBox = { left: 0, top: 0, size: 1 };

/**
 * Measures where the faces are in the pictures that a model was trained on: medians over the images of a data set in which the
 * detector sees the same face as in their mirror images.
 * @throws UserError when it agrees with itself on too few
 */
export async function measureFraming({ dataset, frame = WHOLE, limit }: FramingMeasurement): Promise<ModelFraming> {
  const { manifest, load } = await openDataset(dataset);
  const sizes = manifest.resolutions.filter((resolution) => resolution <= MEASURED_RESOLUTION);
  const images = await load('train', Math.max(...sizes));
  const cascade = compileCascade(catFace);
  const faces: CropBox[] = [];
  const step = Math.max(1, Math.floor(images.count / limit));
  for (let index = 0; index < images.count && index < limit * step; index += step) {
    const face = agreedFace(cascade, pixelsOf(images, index));
    if (face) faces.push(face);
  }
  if (faces.length < LEAST_IMAGES) {
    throw new UserError(
      `${dataset} does not show how the model is framed: a cat’s face is seen in ${faces.length} of its images, and ` +
        `${LEAST_IMAGES} are needed. Give a data set of cats, of 64 pixels a side or more.`,
    );
  }
  const { resolution } = images;
  const inFrame = (key: 'left' | 'top') => faces.map((face) => (face[key] / resolution - frame[key]) / frame.size);
  return {
    left: rounded(median(inFrame('left'))),
    top: rounded(median(inFrame('top'))),
    size: rounded(median(faces.map(({ size }) => size / resolution / frame.size))),
    images: faces.length,
  };
}

/**
 * Measures how a model's pictures are framed and writes it into its folder, where the studio finds it.
 * @throws UserError
 */
export async function storeFraming(folder: string, measurement: FramingMeasurement): Promise<ModelFraming> {
  const model = await sayingWhichModel(folder, readModelFile(folderSource(folder)));
  const framing = await measureFraming(measurement);
  const [file, content] = packModelFile({ ...model, framing });
  await writeFileAside(path.join(folder, file), content);
  return framing;
}

/** The face of an image, where the detector sees the same one in its mirror image. */
function agreedFace(cascade: Cascade, image: Pixels): CropBox | null {
  const face = faceOf(cascade, image, false);
  const mirrored = face && faceOf(cascade, image, true);
  if (!mirrored || overlap(face, mirrored) < SAME_FACE) return null;
  const mean = (key: 'left' | 'top' | 'size') => (face[key] + mirrored[key]) / 2;
  return { left: mean('left'), top: mean('top'), size: mean('size') };
}

function faceOf(cascade: Cascade, image: Pixels, isMirrored: boolean): CropBox | null {
  const [best] = findSeeds(cascade, image, { ...UPRIGHT_CATS, isMirrored });
  return best && best.weight >= LEAST_WEIGHT && Math.abs(best.box.angle ?? 0) <= LARGEST_LEAN ? best.box : null;
}

function pixelsOf({ pixels, resolution, channels }: ImageArray, index: number): Pixels {
  const data = new Uint8ClampedArray(4 * resolution ** 2).fill(255);
  const begin = index * resolution ** 2 * channels;
  for (let i = 0; i < resolution ** 2; i++) {
    for (let c = 0; c < 3; c++) data[4 * i + c] = pixels[begin + i * channels + Math.min(c, channels - 1)]!;
  }
  return { width: resolution, height: resolution, data };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** A thousandth of a frame is less than a pixel. */
const rounded = (value: number): number => Math.round(1000 * value) / 1000;
