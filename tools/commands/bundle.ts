import { Command } from 'commander';
import { BUNDLE_DEFAULTS, type BundleOptions } from '../bundle/bundleOptions.ts';
import { createProgressLine } from '../io/progress.ts';
import { wholeNumber } from '../options/optionNumbers.ts';

export const bundleCommand = new Command('bundle')
  .description('Write a folder that trains on a machine without Node and without a network')
  .requiredOption('-d, --dataset <dir>', 'data set made by prepare')
  .requiredOption('-o, --out <dir>', 'folder to write')
  .option('-c, --config <file>', 'YAML with what differs from the defaults (see tools/configs)')
  .option('--run <dir>', 'go on with this run there')
  .option('--quality <number>', "the images' WebP quality", wholeNumber(1, 100), BUNDLE_DEFAULTS.quality)
  .option(
    '--no-traced-engine',
    'leave out the engine for machines without a graphics adapter (45 MB, 11 MB compressed)',
  )
  .option('--vulkan <file>', "bring Vulkan's loader: libvulkan.so.1, or Debian's package libvulkan1 (.deb)")
  .option('--archive', 'write compressed parts and unpack.sh instead of the folder', BUNDLE_DEFAULTS.archive)
  .option('--part-size <MiB>', 'no part is larger', wholeNumber(1, 1 << 20), BUNDLE_DEFAULTS.partSize)
  .option('--force', 'replace an older bundle of the same name', BUNDLE_DEFAULTS.force)
  .addHelpText(
    'after',
    '\nThe machine must have the same system and kind of processor as this one.\n\nExamples:\n' +
      '  npm run alae -- bundle --dataset data/cats --config tools/configs/cats64.yaml --out bundle\n' +
      '  npm run alae -- bundle --dataset data/cats --run runs/cats --archive --out parts',
  )
  .action(async (options: BundleOptions) => {
    const { writeBundle } = await import('../bundle/bundle.ts');
    const line = createProgressLine();
    try {
      const { byteLength, parts } = await writeBundle({ ...options, onProgress: line.update });
      line.clear();
      const megabytes = `${(byteLength / 1e6).toFixed(1)} MB`;
      process.stdout.write(
        parts > 0
          ? `${options.out}: ${megabytes}, ${parts} parts. Copy the whole folder there and unpack it: sh ${options.out}/unpack.sh\n`
          : `${options.out}: ${megabytes}. Copy it there and train: ${options.out}/run.sh\n`,
      );
    } finally {
      line.clear();
    }
  });
