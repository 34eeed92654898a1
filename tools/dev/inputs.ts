import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { imageRefusal } from '../../src/image/imageRefusal.ts';
import { openZippedPhotos } from '../../src/modelImport/zippedPhotos.ts';
import { convertCheckpoint } from '../convert/convertCheckpoint.ts';
import { prepareDataset } from '../dataset/prepare.ts';
import { decodePixels } from '../io/imageFiles.ts';
import { exitWithError, UserError } from '../io/userError.ts';
import { CHECKPOINT_CASES } from '../testing/checkpointCases.ts';
import { largestDifference, PHOTO_CASES, REFUSED_PHOTOS } from '../testing/photoCases.ts';
import { ZIP_CASES } from '../testing/zipCases.ts';

const FILE = 'docs/inputs.md';

/** What the page says of files, tried with the cases that the tests go through: docs/inputs.md. */
export async function describeInputs(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'alae-inputs-'));
  try {
    return `# What may be given

Written by \`npx tsx tools/dev/inputs.ts\`, which tries the cases of the tests ([photos](../tools/testing/photoCases.ts),
[zips](../tools/testing/zipCases.ts), [checkpoints](../tools/testing/checkpointCases.ts)) and writes down what happens. One file
stands for its kind.

## Photos

For the studio, and for \`reconstruct\`, \`mix\` and \`prepare\`, which show the same pixels (\`e2e/images.spec.ts\` compares them).

${await photoTable()}

The studio refuses with a sentence; a folder's or zip's photos that are refused are counted and named once.

${await refusalTable()}

## Zips of photos

${await zipTable(folder)}

## Checkpoints

For \`convert\`, and dropped on the studio, which says the same and keeps what it converts.

${await checkpointTable(folder)}
`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

async function photoTable(): Promise<string> {
  const rows = new Map<string, string[]>();
  for (const { kind, bytes, right } of PHOTO_CASES) {
    const pixels = await decodePixels(await bytes());
    const off = right && largestDifference(pixels.data, right.pixels.data);
    const close = off === undefined ? '' : off === 0 ? ', to the bit' : `, within ${off} of 255`;
    rows.set(kind, [...(rows.get(kind) ?? []), `${pixels.width}x${pixels.height}${close}`]);
  }
  const outcomes = [...rows].map(([kind, found]) => {
    const each = [...new Set(found)];
    return [kind, `opens${found.length > 1 ? `, all ${found.length}` : ''}: ${each.join('; ')}`];
  });
  return table(['A photo', 'What happens'], outcomes);
}

async function refusalTable(): Promise<string> {
  const rows: string[][] = [];
  for (const { kind, name, bytes } of REFUSED_PHOTOS) {
    rows.push([kind, (await imageRefusal(await bytes(), name, 'this browser')).message]);
  }
  return table(['A file that is none', 'What is said'], rows);
}

async function zipTable(folder: string): Promise<string> {
  const rows: string[][] = [];
  for (const { kind, bytes } of ZIP_CASES) {
    const input = path.join(folder, 'photos.zip');
    await writeFile(input, await bytes());
    rows.push([
      kind,
      await preparing(input, folder),
      await dropping(new File([new Uint8Array(await bytes())], 'photos.zip')),
    ]);
  }
  return table(['A zip', '`prepare`', 'The studio'], rows);
}

async function preparing(input: string, folder: string): Promise<string> {
  return said(folder, async () => {
    const filters = { testFraction: 0, minBrightness: 0, minContrast: 0, minDifference: 0.01 };
    const { counts, skipped } = await prepareDataset({
      ...{ input, out: path.join(folder, 'out'), resolution: 16, dryRun: true },
      ...filters,
    });
    const left = skipped.map(({ name, reason }) => `${name}: ${reason}`);
    return [`takes ${photosOf(counts.train)}`, ...left].join('; ');
  });
}

async function dropping(file: File): Promise<string> {
  const opened = await openZippedPhotos(file);
  if (!opened) return 'is no zip of photos: it is taken for a model, and refused';
  const { photos, leftOut } = opened;
  return [photos.length > 0 ? `takes ${photosOf(photos.length)}` : 'takes none', ...leftOut].join('; ');
}

const photosOf = (count: number): string => (count === 1 ? '1 photo' : `${count} photos`);

async function checkpointTable(folder: string): Promise<string> {
  const rows: string[][] = [];
  for (const { kind, name, bytes } of CHECKPOINT_CASES) {
    const file = path.join(folder, name);
    await writeFile(file, bytes());
    let report = '';
    const what = await said(folder, async () => {
      await convertCheckpoint(file, {
        ...{ out: path.join(folder, 'model'), title: '', description: '', licence: { spdx: '', sentence: '' } },
        ...{ weights: 'averaged', dtype: 'float16', device: 'cpu', dryRun: true, force: false },
        onReport: (text) => {
          report += text;
        },
      });
      const [, , ...remarks] = report.trim().split('\n');
      const [, pixels] = /(\d+x\d+) pixels/.exec(report)!;
      return [`converts, ${pixels} pixels.`, ...remarks].join(' ');
    });
    rows.push([kind, `\`${name}\``, what]);
  }
  return table(['A file', 'Named', 'What happens'], rows);
}

/** What became of it, or the sentence that it was refused with, without the folder of this run. */
async function said(folder: string, work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message.replaceAll(`${folder}${path.sep}`, '');
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  new Command('tsx tools/dev/inputs.ts')
    .description(`Write ${FILE}: what becomes of each kind of file that people have`)
    .action(async () => writeFile(FILE, await describeInputs()))
    .parseAsync()
    .catch(exitWithError);
}
