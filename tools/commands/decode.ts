import { Command } from 'commander';
import { type RenderingOptions, renderingModel, renderingOptions } from '../options/commandOptions.ts';

export const decodeCommand = renderingOptions(
  new Command('decode')
    .description('Draw the codes of a NumPy array, G(w), as PNG files')
    .argument('<model>', 'model folder')
    .argument('<codes>', '.npy file of float32 or float64, [N, S] or [N, 2L, S]')
    .requiredOption(
      '-o, --out <dir>',
      'directory to write; a .txt beside the codes, as encode writes it, names the files',
    ),
)
  .addHelpText('after', '\nExample:\n  npm run alae -- decode public/models/cats64 codes.npy --out cats')
  .action(async (folder: string, codes: string, { out, ...options }: RenderingOptions & { out: string }) => {
    const { decodeFile } = await import('../model/codeFiles.ts');
    const count = await decodeFile(renderingModel(folder, options), codes, out);
    process.stdout.write(`${out}: ${count} images\n`);
  });
