import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { meanLosses } from '../../src/learning/losses.ts';
import type { EvaluationFigures } from '../../src/modelFolder/evaluation.ts';
import {
  LEARNING_FILE,
  type Learning,
  type LossesPoint,
  packLearning,
  parseLearning,
  readLearning,
} from '../../src/modelFolder/learningFile.ts';
import type { ModelFile } from '../../src/modelFolder/schema.ts';
import { writeFileAside } from '../io/atomicFile.ts';
import type { Progress } from '../run/checkpoint.ts';
import { EARLIER_DIRECTORY } from '../run/runDirectory.ts';
import { createRunFeed } from '../run/runFeed.ts';
import { folderSource, sayingWhichModel } from './openModel.ts';

/** Of the losses' curves in a model folder. */
const MAX_POINTS = 300;

const NOTHING: Learning = { losses: [], milestones: [] };

/**
 * The learning curves of a run up to a checkpoint, after those of the model that it began with.
 * @param progress of the checkpoint that becomes the model
 * @returns undefined where neither has any
 */
export async function collectLearning(
  run: string,
  { imagesSeen, origin }: Pick<Progress, 'imagesSeen' | 'origin'>,
): Promise<Learning | undefined> {
  const { stats } = await createRunFeed(run).read();
  const earlier = await readEarlierLearning(run);
  const before = origin?.imagesSeen ?? 0;
  const own = stats
    .filter((line) => line.imagesSeen <= imagesSeen)
    .map((line): LossesPoint => ({ ...line, imagesSeen: before + line.imagesSeen }));
  const losses = thinLosses([...earlier.losses, ...own]);
  if (losses.length === 0 && earlier.milestones.length === 0) return undefined;
  return { begunAt: stats[0]?.writtenAt, losses, milestones: earlier.milestones };
}

/** At most about `count` points: means over equal stretches of one level of detail. @param points ascending in images seen */
export function thinLosses(points: readonly LossesPoint[], count: number = MAX_POINTS): LossesPoint[] {
  const stretch = (points.at(-1)?.imagesSeen ?? 0) / count;
  const groups: LossesPoint[][] = [];
  let place = '';
  for (const point of points) {
    const here = `${Math.ceil(point.imagesSeen / stretch)} ${point.lod}`;
    if (here === place) groups.at(-1)!.push(point);
    else groups.push([point]);
    place = here;
  }
  return groups.map((group) => {
    const { imagesSeen, lod } = group.at(-1)!;
    return { imagesSeen, lod, ...meanLosses(group) };
  });
}

/** Keeps the learning curves of the model that a run begins with, for the model that will come of the run. */
export async function keepEarlierLearning(run: string, learning: Learning): Promise<void> {
  const file = earlierFile(run);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, packLearning(learning));
}

async function readEarlierLearning(run: string): Promise<Learning> {
  const text = await readFile(earlierFile(run), 'utf8').catch(() => null);
  return text === null ? NOTHING : parseLearning(text);
}

const earlierFile = (run: string): string => path.join(run, EARLIER_DIRECTORY, LEARNING_FILE);

/** What a model folder tells of how it learnt. @throws UserError where that is damaged */
export const readModelLearning = (folder: string, model: Pick<ModelFile, 'learning'>): Promise<Learning | null> =>
  sayingWhichModel(folder, readLearning(folderSource(folder), model));

/** With what was measured of an earlier state of the same training, which the model is to replace. */
export function withMilestonesOf(learning: Learning, replaced: Learning | null): Learning {
  if (!replaced || replaced.begunAt === undefined || replaced.begunAt !== learning.begunAt) return learning;
  return { ...learning, milestones: replaced.milestones };
}

/**
 * Writes down in a model folder what was measured of the model.
 * @returns the part of model.json that names the file; none for a model of which it is not known how much it has seen
 */
export async function addMilestone(
  folder: string,
  model: ModelFile,
  figures: EvaluationFigures,
): Promise<Pick<ModelFile, 'learning'>> {
  if (!model.training) return {};
  const { imagesSeen } = model.training;
  const learning = (await readModelLearning(folder, model)) ?? NOTHING;
  const others = learning.milestones.filter((milestone) => milestone.imagesSeen !== imagesSeen);
  const milestones = [...others, { imagesSeen, figures }].sort((a, b) => a.imagesSeen - b.imagesSeen);
  await writeFileAside(path.join(folder, LEARNING_FILE), packLearning({ ...learning, milestones }));
  return { learning: LEARNING_FILE };
}
