import { type Command, InvalidArgumentError, Option } from 'commander';
import { NOISE_DEFAULT } from '../src/latent/noise.ts';
import { UNSTATED_LICENCE } from '../src/modelFolder/schema.ts';
import type { RenderingModel } from './rendering.ts';

/** What `--device` may name: `auto` is WebGPU on a hardware adapter, else wasm. */
const DEVICES = ['auto', 'webgpu', 'wasm', 'cpu'] as const;
export type Device = (typeof DEVICES)[number];

/** What `--engine` may name: `eager` is tfjs on the device, `traced` ONNX Runtime on all cores. */
export const ENGINES = ['auto', 'eager', 'traced'] as const;
export type EngineName = (typeof ENGINES)[number];

/** What `--provider` may name: what ONNX Runtime computes the traced engine's graphs with. */
export const PROVIDERS = ['cpu', 'webgpu', 'cuda'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

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

/** Parser of a command-line option that is a whole number from `min` to `max`. */
export const wholeNumber =
  (min: number, max = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max) return value;
    const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
    throw new InvalidArgumentError(`It must be a whole number ${range}.`);
  };

/** Parser of a command-line option that is a number from `min` to `max`. */
export const numberBetween =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== '' && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It must be a number from ${min} to ${max}.`);
  };
