import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Pixels } from '../../src/image/pixels.ts';
import { nearestLine } from '../../src/learning/curves.ts';
import { type ModelReplay, replaySchema } from '../../src/modelFolder/schema.ts';
import { REPLAY_BANDS_OF_SHEET, sheetBands } from '../../src/words/sheetBands.ts';
import { loadSharp, readPixels } from '../io/imageFiles.ts';
import type { Progress } from '../run/checkpoint.ts';
import { EARLIER_DIRECTORY, sheetFile } from '../run/runDirectory.ts';
import { createRunFeed } from '../run/runFeed.ts';

const MAX_FRAMES = 16;
const MAX_CELL_PIXELS = 64;
const WEBP_QUALITY = 82;
const REPLAY_DIRECTORY = 'replay';
/** In a run: the replay of the model that it began with, and its frames as they lie in a model folder. */
const REPLAY_FILE = 'replay.json';

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

/** A moment that can become a frame. */
interface Drawable extends Moment {
  draw(): Promise<Uint8Array>;
}

/**
 * Makes the frames of a replay out of a run's sample sheets: photos, reconstructions and samples of the averaged networks as
 * WebP, as many images seen as the model by then. The frames of the model that the run began with come before them.
 * @param progress of the checkpoint that becomes the model: later sheets are none of its past
 * @returns undefined for a run that has kept fewer than two sheets, or no stats
 * @throws UserError where sharp is missing or a sheet cannot be read
 */
export async function packReplay(
  run: string,
  { imagesSeen, origin }: Pick<Progress, 'imagesSeen' | 'origin'>,
): Promise<PackedReplay | undefined> {
  const { sheets, stats } = await createRunFeed(run).read();
  const past = sheets.filter((seen) => seen <= imagesSeen);
  if (stats.length === 0 || past.length === 0) return undefined;
  const columns = columnsOf(await readPixels(sheetFile(run, past[0]!)));
  const own = past.map(
    (seen): Drawable => ({
      imagesSeen: (origin?.imagesSeen ?? 0) + seen,
      lod: stats[nearestLine(stats, seen)]!.lod,
      draw: () => drawFrame(sheetFile(run, seen)),
    }),
  );
  const moments = chooseMoments(everFiner([...(await earlierMoments(run, columns)), ...own]));
  if (moments.length < 2) return undefined;

  const files = new Map<string, Uint8Array>();
  const frames: ModelReplay['frames'] = [];
  for (const { imagesSeen: seen, lod, draw } of moments) {
    const file = `${REPLAY_DIRECTORY}/${String(seen).padStart(10, '0')}.webp`;
    files.set(file, await draw());
    frames.push({ path: file, imagesSeen: seen, lod });
  }
  return { replay: { columns, frames }, files };
}

/** Leaves out moments that are coarser than one before them: a run that begins with a model may warm up at small sizes again. */
export function everFiner<T extends Moment>(moments: readonly T[]): T[] {
  let finest = 0;
  return moments.filter(({ lod }) => {
    finest = Math.max(finest, lod);
    return lod === finest;
  });
}

/** Keeps the replay of the model that a run begins with, for the model that will come of the run. */
export async function keepEarlierReplay(run: string, packed: PackedReplay): Promise<void> {
  const directory = path.join(run, EARLIER_DIRECTORY);
  await writeReplay(directory, packed);
  await writeFile(path.join(directory, REPLAY_FILE), JSON.stringify(packed.replay));
}

/** The frames that `keepEarlierReplay` kept; none where they are of another number of images, or there are none. */
async function earlierMoments(run: string, columns: number): Promise<Drawable[]> {
  const directory = path.join(run, EARLIER_DIRECTORY);
  const text = await readFile(path.join(directory, REPLAY_FILE), 'utf8').catch(() => null);
  if (text === null) return [];
  const replay = replaySchema.parse(JSON.parse(text));
  if (replay.columns !== columns) return [];
  return replay.frames.map(({ path: file, imagesSeen, lod }) => ({
    imagesSeen,
    lod,
    draw: () => readFile(path.join(directory, file)),
  }));
}

/** Writes the frames into a model folder. */
export async function writeReplay(directory: string, { files }: PackedReplay): Promise<void> {
  await mkdir(path.join(directory, REPLAY_DIRECTORY), { recursive: true });
  for (const [file, bytes] of files) await writeFile(path.join(directory, file), bytes);
}

/**
 * At most `count` of the sheets, evenly spread over the images seen. The first one and the last one of every level of detail are
 * always among them, however short the level was.
 * @param sheets ascending in images seen
 */
export function chooseMoments<T extends Moment>(sheets: readonly T[], count: number = MAX_FRAMES): T[] {
  const chosen = sheets.filter((sheet, i) => i === 0 || sheets[i + 1]?.lod !== sheet.lod);
  const distance = ({ imagesSeen }: T) => Math.min(...chosen.map((other) => Math.abs(other.imagesSeen - imagesSeen)));
  // Each further one fills the widest gap.
  while (chosen.length < Math.min(count, sheets.length)) {
    chosen.push(sheets.reduce((best, sheet) => (distance(sheet) > distance(best) ? sheet : best)));
  }
  return chosen.sort((a, b) => a.imagesSeen - b.imagesSeen);
}

/** Images in each band of a sheet. */
const columnsOf = ({ width, height }: Pixels): number => (width * sheetBands().length) / height;

async function drawFrame(file: string): Promise<Uint8Array> {
  const sheet = await readPixels(file);
  const { width, height, data } = sheet;
  const cell = height / sheetBands().length;
  const bandBytes = 4 * width * cell;
  const bands = REPLAY_BANDS_OF_SHEET.map((ofSheet) =>
    Buffer.from(data.buffer, data.byteOffset + ofSheet * bandBytes, bandBytes),
  );
  const sharp = await loadSharp();
  return sharp(Buffer.concat(bands), {
    raw: { width, height: cell * bands.length, channels: 4 },
  })
    .removeAlpha()
    .resize({ width: columnsOf(sheet) * Math.min(cell, MAX_CELL_PIXELS) })
    .webp({ quality: WEBP_QUALITY, smartSubsample: true })
    .toBuffer();
}
