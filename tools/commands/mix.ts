import { Command } from 'commander';
import { type RenderingOptions, renderingModel, renderingOptions } from '../options/commandOptions.ts';
import { wholeNumber } from '../options/optionNumbers.ts';

interface MixOptions extends RenderingOptions {
  readonly model: string;
  readonly sources: string[];
  readonly destinations: string[];
  readonly schema?: string;
  readonly scale: number;
  readonly out: string;
}

export const mixCommand = renderingOptions(
  new Command('mix')
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
    .requiredOption('-o, --out <file>', 'PNG file to write'),
)
  .addHelpText(
    'after',
    '\nExamples:\n' +
      '  npm run alae -- mix -m public/models/cats64 --sources a.jpg b.jpg --destinations c.jpg d.jpg \\\n' +
      '    --schema SDDDD --out grid.png\n' +
      '  npm run alae -- mix -m public/models/cats64 --sources a.jpg --destinations c.jpg d.jpg \\\n' +
      '    --schema SDDDD,S,D,0.5,D,D --out grid.png',
  )
  .action(async ({ model: folder, ...options }: MixOptions) => {
    const { writeMixGrid } = await import('../model/rendering.ts');
    const { width, height } = await writeMixGrid(renderingModel(folder, options), options);
    process.stdout.write(`${options.out}: ${width}x${height} pixels\n`);
  });
