import { Command } from 'commander';
import { TRUNCATION_DEFAULTS } from '../../src/latent/styles.ts';
import {
  type Device,
  deviceOption,
  type NoiseOptions,
  noiseSeedOption,
  noiseSetting,
  noNoiseOption,
  numberBetween,
  wholeNumber,
} from '../options.ts';

interface SampleOptions extends NoiseOptions {
  readonly model: string;
  readonly count: number;
  readonly psi: number;
  readonly seed: number;
  readonly scale: number;
  readonly out: string;
  readonly device: Device;
}

export const sampleCommand = new Command('sample')
  .description('Draw random images, G(F(z)), as one sheet')
  .requiredOption('-m, --model <dir>', 'model folder')
  .option('--count <number>', 'how many images', wholeNumber(1, 1024), 16)
  .option('--psi <value>', 'truncation: 1 is all variety, 0 the average', numberBetween(0, 2), TRUNCATION_DEFAULTS.psi)
  .option('--seed <number>', 'seed of the first image; the next ones follow', wholeNumber(0, 2 ** 31 - 1), 1)
  .option('--scale <factor>', 'enlarge the sheet', wholeNumber(1, 8), 1)
  .requiredOption('-o, --out <file>', 'PNG file to write')
  .addOption(noiseSeedOption())
  .addOption(noNoiseOption())
  .addOption(deviceOption('wasm'))
  .addHelpText(
    'after',
    '\nExample:\n  npm run alae -- sample -m public/models/cats64 --count 25 --psi 0.7 --seed 1 --out sheet.png',
  )
  .action(async ({ model: folder, device, ...options }: SampleOptions) => {
    const { writeSampleSheet } = await import('../rendering.ts');
    const { width, height } = await writeSampleSheet({ folder, device, noise: noiseSetting(options) }, options);
    process.stdout.write(`${options.out}: ${options.count} images, ${width}x${height} pixels\n`);
  });
