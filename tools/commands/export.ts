import path from 'node:path';
import { Command } from 'commander';
import { WHOLE_NUMBERS_REMARK } from '../../src/convert/remarks.ts';
import { storedDtype } from '../../src/modelFolder/schema.ts';
import { PACK_DEFAULTS } from '../../src/modelFolder/write.ts';
import type { Device } from '../compute/devices.ts';
import { cardOptions, deviceOption } from '../options/commandOptions.ts';
import { type FramingOptions, framingOptions } from '../options/framingOptions.ts';

interface ExportCommandOptions extends FramingOptions {
  readonly out: string;
  readonly title?: string;
  readonly description: string;
  readonly licence: string;
  readonly licenceSentence: string;
  readonly device: Device;
  readonly force: boolean;
  readonly dataset?: string;
  readonly replay: boolean;
}

export const exportCommand = framingOptions(
  cardOptions(
    new Command('export')
      .description("Make a model folder for the studio out of a training run's newest checkpoint")
      .argument('<run>', 'run directory of train')
      .requiredOption('-o, --out <dir>', 'model folder to write; index.json beside it lists the models'),
  ).option(
    '--dataset <dir>',
    'prepared data set from which is measured how the model is framed, as the command framing does',
  ),
)
  .option('--no-replay', 'leave out the frames of the training that the studio plays (they need sharp)')
  .addOption(deviceOption('wasm'))
  .option('--force', 'replace an older model of the same name', false)
  .addHelpText(
    'after',
    '\nExample:\n' +
      '  npm run alae -- export runs/cats --out public/models/cats64 --title "Cats" --force\n\n' +
      'Measure the model next, with evaluate: its card shows the figures.',
  )
  .action(
    async (
      run: string,
      { licence, licenceSentence, title, dataset, frame, images, ...options }: ExportCommandOptions,
    ) => {
      const { exportModel } = await import('../model/exportModel.ts');
      const model = await exportModel({
        ...options,
        ...(dataset !== undefined && { framing: { dataset, limit: images, ...(frame && { frame }) } }),
        run,
        title: title ?? path.basename(path.resolve(options.out)),
        licence: { spdx: licence, sentence: licenceSentence },
      });
      const { name, shards, training, replay } = model;
      const megabytes = shards.reduce((sum, { byteLength }) => sum + byteLength, 0) / 1e6;
      const seen = training ? `, ${training.imagesSeen} images seen` : '';
      const frames = replay ? `, replay of ${replay.frames.length} frames` : '';
      process.stdout.write(`${options.out}: ${name}, ${megabytes.toFixed(1)} MB${seen}${frames}\n`);
      if (storedDtype(model) !== PACK_DEFAULTS.dtype) process.stdout.write(`${WHOLE_NUMBERS_REMARK}\n`);
    },
  );
