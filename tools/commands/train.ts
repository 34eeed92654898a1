import { Command, Option } from 'commander';
import { deviceOption, ENGINES, numberBetween, wholeNumber } from '../options.ts';
import type { SittingOptions } from '../training/sitting.ts';

export const trainCommand = new Command('train')
  .description('Train a model by progressive growing')
  .requiredOption('-d, --dataset <dir>', 'data set made by prepare')
  .requiredOption('-o, --out <run>', 'run directory: options, stats.jsonl, sample sheets, checkpoints')
  .option('-c, --config <file>', 'YAML with what differs from the defaults (see tools/configs)')
  .option('--resume', 'go on with the run in --out from its newest checkpoint', false)
  .addOption(
    new Option(
      '--engine <name>',
      'eager is tfjs on the device, traced is ONNX Runtime on all cores; auto takes a graphics adapter, else traced',
    )
      .choices(ENGINES)
      .default('auto'),
  )
  .addOption(deviceOption('auto'))
  .option('--threads <count>', 'cores for the traced engine (default: all)', wholeNumber(1, 256))
  .option('--minutes <number>', 'stop after this time, with a checkpoint', numberBetween(0, 1e6))
  .option('--dry-run', 'check everything and print the schedule, but do not train', false)
  .addHelpText(
    'after',
    '\nCtrl-C stops after the current iteration, with a checkpoint.\n\nExamples:\n' +
      '  npm run alae -- train --dataset data/cats --out runs/cats --config tools/configs/cats64.yaml\n' +
      '  npm run alae -- train --dataset data/cats --out runs/cats --resume --minutes 60',
  )
  .action(async (options: SittingOptions) => {
    const { runSitting } = await import('../training/sitting.ts');
    await runSitting(options);
  });
