/**
 * The program of a bundle, which `alae bundle` makes one file of. It lies beside the images and the configuration, and
 * `run.sh` starts it.
 */
import type { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { COLLECT_DEFAULTS, type CollectOptions, collectRun } from './bundle/collect.ts';
import { BUNDLE_CONTENT } from './bundle/content.ts';
import { unpackDataset } from './bundle/packedDataset.ts';
import { trainCommand } from './commands/train.ts';
import { MANIFEST_FILE } from './dataset/manifest.ts';
import { createProgressLine } from './io/progress.ts';
import { exitWithError } from './io/userError.ts';
import { wholeNumber } from './options/optionNumbers.ts';
import { checkpointNames } from './run/checkpoint.ts';
import type { SittingOptions } from './training/sitting.ts';

const beside = (name: string) => path.join(import.meta.dirname, name);
const DATASET = beside('dataset');
const RUN = beside(BUNDLE_CONTENT.run);

// The same command as at home, with other defaults.
setDefault(trainCommand, 'dataset', DATASET);
setDefault(trainCommand, 'out', RUN);
setDefault(trainCommand, 'config', beside(BUNDLE_CONTENT.config));
(trainCommand as unknown as EventEmitter).removeAllListeners('afterHelp'); // its examples are of another program
trainCommand
  .addHelpText(
    'after',
    '\nA run that has begun goes on, without --resume. Ctrl-C stops after the current iteration, with a checkpoint.',
  )
  .hook('preAction', async (command) => {
    const { dataset, out } = command.opts<{ dataset: string; out: string }>();
    if (dataset === DATASET && !existsSync(path.join(DATASET, MANIFEST_FILE))) await unpackImages();
    if ((await checkpointNames(out)).length > 0) command.setOptionValue('resume', true);
    const resumeCommand = `${beside(BUNDLE_CONTENT.runScript)}${out === RUN ? '' : ` --out ${out}`}`;
    command.setOptionValue('resumeCommand' satisfies keyof SittingOptions, resumeCommand);
  });

/** Gives an option of a command another default, which its help shows too. */
function setDefault(command: Command, name: string, value: string): void {
  command.options
    .find((option) => option.attributeName() === name)
    ?.default(value)
    .makeOptionMandatory(false);
  command.setOptionValueWithSource(name, value, 'default');
}

const collectCommand = new Command('collect')
  .description(
    'Write the newest checkpoint and sample sheet, in small files, to a directory that is to be brought home',
  )
  .argument('<dir>', 'directory to write')
  .option('--run <run>', 'run directory', RUN)
  .option('--piece-size <MiB>', 'no file is larger', wholeNumber(1, 1024), COLLECT_DEFAULTS.pieceMebibytes)
  .option('--sheets <count>', 'older sample sheets to bring as well', wholeNumber(0), COLLECT_DEFAULTS.sheets)
  .action(async (out: string, { pieceSize, ...options }: Omit<CollectOptions, 'out'> & { pieceSize: number }) => {
    const { imagesSeen } = await collectRun({ ...options, out, pieceMebibytes: pieceSize });
    process.stdout.write(
      `${out} holds the run after ${imagesSeen} images. At home: npm run alae -- train --resume --out ${out} --dataset <dir>\n`,
    );
  });

async function unpackImages(): Promise<void> {
  const line = createProgressLine();
  const startedMs = performance.now();
  let done = 0;
  try {
    await unpackDataset(beside(BUNDLE_CONTENT.images), DATASET, () => line.update(`unpacking images: ${++done}`));
  } finally {
    line.clear();
  }
  process.stdout.write(`${done} images unpacked in ${((performance.now() - startedMs) / 1000).toFixed(1)} s\n`);
}

const program = new Command(BUNDLE_CONTENT.runScript)
  .description('Train a StyleALAE on this machine; without a command it trains')
  .addHelpText('after', '\nExamples:\n  ./run.sh --minutes 60\n  ./run.sh train --help\n  ./run.sh collect /tmp/home');
for (const [command, isDefault] of [
  [trainCommand, true],
  [collectCommand, false],
] as const) {
  program.addCommand(command.option('--verbose', 'show the stack when something fails'), { isDefault });
}

program.parseAsync().catch(exitWithError);
