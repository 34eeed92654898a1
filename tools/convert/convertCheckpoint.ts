import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CheckpointError } from '../../src/convert/checkpointError.ts';
import { type CheckpointModel, type ReadCheckpointOptions, readCheckpoint } from '../../src/convert/readCheckpoint.ts';
import { remarksOn } from '../../src/convert/remarks.ts';
import type { WeightChoice } from '../../src/convert/rename.ts';
import type { ModelFile, ModelLicence, WeightDtype } from '../../src/modelFolder/schema.ts';
import { resolutionOf } from '../../src/networks/architecture.ts';
import { startBackend } from '../compute/backend.ts';
import type { Device } from '../compute/devices.ts';
import { UserError } from '../io/userError.ts';
import { checkModelReplaceable, writeModelFolder } from '../model/writeModelFolder.ts';
import { withFile } from './fileSource.ts';
import { describeParity, disagreements, measureParity, type ParityReport } from './parity.ts';

/** The report of --verify, beside model.json. */
const PARITY_FILE = 'parity.json';

const HASH_PIECE_BYTES = 2 ** 20;

export interface ConvertOptions {
  /** Model folder to write; the index of models beside it is brought up to date. */
  readonly out: string;
  readonly weights: WeightChoice;
  readonly dtype: WeightDtype;
  readonly title: string;
  readonly description: string;
  readonly licence: ModelLicence;
  /** Folder of recorded numbers to compare with. */
  readonly verify?: string;
  readonly device: Device;
  /** Reads and verifies, but writes nothing. */
  readonly dryRun: boolean;
  readonly force: boolean;
  readonly onProgress?: ReadCheckpointOptions['onProgress'];
  /** Told what has been read and how it compares, as lines for people, as soon as it is known. */
  readonly onReport: (text: string) => void;
}

/**
 * Makes a model folder of a StyleALAE checkpoint of the reference implementation.
 * @returns its model.json, or nothing after a dry run
 * @throws UserError; nothing is written then
 */
export async function convertCheckpoint(file: string, options: ConvertOptions): Promise<ModelFile | undefined> {
  const { out, weights: wanted, dtype, title, description, licence, verify, dryRun, onReport } = options;
  if (!dryRun) await checkModelReplaceable(out, options.force);
  const checkpoint = await readFile(file, options);
  onReport(describeCheckpoint(file, checkpoint, wanted));
  if (dryRun && verify === undefined) return undefined;
  const backend = await startBackend(options.device);
  try {
    const parity = verify === undefined ? undefined : await measureParity(checkpoint, verify, backend.name);
    if (parity) {
      onReport(describeParity(parity));
      refuseDisagreement(file, parity);
    }
    if (dryRun) return undefined;
    const { architecture, weights } = checkpoint;
    const conversion = { file: path.basename(file), sha256: await sha256OfFile(file), weights: checkpoint.choice };
    return await writeModelFolder({
      out,
      from: file,
      facts: { title, description, architecture, licence, conversion },
      weights,
      dtype,
      addFiles: async (directory) => {
        if (parity) await writeFile(path.join(directory, PARITY_FILE), `${JSON.stringify(parity, null, 1)}\n`);
      },
    });
  } finally {
    await backend.close();
  }
}

async function readFile(file: string, { weights, onProgress }: ConvertOptions): Promise<CheckpointModel> {
  try {
    return await withFile(file, (source) => readCheckpoint(source, { weights, onProgress }));
  } catch (cause) {
    if (!(cause instanceof CheckpointError)) throw cause;
    throw new UserError(`${file} cannot be converted: ${cause.message}`, { cause });
  }
}

function describeCheckpoint(file: string, checkpoint: CheckpointModel, wanted: WeightChoice): string {
  const { architecture, weights, choice, ignored } = checkpoint;
  const { layerCount, channels, startChannels, maxChannels, latentSize, mappingLayers } = architecture;
  const side = resolutionOf(architecture);
  const numbers = Object.values(weights).reduce((sum, { values }) => sum + values.length, 0);
  const lines = [
    `${file}: StyleALAE, ${side}x${side} pixels in ${channels === 1 ? 'grey' : 'RGB'}, ${layerCount} layers of ` +
      `${startChannels} to ${maxChannels} channels, latents of ${latentSize}, ${mappingLayers} mapping layers`,
    `${(numbers / 1e6).toFixed(1)} million ${choice} weights, each with the shape that this architecture has`,
  ];
  lines.push(...remarksOn(checkpoint, wanted));
  if (ignored.length > 0) lines.push(`Left out, as no part of it: ${ignored.join(', ')}`);
  return `${lines.join('\n')}\n`;
}

function refuseDisagreement(file: string, parity: ParityReport): void {
  const [worst, ...others] = disagreements(parity).sort((a, b) => b.float32 - a.float32);
  if (!worst) return;
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  throw new UserError(
    `${file} does not compute what was recorded: ${worst.tensor} is off by ${worst.float32.toExponential(1)} of its ` +
      `largest value${more}, where ${Number(worst.tolerance.toPrecision(2))} is allowed.`,
  );
}

function sha256OfFile(file: string): Promise<string> {
  return withFile(file, async ({ byteLength, read }) => {
    const hash = createHash('sha256');
    for (let offset = 0; offset < byteLength; offset += HASH_PIECE_BYTES) {
      hash.update(await read(offset, Math.min(HASH_PIECE_BYTES, byteLength - offset)));
    }
    return hash.digest('hex');
  });
}
