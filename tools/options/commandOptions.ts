import { type Command, Option } from 'commander';
import { NOISE_DEFAULT } from '../../src/latent/noise.ts';
import { UNSTATED_LICENCE } from '../../src/modelFolder/schema.ts';
import { DEVICES, type Device } from '../compute/devices.ts';
import type { RenderingModel } from '../model/rendering.ts';
import { wholeNumber } from './optionNumbers.ts';

/**
 * The option `--device`.
 * @param otherwise what `auto` takes where there is no graphics adapter
 */
export const deviceOption = (defaultDevice: Device, otherwise = 'wasm'): Option =>
  new Option(
    '--device <name>',
    `what computes: auto is a graphics adapter through WebGPU where there is one, else ${otherwise}`,
  )
    .choices(DEVICES)
    .default(defaultDevice);

/** Adds the options that say what a model is called and what may be done with it. */
export const cardOptions = (command: Command): Command =>
  command
    .option('--title <text>', 'name for people (default: the name of the folder)')
    .option('--description <text>', 'what the model shows', '')
    .option('--licence <spdx>', 'SPDX identifier of the licence of the weights', UNSTATED_LICENCE.spdx)
    .option(
      '--licence-sentence <text>',
      'what the licence means for whoever uses the model',
      UNSTATED_LICENCE.sentence,
    );

/** The option `--no-noise`. */
export const noNoiseOption = (): Option => new Option('--no-noise', 'draw without noise: smoothly');

/** What the options of `renderingOptions` come to. */
export interface RenderingOptions {
  readonly noise: boolean;
  readonly noiseSeed: number;
  readonly device: Device;
}

/** Adds the options that say with which noise G draws, and what computes. */
export const renderingOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--noise-seed <number>', 'seed of the noise, from which fine texture comes')
        .argParser(wholeNumber(0, 2 ** 24))
        .default(NOISE_DEFAULT.seed),
    )
    .addOption(noNoiseOption())
    .addOption(deviceOption('wasm'));

/** A model folder, and how to render with it. */
export const renderingModel = (folder: string, { noise, noiseSeed, device }: RenderingOptions): RenderingModel => ({
  folder,
  device,
  noise: noise ? { kind: 'seeded', seed: noiseSeed } : { kind: 'none' },
});
