import { Command } from 'commander';
import type { OnnxExportOptions } from '../model/exportOnnx.ts';

export const exportOnnxCommand = new Command('export-onnx')
  .description('Write the networks of a model folder as ONNX files, to use a model elsewhere')
  .argument('<model>', 'model folder')
  .requiredOption('-o, --out <dir>', 'directory to write')
  .option('--force', 'replace an older export', false)
  .addHelpText(
    'after',
    '\nWrites mapping.onnx (z to w), encoder.onnx (image to w), generator.onnx (styles and noise to image) and\n' +
      'generator-noise-free.onnx (styles to image): images as [N, channels, height, width] in [-1, 1], any batch size N.\n' +
      '\nExample:\n  npm run alae -- export-onnx public/models/cats64 --out cats64-onnx',
  )
  .action(async (folder: string, options: Omit<OnnxExportOptions, 'folder'>) => {
    const { exportOnnx } = await import('../model/exportOnnx.ts'); // TensorFlow.js takes a second to load
    for (const [file, byteLength] of await exportOnnx({ ...options, folder })) {
      process.stdout.write(`${options.out}/${file}: ${(byteLength / 1e6).toFixed(1)} MB\n`);
    }
  });
