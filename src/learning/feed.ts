import { z } from '../base/zod.ts';
import { lossesSchema } from './losses.ts';

const count = z.int().nonnegative();

/** What the trainer takes of its machine, since the line before. */
const machineSchema = z.object({
  residentBytes: count,
  busyCores: z.number(),
  coreCount: z.int().positive(),
  loadAverage: z.number(),
  host: z.string(),
  pid: z.int(),
});

/** One line of a run's stats.jsonl: means since the line before. */
const statsSchema = z.object({
  imagesSeen: count,
  iteration: count,
  lod: count,
  blend: z.number(),
  batchSize: z.int().positive(),
  learningRate: z.number(),
  ...lossesSchema.shape,
  imagesPerSecond: z.number(),
  /** Time spent training, all sittings together. */
  elapsedMs: z.number(),
  // Runs of older trainers do not say:
  totalImages: count.optional(),
  writtenAt: z.number().optional(),
  machine: machineSchema.optional(),
});
export type Stats = z.infer<typeof statsSchema>;

/** A line of stats.jsonl; undefined for one that is cut short, or that says something else. */
export function parseStats(line: string): Stats | undefined {
  try {
    return statsSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** When a level of detail begins and when its block has faded in, in images seen. */
const levelSchema = z.object({ lod: count, fromImages: z.number(), fadedInAt: z.number() });
export type Level = z.infer<typeof levelSchema>;

const optionSchema = z.object({ name: z.string(), value: z.string(), isDefault: z.boolean() });
export type RunOption = z.infer<typeof optionSchema>;

/**
 * `missing`: no directory yet; `waiting`: no line of stats yet; `stopped`: the trainer is gone before the end of the
 * schedule.
 */
const RUN_STATES = ['missing', 'waiting', 'running', 'stopped', 'finished'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** What there is to know about a run, without the stats that the asker knows already. */
export const runFeedSchema = z.object({
  name: z.string(),
  directory: z.string(),
  state: z.enum(RUN_STATES),
  /** Milliseconds since 1970, on the clock of the machine that answers. */
  asOf: z.number(),
  /** Another number than before when stats that were handed out no longer hold: a resumed run goes back. */
  revision: z.number(),
  /** Index of the first of `stats` in the run. */
  from: count,
  stats: z.array(statsSchema),
  /** Images seen at each sample sheet, ascending. */
  sheets: z.array(count),
  /** Empty while the options or the length of the training are not known. */
  levels: z.array(levelSchema),
  options: z.array(optionSchema),
});
export type RunFeed = z.infer<typeof runFeedSchema>;

/** A run as it was once, with its pictures. */
export const runReportSchema = z.object({
  feed: runFeedSchema,
  /** Data URLs of the sheets, in the order of `feed.sheets`. */
  pictures: z.array(z.string().startsWith('data:image/')),
});
export type RunReport = z.infer<typeof runReportSchema>;

/** Element of the page that holds a report as JSON. */
export const REPORT_ID = 'run-report';
/** Where the page finds the feed and the sheets, beside itself. */
export const FEED_PATH = 'feed.json';
export const sheetPath = (imagesSeen: number): string => `samples/${String(imagesSeen).padStart(10, '0')}.png`;
