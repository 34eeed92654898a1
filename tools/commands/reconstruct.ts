import path from 'node:path';
import { Command } from 'commander';
import { UserError } from '../io/userError.ts';
import { type RenderingOptions, renderingModel, renderingOptions } from '../options/commandOptions.ts';

interface ReconstructOptions extends RenderingOptions {
  readonly out: string;
}

export const reconstructCommand = renderingOptions(
  new Command('reconstruct')
    .description('Encode photos and write what the model makes of them, G(E(x)), as PNG files')
    .argument('<model>', 'model folder')
    .argument('<images...>', 'PNG, JPEG or WebP files; the centre square of each is used')
    .requiredOption('-o, --out <path>', 'directory to write, or a .png file for one image'),
)
  .addHelpText(
    'after',
    '\nExamples:\n' +
      '  npm run alae -- reconstruct public/models/cats64 photo.jpg --out photo-as-seen.png\n' +
      '  npm run alae -- reconstruct public/models/cats64 photos/*.jpg --out reconstructions',
  )
  .action(async (folder: string, images: string[], { out, ...options }: ReconstructOptions) => {
    const outputs = outputPaths(images, out);
    const { reconstructFiles } = await import('../model/rendering.ts'); // TensorFlow.js takes a second to load
    await reconstructFiles(renderingModel(folder, options), outputs, ({ input, output, psnrDb }) =>
      process.stdout.write(`${input} -> ${output} (${psnrDb.toFixed(1)} dB)\n`),
    );
  });

/** Where each image's reconstruction goes. @throws UserError when two would go to the same file */
export function outputPaths(images: readonly string[], out: string): { input: string; output: string }[] {
  if (out.toLowerCase().endsWith('.png')) {
    const [input, ...others] = images;
    if (input && others.length === 0) return [{ input, output: out }];
    throw new UserError(`${out} is one file for ${images.length} images: give --out a directory.`);
  }
  const taken = new Map<string, string>();
  return images.map((input) => {
    const output = path.join(out, `${path.parse(input).name}.png`);
    const other = taken.get(output);
    if (other) throw new UserError(`${other} and ${input} would both become ${output}: run them apart.`);
    taken.set(output, input);
    return { input, output };
  });
}
