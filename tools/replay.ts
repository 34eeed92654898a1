import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ModelReplay } from '../src/modelFolder/schema.ts';
import { nearestLine } from '../src/runs/curves.ts';
import { REPLAY_BANDS, SHEET_BANDS } from '../src/runs/sheetBands.ts';
import { loadSharp, readPixels } from './imageFiles.ts';
import type { Progress } from './training/checkpoint.ts';
import { sheetFile } from './training/runDirectory.ts';
import { createRunFeed } from './watch/runFeed.ts';

const MAX_FRAMES = 16;
const MAX_CELL_PIXELS = 64;
const WEBP_QUALITY = 82;
const REPLAY_DIRECTORY = 'replay';

/** A sample sheet, or a frame of a replay made of it. */
export interface Moment {
  readonly imagesSeen: number;
  /** Level of detail that was trained. */
  readonly lod: number;
}

/** A replay, and its files by their paths in the model folder. */
export interface PackedReplay {
  readonly replay: ModelReplay;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Makes the frames of a replay out of a run's sample sheets: photos, reconstructions and samples of the averaged networks as
 * WebP, as many images seen as the model by then.
 * @param progress of the checkpoint that becomes the model: later sheets are none of its past
 * @returns undefined for a run that has kept fewer than two sheets, or no stats
 * @throws UserError where sharp is missing or a sheet cannot be read
 */
export async function packReplay(
  run: string,
  { imagesSeen, origin }: Pick<Progress, 'imagesSeen' | 'origin'>,
): Promise<PackedReplay | undefined> {
  const { sheets, stats } = await createRunFeed(run).read();
  if (stats.length === 0) return undefined;
  const moments = chooseMoments(
    sheets
      .filter((seen) => seen <= imagesSeen)
      .map((seen) => ({ imagesSeen: seen, lod: stats[nearestLine(stats, seen)]!.lod })),
  );
  if (moments.length < 2) return undefined;

  const files = new Map<string, Uint8Array>();
  const frames: ModelReplay['frames'] = [];
  let columns = 0;
  for (const { imagesSeen: seenInRun, lod } of moments) {
    const frame = await drawFrame(sheetFile(run, seenInRun));
    columns = frame.columns;
    const seen = (origin?.imagesSeen ?? 0) + seenInRun;
    const file = `${REPLAY_DIRECTORY}/${String(seen).padStart(10, '0')}.webp`;
    files.set(file, frame.bytes);
    frames.push({ path: file, imagesSeen: seen, lod });
  }
  return { replay: { columns, frames }, files };
}

/** Writes the frames into the model folder. */
export async function writeReplay(directory: string, { files }: PackedReplay): Promise<void> {
  await mkdir(path.join(directory, REPLAY_DIRECTORY), { recursive: true });
  for (const [file, bytes] of files) await writeFile(path.join(directory, file), bytes);
}

/**
 * At most `count` of a run's sheets, evenly spread over the images seen. The first one and the last one of every level of detail are
 * always among them, however short the level was.
 * @param sheets ascending in images seen
 */
export function chooseMoments(sheets: readonly Moment[], count: number = MAX_FRAMES): Moment[] {
  const chosen = sheets.filter((sheet, i) => i === 0 || sheets[i + 1]?.lod !== sheet.lod);
  const distance = ({ imagesSeen }: Moment) =>
    Math.min(...chosen.map((other) => Math.abs(other.imagesSeen - imagesSeen)));
  // Each further one fills the widest gap.
  while (chosen.length < Math.min(count, sheets.length)) {
    chosen.push(sheets.reduce((best, sheet) => (distance(sheet) > distance(best) ? sheet : best)));
  }
  return chosen.sort((a, b) => a.imagesSeen - b.imagesSeen);
}

async function drawFrame(sheet: string): Promise<{ bytes: Uint8Array; columns: number }> {
  const { width, height, data } = await readPixels(sheet);
  const cell = height / SHEET_BANDS.length;
  const columns = width / cell;
  const bandBytes = 4 * width * cell;
  const bands = REPLAY_BANDS.map(({ ofSheet }) =>
    Buffer.from(data.buffer, data.byteOffset + ofSheet * bandBytes, bandBytes),
  );
  const sharp = await loadSharp();
  const bytes = await sharp(Buffer.concat(bands), {
    raw: { width, height: cell * bands.length, channels: 4 },
  })
    .removeAlpha()
    .resize({ width: columns * Math.min(cell, MAX_CELL_PIXELS) })
    .webp({ quality: WEBP_QUALITY, smartSubsample: true })
    .toBuffer();
  return { bytes, columns };
}
