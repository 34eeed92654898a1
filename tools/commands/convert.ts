import path from 'node:path';
import { Command, Option } from 'commander';
import { READ_CHECKPOINT_DEFAULTS } from '../../src/convert/readCheckpoint.ts';
import { WHOLE_NUMBERS_REMARK } from '../../src/convert/remarks.ts';
import { DTYPES, storedDtype } from '../../src/modelFolder/schema.ts';
import { PACK_DEFAULTS } from '../../src/modelFolder/write.ts';
import type { ConvertOptions } from '../convert/convertCheckpoint.ts';
import { createProgressLine } from '../io/progress.ts';
import { cardOptions, deviceOption } from '../options/commandOptions.ts';

interface ConvertCommandOptions extends Omit<ConvertOptions, 'title' | 'licence' | 'onProgress' | 'onReport'> {
  readonly title?: string;
  readonly licence: string;
  readonly licenceSentence: string;
}

export const convertCommand = cardOptions(
  new Command('convert')
    .description('Make a model folder for the studio out of a PyTorch checkpoint of StyleALAE')
    .argument('<checkpoint>', 'path of the .pth file')
    .requiredOption('-o, --out <dir>', 'model folder to write; index.json beside it lists the models'),
)
  .addOption(
    new Option('--weights <copy>', 'which copy of the networks: the averaged ones draw better pictures')
      .choices(['averaged', 'live'])
      .default(READ_CHECKPOINT_DEFAULTS.weights),
  )
  .addOption(
    new Option('--dtype <precision>', 'float16 halves the download, float32 keeps every bit')
      .choices(DTYPES)
      .default(PACK_DEFAULTS.dtype),
  )
  .option('--verify <dir>', 'compare with numbers recorded in PyTorch (golden.json, golden.bin) and keep parity.json')
  .addOption(deviceOption('wasm'))
  .option('--dry-run', 'read and verify, but write nothing', false)
  .option('--force', 'replace an older model of the same name', false)
  .addHelpText(
    'after',
    '\nNothing in the file is executed, and no Python is needed.\n\nExamples:\n' +
      '  npm run alae -- convert model_submitted.pth --out public/models/ffhq --title "FFHQ"\n' +
      '  npm run alae -- convert model.pth --out public/models/mine --verify recorded --dry-run',
  )
  .action(async (file: string, { title, licence, licenceSentence, ...options }: ConvertCommandOptions) => {
    const { convertCheckpoint } = await import('../convert/convertCheckpoint.ts'); // TensorFlow.js takes a second to load
    const line = createProgressLine();
    try {
      const model = await convertCheckpoint(file, {
        ...options,
        title: title ?? path.basename(path.resolve(options.out)),
        licence: { spdx: licence, sentence: licenceSentence },
        onProgress: ({ loadedBytes, totalBytes }) =>
          line.update(`reading weights: ${Math.floor((100 * loadedBytes) / totalBytes)}%`),
        onReport: (text) => {
          line.clear();
          process.stdout.write(text);
        },
      });
      if (!model) return;
      const megabytes = model.shards.reduce((sum, { byteLength }) => sum + byteLength, 0) / 1e6;
      process.stdout.write(`${options.out}: ${model.name}, ${megabytes.toFixed(1)} MB as ${storedDtype(model)}\n`);
      if (storedDtype(model) !== options.dtype) {
        process.stdout.write(`${WHOLE_NUMBERS_REMARK}\n`);
      }
    } finally {
      line.clear();
    }
  });
