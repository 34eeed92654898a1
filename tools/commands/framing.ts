import { Command } from 'commander';
import { type FramingOptions, framingOptions } from '../options/framingOptions.ts';

interface FramingCommandOptions extends FramingOptions {
  readonly model: string;
  readonly dataset: string;
}

export const framingCommand = framingOptions(
  new Command('framing')
    .description('Measure how a model is framed, and write it into its folder: the studio frames photos alike')
    .requiredOption('-m, --model <dir>', 'model folder, whose framing is replaced')
    .requiredOption(
      '-d, --dataset <dir>',
      'prepared data set with the images that the model was trained on, or larger pieces',
    ),
)
  .addHelpText(
    'after',
    '\nExample:\n  npm run alae -- framing -m public/models/cats64 -d data/heads --frame 95,127,417,449/512',
  )
  .action(async ({ model, dataset, frame, images }: FramingCommandOptions) => {
    const { storeFraming } = await import('../model/measureFraming.ts');
    const framing = await storeFraming(model, { dataset, limit: images, ...(frame && { frame }) });
    const { left, top, size } = framing;
    process.stdout.write(
      `${model}: in ${framing.images} images a face of ${size} of the frame, its corner at (${left}, ${top})\n`,
    );
  });
