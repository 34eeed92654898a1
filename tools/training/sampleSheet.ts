import * as tf from '@tensorflow/tfjs-core';
import type { Pixels } from '../../src/image/pixels.ts';
import { blockResolution, styleCountOf } from '../../src/networks/architecture.ts';
import { encode, generate, type Model, map, repeatStyles, sampleZ, seededNoise } from '../../src/networks/model.ts';
import type { Growth } from '../../src/networks/ops.ts';
import type { ImageArray } from '../dataset/dataset.ts';
import { toTensors } from '../run/arrays.ts';
import type { TrainingOptions } from '../run/trainingOptions.ts';
import type { TrainingState } from '../run/trainingState.ts';

const COLUMNS = 12;
/** Sheets of low levels of detail are enlarged to this, pixel by pixel. */
const CELL_PIXELS = 64;
const SAMPLE_SEED = 7;

/**
 * What the networks can do now, in five bands: real test images, their reconstructions by the averaged and by
 * the live networks, samples of the averaged and of the live networks. The images, latents and noise are the same every time.
 */
export async function drawSampleSheet(
  { architecture }: TrainingOptions,
  state: TrainingState,
  growth: Growth,
  testImages: ImageArray,
): Promise<Pixels> {
  const resolution = blockResolution(growth.lod);
  const columns = Math.min(COLUMNS, testImages.count);
  const sheet = tf.tidy(() => {
    const pixels = testImages.pixels.subarray(0, columns * resolution ** 2 * architecture.channels);
    const real = tf.sub(
      tf.div(tf.tensor4d(pixels, [columns, resolution, resolution, architecture.channels], 'float32'), 127.5),
      1,
    ) as tf.Tensor4D;
    const noise = seededNoise(architecture, SAMPLE_SEED, { lod: growth.lod });
    const z = sampleZ(SAMPLE_SEED, columns, architecture.latentSize);
    const draw = (model: Model, w: tf.Tensor2D) =>
      generate(model, repeatStyles(w, styleCountOf(architecture)), { ...growth, noise });
    const averaged = { architecture, params: toTensors(state.averaged) };
    const live = { architecture, params: toTensors(state.live) };
    const reconstruction = (model: Model) => draw(model, encode(model, real, growth));
    const sample = (model: Model) => draw(model, map(model, z));
    const bands = [real, reconstruction(averaged), reconstruction(live), sample(averaged), sample(live)];
    // [bands · columns, r, r, C] → one picture, bands below each other
    const cells = tf.reshape(tf.concat(bands, 0), [
      bands.length,
      columns,
      resolution,
      resolution * architecture.channels,
    ]);
    return tf.reshape(tf.transpose(cells, [0, 2, 1, 3]), [
      bands.length * resolution,
      columns * resolution,
      architecture.channels,
    ]);
  });
  const values = await sheet.data();
  const [height, width, channels] = sheet.shape as [number, number, number];
  sheet.dispose();
  return enlarge(values, width, height, channels, Math.max(1, CELL_PIXELS / resolution));
}

/** [-1, 1] → RGBA, every pixel a square of `scale` pixels. */
function enlarge(values: ArrayLike<number>, width: number, height: number, channels: number, scale: number): Pixels {
  const data = new Uint8ClampedArray(4 * width * scale * height * scale);
  for (let y = 0; y < height * scale; y++) {
    for (let x = 0; x < width * scale; x++) {
      const from = (Math.floor(y / scale) * width + Math.floor(x / scale)) * channels;
      const to = 4 * (y * width * scale + x);
      for (let c = 0; c < 3; c++) data[to + c] = (values[from + Math.min(c, channels - 1)]! + 1) * 127.5;
      data[to + 3] = 255;
    }
  }
  return { width: width * scale, height: height * scale, data };
}
