import { Command } from 'commander';
import { bundleCommand } from './commands/bundle.ts';
import { configCommand } from './commands/config.ts';
import { convertCommand } from './commands/convert.ts';
import { decodeCommand } from './commands/decode.ts';
import { directionsCommand } from './commands/directions.ts';
import { encodeCommand } from './commands/encode.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { exportCommand } from './commands/export.ts';
import { exportOnnxCommand } from './commands/exportOnnx.ts';
import { framingCommand } from './commands/framing.ts';
import { growCommand } from './commands/grow.ts';
import { judgeCommand } from './commands/judge.ts';
import { mixCommand } from './commands/mix.ts';
import { prepareCommand } from './commands/prepare.ts';
import { reconstructCommand } from './commands/reconstruct.ts';
import { sampleCommand } from './commands/sample.ts';
import { torchCommand } from './commands/torch.ts';
import { trainCommand } from './commands/train.ts';
import { watchCommand } from './commands/watch.ts';
import { exitWithError } from './io/userError.ts';

const program = new Command('alae')
  .description('Prepare data, train StyleALAE models and use them from the command line')
  .addHelpText(
    'after',
    '\nExamples:\n  npm run alae -- grow photos/cats\n  npm run alae -- prepare --input cats.zip --out data/cats\n  npm run alae -- help prepare',
  );

for (const command of [
  growCommand,
  prepareCommand,
  trainCommand,
  bundleCommand,
  torchCommand,
  watchCommand,
  configCommand,
  exportCommand,
  exportOnnxCommand,
  convertCommand,
  evaluateCommand,
  judgeCommand,
  directionsCommand,
  framingCommand,
  encodeCommand,
  decodeCommand,
  reconstructCommand,
  mixCommand,
  sampleCommand,
]) {
  program.addCommand(command.option('--verbose', 'show the stack when something fails'));
}

process.on('uncaughtException', exitWithError); // from a driver's callback, say
program.parseAsync().catch(exitWithError);
