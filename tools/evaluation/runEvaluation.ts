import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { EVALUATION_FOLDER } from '../../src/modelFolder/evaluation.ts';
import { readModelFile } from '../../src/modelFolder/read.ts';
import { fingerprintOf } from '../../src/modelFolder/schema.ts';
import { packModelFile } from '../../src/modelFolder/write.ts';
import type { Device } from '../compute/devices.ts';
import { writeFileAside } from '../io/atomicFile.ts';
import { writePng } from '../io/imageFiles.ts';
import { createProgressLine } from '../io/progress.ts';
import { messageOf, UserError } from '../io/userError.ts';
import { addMilestone } from '../model/learning.ts';
import { folderSource, sayingWhichModel } from '../model/openModel.ts';
import { type Evaluation, evaluateModel, FULL_EFFORT, QUICK_EFFORT } from './evaluate.ts';
import { findReport, type Judged, REPORT_FILE, type Report, reportFigures, reportText } from './evaluationReport.ts';
import { describeJudged, describeTable, describeVerdict } from './reportTable.ts';
import { startRunner } from './runner.ts';

export interface EvaluateCommandOptions {
  readonly model: string;
  readonly dataset: string;
  readonly compare?: string;
  readonly out?: string;
  readonly noise: boolean;
  readonly quick: boolean;
  /** Of a quick evaluation too the figures go on the card. */
  readonly card: boolean;
  readonly device: Device;
}

/**
 * Evaluates one model or two, says what came out, and writes it down.
 * @throws UserError
 */
export async function runEvaluation({
  model,
  dataset,
  compare,
  out,
  noise,
  quick,
  card,
  device,
}: EvaluateCommandOptions): Promise<void> {
  const folders = compare === undefined ? [model] : [model, compare];
  const subfolders = compare === undefined ? [''] : ['first', 'second'];
  const targets = folders.map((folder, i) =>
    out === undefined ? ownTarget(folder, card || !quick) : { directory: path.join(out, subfolders[i]!) },
  );
  for (const target of targets) await makeDirectory(target); // before the work, not after it
  const line = createProgressLine();
  const runner = await startRunner(device);
  process.stdout.write(`Computing with ${runner.description}.\n`);
  const reports: Report[] = [];
  try {
    for (const [i, folder] of folders.entries()) {
      const startedMs = performance.now();
      const evaluation = await evaluateModel(runner, {
        model: folder,
        dataset,
        hasNoise: noise,
        effort: quick ? QUICK_EFFORT : FULL_EFFORT,
        onProgress: (step, done, total) => line.update(`${folder}: ${step}${total > 1 ? ` ${done} of ${total}` : ''}`),
      });
      line.clear();
      if (evaluation.warning) process.stderr.write(`${evaluation.warning}\n`);
      reports.push(await keepEvaluation(evaluation, targets[i]!));
      process.stdout.write(`${folder}: measured in ${((performance.now() - startedMs) / 1000).toFixed(0)} s.\n`);
    }
  } finally {
    line.clear();
    await runner.close();
  }
  const [a, b] = reports;
  process.stdout.write(`\n${b ? describeTable([a!, b]) : describeTable([a!])}`);
  process.stdout.write(`${describeBasis(a!)}\n`);
  for (const { model, judged } of reports) {
    if (judged) process.stdout.write(`${model.name}: ${describeJudged(judged)}\n`);
  }
  if (b) process.stdout.write(`${describeVerdict(a!, b)}\n`);
}

function describeBasis({ settings }: Report): string {
  const { imageCount, seeds, nearestSearchedTrainingImages: searched } = settings;
  return (
    `${imageCount} images on each side; means ± standard deviations over ${seeds.length} seeds, for MSE, PSNR and SSIM ` +
    `± that of the mean over images; nearest among ${searched} training images.`
  );
}

/** Where an evaluation goes: report and sheets to a directory, figures to the card of a model. */
interface EvaluationTarget {
  readonly directory?: string;
  /** Model folder. */
  readonly card?: string;
}

/** A model's own folder takes quick evaluations only where that is asked for: they must not replace a whole one unasked. */
const ownTarget = (folder: string, isKept: boolean): EvaluationTarget =>
  isKept ? { directory: path.join(folder, EVALUATION_FOLDER), card: folder } : {};

async function makeDirectory({ directory, card }: EvaluationTarget): Promise<void> {
  if (directory === undefined) return;
  if (card !== undefined) await sayingWhichModel(card, readModelFile(folderSource(card)));
  await mkdir(directory, { recursive: true }).catch((cause) => {
    throw new UserError(`${directory} cannot be written (${messageOf(cause)}): give --out another directory.`, {
      cause,
    });
  });
}

/** Writes report and sheets, and the figures on the card and among the model's milestones. */
export async function keepEvaluation({ report, sheets }: Evaluation, target: EvaluationTarget): Promise<Report> {
  const { directory, card } = target;
  if (directory !== undefined) {
    await mkdir(directory, { recursive: true });
    for (const [file, pixels] of Object.entries(sheets)) await writePng(path.join(directory, file), pixels);
  }
  const judged = directory !== undefined && card !== undefined ? await judgedBefore(directory, card) : undefined;
  const kept = judged ? { ...report, judged } : report;
  await keepReport(kept, target);
  return kept;
}

/** What strangers have said of the model, if its weights are the same: that outlives another evaluation. */
async function judgedBefore(directory: string, card: string): Promise<Judged | undefined> {
  const judged = (await findReport(directory))?.judged;
  const model = await sayingWhichModel(card, readModelFile(folderSource(card)));
  return judged?.modelFingerprint === fingerprintOf(model) ? judged : undefined;
}

/** Writes a report, and its figures on the card and among the model's milestones. */
export async function keepReport(report: Report, { directory, card }: EvaluationTarget): Promise<void> {
  if (directory !== undefined) await writeFileAside(path.join(directory, REPORT_FILE), reportText(report));
  if (card !== undefined) {
    const model = await sayingWhichModel(card, readModelFile(folderSource(card)));
    const evaluation = reportFigures(report);
    const learning = await addMilestone(card, model, evaluation);
    const [file, bytes] = packModelFile({ ...model, evaluation, ...learning });
    await writeFileAside(path.join(card, file), bytes);
  }
}
