import { Command } from 'commander';
import { TRUNCATION_DEFAULTS } from '../../src/latent/styles.ts';
import { type RenderingOptions, renderingModel, renderingOptions } from '../options/commandOptions.ts';
import { numberBetween, wholeNumber } from '../options/optionNumbers.ts';

interface SampleOptions extends RenderingOptions {
  readonly model: string;
  readonly count: number;
  readonly psi: number;
  readonly seed: number;
  readonly scale: number;
  readonly out: string;
}

export const sampleCommand = renderingOptions(
  new Command('sample')
    .description('Draw random images, G(F(z)), as one sheet')
    .requiredOption('-m, --model <dir>', 'model folder')
    .option('--count <number>', 'how many images', wholeNumber(1, 1024), 16)
    .option(
      '--psi <value>',
      'truncation: 1 is all variety, 0 the average',
      numberBetween(0, 2),
      TRUNCATION_DEFAULTS.psi,
    )
    .option('--seed <number>', 'seed of the first image; the next ones follow', wholeNumber(0, 2 ** 31 - 1), 1)
    .option('--scale <factor>', 'enlarge the sheet', wholeNumber(1, 8), 1)
    .requiredOption('-o, --out <file>', 'PNG file to write'),
)
  .addHelpText(
    'after',
    '\nExample:\n  npm run alae -- sample -m public/models/cats64 --count 25 --psi 0.7 --seed 1 --out sheet.png',
  )
  .action(async ({ model: folder, ...options }: SampleOptions) => {
    const { writeSampleSheet } = await import('../model/rendering.ts');
    const { width, height } = await writeSampleSheet(renderingModel(folder, options), options);
    process.stdout.write(`${options.out}: ${options.count} images, ${width}x${height} pixels\n`);
  });
