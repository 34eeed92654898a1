import { Command } from 'commander';
import { createProgressLine } from '../io/progress.ts';
import { wholeNumber } from '../options/optionNumbers.ts';
import { TORCH_DEFAULTS, type TorchOptions } from '../torch/options.ts';

export const torchCommand = new Command('torch')
  .description('Write a folder that trains with PyTorch, on one graphics card or several')
  .requiredOption('-d, --dataset <dir>', 'data set made by prepare')
  .requiredOption('-o, --out <dir>', 'folder to write')
  .option('-c, --config <file>', 'YAML with what differs from the defaults (see tools/configs)')
  .option('--init <model>', 'begin with the weights of this model folder (fine-tuning), and its architecture')
  .option('--run <dir>', 'go on with this run there')
  .option('--packed', 'bring the images as WebP, which needs Pillow there', TORCH_DEFAULTS.packed)
  .option('--quality <number>', "packed images' WebP quality", wholeNumber(1, 100), TORCH_DEFAULTS.quality)
  .option('--archive', 'write compressed parts and unpack.sh instead of the folder', TORCH_DEFAULTS.archive)
  .option('--part-size <MiB>', 'no part is larger', wholeNumber(1, 1 << 20), TORCH_DEFAULTS.partSize)
  .option('--force', 'replace an older folder of the same name', TORCH_DEFAULTS.force)
  .addHelpText(
    'after',
    '\nThe machine needs Python 3.9 or newer, numpy and PyTorch 1.13 to 2.x.\n\nExamples:\n' +
      '  npm run alae -- torch --dataset data/cats --config tools/configs/cats64.yaml --out cats-torch\n' +
      '  npm run alae -- torch --dataset data/cats --run runs/cats --packed --archive --out parts\n' +
      '  npm run alae -- train --resume --dataset data/cats --out cats-torch/run      # when it is back',
  )
  .action(async (options: TorchOptions) => {
    const { writeTorchFolder } = await import('../torch/folder.ts');
    const line = createProgressLine();
    try {
      const { byteLength, parts, warning } = await writeTorchFolder({ ...options, onProgress: line.update });
      line.clear();
      if (warning) process.stderr.write(`${warning}\n`);
      const megabytes = `${(byteLength / 1e6).toFixed(1)} MB`;
      process.stdout.write(
        parts > 0
          ? `${options.out}: ${megabytes}, ${parts} parts. Copy the whole folder there and unpack it: sh ${options.out}/unpack.sh\n`
          : `${options.out}: ${megabytes}. Copy it there and train: python3 ${options.out}/train.py\n`,
      );
    } finally {
      line.clear();
    }
  });
