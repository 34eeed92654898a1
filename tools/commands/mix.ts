import { Command } from 'commander';
import {
  type Device,
  deviceOption,
  type NoiseOptions,
  noiseSeedOption,
  noiseSetting,
  noNoiseOption,
  wholeNumber,
} from '../options.ts';

interface MixOptions extends NoiseOptions {
  readonly model: string;
  readonly sources: string[];
  readonly destinations: string[];
  readonly schema?: string;
  readonly scale: number;
  readonly out: string;
  readonly device: Device;
}

export const mixCommand = new Command('mix')
  .description('Mix the styles of photos into a grid: sources across, destinations down, originals on the margins')
  .requiredOption('-m, --model <dir>', 'model folder')
  .requiredOption('--sources <images...>', 'photos whose styles are borrowed')
  .requiredOption('--destinations <images...>', 'photos that borrow them, one row each')
  .option(
    '--schema <text>',
    'a letter per block, coarsest first: S from the source, D from the destination; or, with commas, also numbers from ' +
      '0 (D) to 1 (S) for what lies between; one for all rows, or one per row with commas between (default: the rows of ' +
      'the studio)',
  )
  .option('--scale <factor>', 'enlarge the grid', wholeNumber(1, 8), 1)
  .requiredOption('-o, --out <file>', 'PNG file to write')
  .addOption(noiseSeedOption())
  .addOption(noNoiseOption())
  .addOption(deviceOption('wasm'))
  .addHelpText(
    'after',
    '\nExamples:\n' +
      '  npm run alae -- mix -m public/models/cats64 --sources a.jpg b.jpg --destinations c.jpg d.jpg \\\n' +
      '    --schema SDDDD --out grid.png\n' +
      '  npm run alae -- mix -m public/models/cats64 --sources a.jpg --destinations c.jpg d.jpg \\\n' +
      '    --schema SDDDD,S,D,0.5,D,D --out grid.png',
  )
  .action(async ({ model: folder, device, ...options }: MixOptions) => {
    const { writeMixGrid } = await import('../rendering.ts');
    const { width, height } = await writeMixGrid({ folder, device, noise: noiseSetting(options) }, options);
    process.stdout.write(`${options.out}: ${width}x${height} pixels\n`);
  });
