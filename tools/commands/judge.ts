import { Command, Option } from 'commander';
import type { Device } from '../compute/devices.ts';
import { JUDGING_DEFAULTS } from '../evaluation/judging/defaults.ts';
import { UserError } from '../io/userError.ts';
import { deviceOption, noNoiseOption } from '../options/commandOptions.ts';
import { wholeNumber } from '../options/optionNumbers.ts';

interface JudgeCommandOptions {
  readonly dataset?: string;
  readonly out?: string;
  readonly judges: number;
  readonly rows: number;
  readonly pairs: number;
  readonly seed: number;
  readonly noise: boolean;
  readonly device: Device;
  readonly force: boolean;
  readonly answers?: [string, ...string[]];
  readonly key?: string;
}

export const judgeCommand = new Command('judge')
  .description('Let strangers judge a model: write sheets for them, and score what they answer')
  .argument('[model]', 'model folder')
  .option('-d, --dataset <dir>', 'data set made by prepare, whose test images are shown')
  .option('-o, --out <dir>', 'directory to write: a folder with sheets for each judge, and key.json apart from them')
  .option('--judges <count>', 'judges, each with other rows', wholeNumber(1, 9), JUDGING_DEFAULTS.judges)
  .option(
    '--rows <count>',
    'rows for each judge: a reconstruction and five photos, its own, the two nearest in colour and two random ones',
    wholeNumber(0, 100),
    JUDGING_DEFAULTS.rows,
  )
  .option(
    '--pairs <count>',
    'pairs for each judge: a photo and a random image of the model',
    wholeNumber(0, 100),
    JUDGING_DEFAULTS.pairs,
  )
  .option('--seed <number>', 'seed of what is shown', wholeNumber(0, 2 ** 24), JUDGING_DEFAULTS.seed)
  .addOption(noNoiseOption())
  .addOption(deviceOption('auto', 'ONNX Runtime on all cores, else wasm'))
  .option('--force', 'replace older sheets of the same name', false)
  .addOption(
    new Option('--answers <file...>', "what the judges wrote: scores it into the model's report and card").conflicts([
      'dataset',
      'out',
    ]),
  )
  .option('--key <file>', "key of the answers (default: key.json beside the judges' folders)")
  .addHelpText(
    'after',
    '\nA judge is anyone with fresh eyes who sees the folder of that judge only. Chance is one row in five, and one pair in two.\n\n' +
      'Examples:\n' +
      '  npm run alae -- judge public/models/cats64 --dataset data/cats --out judging\n' +
      '  npm run alae -- judge --answers judging/judge1/answers.txt judging/judge2/answers.txt',
  )
  .action(async (model: string | undefined, options: JudgeCommandOptions) => {
    const { dataset, out, answers, key, noise, ...others } = options;
    const { scoreJudging, writeJudging } = await import('../evaluation/judging/runJudging.ts');
    if (answers) return scoreJudging({ answers, ...(key && { key }), ...(model && { model }) });
    if (!model || !dataset || !out) {
      throw new UserError('To write sheets give a model folder, --dataset and --out; to score them --answers.');
    }
    await writeJudging({ ...others, model, dataset, out, hasNoise: noise });
  });
