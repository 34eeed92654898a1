import { Command } from 'commander';
import { prepareCommand } from './commands/prepare.ts';
import { exitWithError } from './userError.ts';

const program = new Command('alae')
  .description('Prepare data, train StyleALAE models and use them from the command line')
  .addHelpText(
    'after',
    '\nExamples:\n  npm run alae -- prepare --input cats.zip --out data/cats\n  npm run alae -- help prepare',
  );

for (const command of [prepareCommand]) {
  program.addCommand(command.option('--verbose', 'show the stack when something fails', false));
}

program.parseAsync().catch(exitWithError);
