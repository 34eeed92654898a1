import { Command, Option } from 'commander';
import type { EvaluateCommandOptions } from '../evaluation/runEvaluation.ts';
import { deviceOption, noNoiseOption } from '../options/commandOptions.ts';

export const evaluateCommand = new Command('evaluate')
  .description('Measure how good a model is, on the test images that prepare set apart')
  .requiredOption('-m, --model <dir>', 'model folder')
  .requiredOption('-d, --dataset <dir>', 'data set made by prepare, the one that the model was trained on')
  .option('--compare <dir>', 'another model folder, to be measured too and compared')
  .option(
    '-o, --out <dir>',
    'where to write report.json and the sheets, with --compare in first/ and second/ (default: evaluation/ in the model ' +
      'folder, whose card then shows the figures)',
  )
  .option('--quick', 'at most 256 images; writes files only with --out or --card', false)
  .addOption(
    new Option('--card', 'let the card show the figures of a quick evaluation too').default(false).conflicts('out'),
  )
  .addOption(noNoiseOption())
  .addOption(deviceOption('auto', 'ONNX Runtime on all cores, else wasm'))
  .addHelpText(
    'after',
    '\nMeasured are KID and the Frechet distance of random images and of reconstructions, the error of reconstructions (MSE,\n' +
      'PSNR, SSIM), the rank of a photo among all test photos by nearness to its reconstruction, sharpness, PSNR on training\n' +
      'images minus that on test images, how well the encoder finds latents again, path length in W, how near random images come\n' +
      'to training images, and how much of each block’s feature energy lies in few places (droplets). Features of real images are kept, so that the next evaluation on the same data set is faster.\n\n' +
      'Examples:\n' +
      '  npm run alae -- evaluate --model public/models/cats64 --dataset data/cats\n' +
      '  npm run alae -- evaluate --model models/a --compare models/b --dataset data/cats --quick',
  )
  .action(async (options: EvaluateCommandOptions) => {
    const { runEvaluation } = await import('../evaluation/runEvaluation.ts');
    await runEvaluation(options);
  });
