import { Command } from 'commander';
import type { Device } from '../compute/devices.ts';
import { deviceOption } from '../options/commandOptions.ts';

export const encodeCommand = new Command('encode')
  .description('Write the codes of photos, E(x), as a NumPy array: float32 [N, S]')
  .argument('<model>', 'model folder')
  .argument('<images...>', 'a folder or zip archive of photos, or photos; the centre square of each is used')
  .requiredOption('-o, --out <file>', '.npy file to write; the photos’ names go beside it, line by line, as .txt')
  .addOption(deviceOption('wasm'))
  .addHelpText('after', '\nExample:\n  npm run alae -- encode public/models/cats64 photos --out codes.npy')
  .action(async (folder: string, images: [string, ...string[]], { out, device }: { out: string; device: Device }) => {
    const { encodeFiles } = await import('../model/codeFiles.ts'); // TensorFlow.js takes a second to load
    const { shape, skipped } = await encodeFiles({ folder, device }, images, out);
    for (const sentence of skipped) process.stdout.write(`skipped: ${sentence}\n`);
    process.stdout.write(`${out}: codes of ${shape[0]} photos, float32 [${shape.join(', ')}]\n`);
  });
