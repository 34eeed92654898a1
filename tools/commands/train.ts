import { Command, Option } from 'commander';
import { ENGINES, PROVIDERS } from '../compute/devices.ts';
import { UserError } from '../io/userError.ts';
import { deviceOption } from '../options/commandOptions.ts';
import { numberBetween, wholeNumber } from '../options/optionNumbers.ts';
import type { SittingOptions } from '../training/sitting.ts';

export const trainCommand = new Command('train')
  .description('Train a model by progressive growing')
  .requiredOption('-d, --dataset <dir>', 'data set made by prepare')
  .requiredOption('-o, --out <run>', 'run directory: options, stats.jsonl, sample sheets, checkpoints')
  .option('-c, --config <file>', 'YAML with what differs from the defaults (see tools/configs)')
  .option(
    '--init <model>',
    'begin a new run with the weights of this model folder (fine-tuning), and its architecture or one more layer',
  )
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
  .addOption(
    new Option('--provider <name>', 'what ONNX Runtime computes the traced engine with, where it is installed')
      .choices(PROVIDERS)
      .default('cpu'),
  )
  .option('--minutes <number>', 'stop after this time, with a checkpoint', numberBetween(0, 1e6))
  .option('--stats-seconds <number>', 'time between lines of stats.jsonl', numberBetween(0, 3600), 10)
  .option(
    '--restarts <count>',
    'go on by itself, at most this often without a new checkpoint, when the training process dies; 0 makes no such process',
    wholeNumber(0, 1000),
    3,
  )
  .addOption(new Option('--supervised').hideHelp().default(false))
  .option('--tensorboard', 'write event files for TensorBoard into the run directory as well', false)
  .option('--dry-run', 'check everything and print the schedule, but do not train', false)
  .addHelpText(
    'after',
    '\nCtrl-C stops after the current iteration, with a checkpoint.\n\nExamples:\n' +
      '  npm run alae -- train --dataset data/cats --out runs/cats --config tools/configs/cats64.yaml\n' +
      '  npm run alae -- train --dataset data/cats --out runs/cats --resume --minutes 60\n' +
      '  npm run alae -- train --dataset data/mine --out runs/mine --init public/models/cats64',
  )
  .action(async (options: SittingOptions & { readonly restarts: number }) => {
    // The supervisor's own call has both once it has restarted a run that began with a model.
    if (options.init && options.resume && !options.supervised) {
      throw new UserError('--init begins a new run and --resume goes on with one: leave out one of them.');
    }
    if (options.restarts > 0 && !options.supervised && !options.dryRun) {
      const { superviseTraining } = await import('../training/supervisor.ts');
      return superviseTraining(options, process.argv.slice(2));
    }
    const { runSitting } = await import('../training/sitting.ts');
    await runSitting(options);
  });
