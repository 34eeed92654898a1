import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { loadSharp } from '../io/imageFiles.ts';
import { notWritten, UserError } from '../io/userError.ts';
import { sheetFile, statsFile } from '../run/runDirectory.ts';
import { createRunFeed } from '../run/runFeed.ts';
import { buildRunsPage, embedReport } from './page.ts';

/** A longer run shows this many of its sheets, evenly spread: a report is to be sent around. */
const MAX_SHEETS = 100;
const WEBP_QUALITY = 92;

/**
 * Writes what the page shows of a run as one HTML file that needs neither server nor network. The sheets in it are WebP.
 * @returns its size
 * @throws UserError when there is nothing to report on yet
 */
export async function writeReport(run: string, out: string): Promise<{ byteLength: number; sheetCount: number }> {
  const feed = await createRunFeed(run).read();
  if (feed.stats.length === 0) {
    throw new UserError(`${statsFile(run)} has no line yet: name the directory of a training that has begun.`);
  }
  const sheets = spread(feed.sheets, MAX_SHEETS);
  const pictures: string[] = [];
  for (const sheet of sheets) pictures.push(await pictureOf(sheetFile(run, sheet)));
  const folder = await mkdtemp(path.join(os.tmpdir(), 'alae-report-'));
  try {
    const html = embedReport(await buildRunsPage(folder), { feed: { ...feed, sheets }, pictures });
    await writeFile(out, html).catch((cause) => {
      throw notWritten(out, cause);
    });
    return { byteLength: Buffer.byteLength(html), sheetCount: sheets.length };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** At most `count` of the values, the first and the last among them. */
function spread<T>(values: readonly T[], count: number): T[] {
  if (values.length <= count) return [...values];
  return Array.from({ length: count }, (_, i) => values[Math.round((i * (values.length - 1)) / (count - 1))]!);
}

async function pictureOf(file: string): Promise<string> {
  const sharp = await loadSharp();
  const bytes = await sharp(file).webp({ quality: WEBP_QUALITY, smartSubsample: true }).toBuffer();
  return `data:image/webp;base64,${bytes.toString('base64')}`;
}
