/**
 * Measures what the pull of the second look is worth: how near photos come, and how many of their mixtures stay familiar:
 *   tsx tools/dev/trialLooks.ts --photos heads --frame 95,127,417,449/512 --model public/models/cats64 --pulls 0.01 0.03 0.1
 */

import * as tf from '@tensorflow/tfjs-core';
import { Command } from 'commander';
import type { CropBox } from '../../src/image/crop.ts';
import { psnrDb } from '../../src/image/difference.ts';
import { composeSheet } from '../../src/image/gridSheet.ts';
import type { Pixels } from '../../src/image/pixels.ts';
import { cropTo } from '../../src/image/resample.ts';
import { encodeImage, generateImage } from '../../src/inference/inference.ts';
import { refine } from '../../src/inference/refine.ts';
import { UNFAMILIAR } from '../../src/latent/familiarity.ts';
import { presetSchemas } from '../../src/latent/mixPresets.ts';
import { NOISE_DEFAULT } from '../../src/latent/noise.ts';
import { REFINE_DEFAULTS } from '../../src/latent/refinement.ts';
import { mixStyles, repeatW, type Schema } from '../../src/latent/styles.ts';
import { resolutionOf } from '../../src/networks/architecture.ts';
import { registerGradients } from '../../src/networks/gradients.ts';
import { type Model, seededNoise } from '../../src/networks/model.ts';
import { openSource } from '../dataset/source.ts';
import { writePng } from '../io/imageFiles.ts';
import { exitWithError } from '../io/userError.ts';
import { withModel } from '../model/openModel.ts';
import { type Judge, judgeOf } from '../model/strangeness.ts';
import { square } from '../options/framingOptions.ts';
import { numberBetween, wholeNumber } from '../options/optionNumbers.ts';

/** Cats that each one borrows from: so many that follow it. */
const SOURCES = 3;

interface TrialOptions {
  readonly photos: string;
  readonly frame: CropBox;
  readonly model: string;
  readonly pulls: readonly number[];
  readonly limit: number;
  readonly steps: number;
  readonly sheet?: string;
}

const aPull = numberBetween(0, 100);

const command = new Command('trialLooks')
  .requiredOption('-p, --photos <path>', 'folder or zip of photos that are framed alike')
  .option('--frame <left,top,right,bottom/side>', 'the frame, in photos of that side (default: the whole)', square, {
    left: 0,
    top: 0,
    size: 1,
  })
  .requiredOption('-m, --model <dir>', 'model folder')
  .requiredOption('--pulls <numbers...>', 'weights to try', (text, others: number[] = []) => [...others, aPull(text)])
  .option('--limit <number>', 'photos to look at', wholeNumber(2), 8)
  .option('--steps <number>', 'of a look', wholeNumber(1), 20)
  .option('--sheet <png>', 'a row for every cat as the last pull leaves it: photo, cat, and its mixtures')
  .action(tryLooks);

async function tryLooks({ model: folder, pulls, steps, sheet, ...options }: TrialOptions): Promise<void> {
  await withModel({ folder, device: 'wasm', groups: ['E', 'F', 'D'] }, async (model) => {
    registerGradients();
    const judge = await judgeOf(model);
    const { architecture } = model;
    const noise = seededNoise(architecture, NOISE_DEFAULT.seed);
    const inputs = await inputsOf(options, resolutionOf(architecture));
    const encoded: Cat[] = [];
    for (const input of inputs) {
      const styles = repeatW(await encodeImage(model, input), architecture.layerCount);
      encoded.push({ input, styles, picture: await generateImage(model, styles, { noise }) });
    }
    process.stdout.write('pull\tPSNR dB\tunfamiliar cats\tunfamiliar mixtures\n');
    await report('encoder alone', encoded, { model, judge, noise });
    let rows: Pixels[][] = [];
    for (const pull of pulls) {
      const cats: Cat[] = [];
      for (const input of inputs) {
        const looked = await refine(
          model,
          input,
          judge.latents,
          { ...REFINE_DEFAULTS, stepCount: steps, pull },
          () => true,
          noise,
        );
        cats.push({ input, ...looked });
      }
      const mixtures = await report(String(pull), cats, { model, judge, noise });
      rows = cats.map(({ input, picture }, i) => [input, picture, ...mixtures[i]!]);
    }
    if (sheet !== undefined) await writePng(sheet, composeSheet(rows));
    tf.dispose(noise);
  });
}

/** A photo as a model sees it, and what it is drawn as. */
interface Cat {
  readonly input: Pixels;
  /** [2L · S] */
  readonly styles: Float32Array;
  readonly picture: Pixels;
}

async function inputsOf(
  { photos, frame, limit }: Pick<TrialOptions, 'photos' | 'frame' | 'limit'>,
  resolution: number,
) {
  const inputs: Pixels[] = [];
  for await (const { pixels } of (await openSource([photos])).images()) {
    const photo = await pixels('white');
    const side = Math.min(photo.width, photo.height);
    const box = { left: frame.left * side, top: frame.top * side, size: frame.size * side };
    inputs.push(cropTo(photo, box, resolution));
    if (inputs.length === limit) break;
  }
  return inputs;
}

interface Drawing {
  readonly model: Model;
  readonly judge: Judge;
  readonly noise: readonly tf.Tensor4D[];
}

/**
 * One line: how near the cats are, and how many of them and of their mixtures the model does not know.
 * @returns each cat's mixtures
 */
async function report(name: string, cats: readonly Cat[], drawing: Drawing): Promise<Pixels[][]> {
  const psnr = cats.reduce((sum, { input, picture }) => sum + psnrDb(input, picture), 0) / cats.length;
  const own = await drawing.judge.strangeness(cats.map(({ picture }) => picture));
  const mixtures = await mixturesOf(cats, drawing);
  const strangeness = await drawing.judge.strangeness(mixtures.flat());
  process.stdout.write(`${[name, psnr.toFixed(2), share(own), share(strangeness)].join('\t')}\n`);
  return mixtures;
}

/** Every cat with the next few, in each of the studio's schemas. */
async function mixturesOf(cats: readonly Cat[], { model, noise }: Drawing): Promise<Pixels[][]> {
  const { architecture } = model;
  const schemas = [...new Set<Schema>(presetSchemas(architecture.layerCount))];
  const found: Pixels[][] = [];
  for (const [i, destination] of cats.entries()) {
    const cells: Pixels[] = [];
    for (const schema of schemas) {
      for (const source of [...cats, ...cats].slice(i + 1, i + 1 + SOURCES)) {
        const styles = mixStyles(source.styles, destination.styles, schema, architecture);
        cells.push(await generateImage(model, styles, { noise }));
      }
    }
    found.push(cells);
  }
  return found;
}

const share = (strangeness: readonly number[]): string => {
  const count = strangeness.filter((value) => value > UNFAMILIAR).length;
  return `${count} of ${strangeness.length} (${Math.round((100 * count) / strangeness.length)} %)`;
};

await command.parseAsync().catch(exitWithError);
