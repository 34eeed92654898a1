import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EVALUATION_FOLDER } from '../../src/modelFolder/evaluation.ts';
import { readModelFile } from '../../src/modelFolder/read.ts';
import { packModelFile } from '../../src/modelFolder/write.ts';
import { writePng } from '../imageFiles.ts';
import { folderSource, sayingWhichModel } from '../model.ts';
import type { Device } from '../options.ts';
import { createProgressLine } from '../progress.ts';
import { type Evaluation, evaluateModel, FULL_EFFORT, QUICK_EFFORT } from './evaluate.ts';
import { describeTable, describeVerdict, REPORT_FILE, reportFigures, reportText } from './report.ts';
import { startRunner } from './runner.ts';

export interface EvaluateCommandOptions {
  readonly model: string;
  readonly dataset: string;
  readonly compare?: string;
  readonly out?: string;
  readonly noise: boolean;
  readonly quick: boolean;
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
  device,
}: EvaluateCommandOptions): Promise<void> {
  const folders = compare === undefined ? [model] : [model, compare];
  const line = createProgressLine();
  const runner = await startRunner(device);
  process.stdout.write(`Computing with ${runner.description}.\n`);
  const evaluations: Evaluation[] = [];
  try {
    for (const folder of folders) {
      const startedMs = performance.now();
      const evaluation = await evaluateModel(runner, {
        model: folder,
        dataset,
        hasNoise: noise,
        effort: quick ? QUICK_EFFORT : FULL_EFFORT,
        onProgress: (step, done, total) => line.update(`${folder}: ${step}${total > 1 ? ` ${done} of ${total}` : ''}`),
      });
      line.clear();
      evaluations.push(evaluation);
      await keepEvaluation(evaluation, {
        folder,
        out: compare && out ? path.join(out, evaluation.report.model.name) : out,
        quick,
      });
      process.stdout.write(`${folder}: measured in ${((performance.now() - startedMs) / 1000).toFixed(0)} s.\n`);
    }
  } finally {
    line.clear();
    await runner.close();
  }
  const [a, b] = evaluations.map(({ report }) => report);
  process.stdout.write(`\n${b ? describeTable([a!, b]) : describeTable([a!])}`);
  process.stdout.write(`${describeBasis(evaluations[0]!)}\n`);
  if (b) process.stdout.write(`${describeVerdict(a!, b)}\n`);
}

function describeBasis({ report: { settings } }: Evaluation): string {
  const { imageCount, seeds, nearestSearchedTrainingImages: searched } = settings;
  return (
    `${imageCount} images on each side; means ± standard deviations over ${seeds.length} seeds, for MSE, PSNR and SSIM ` +
    `± that of the mean over images; nearest among ${searched} training images.`
  );
}

/** Writes report and sheets; the model's own card takes figures of a whole evaluation that lies in its folder. */
export async function keepEvaluation(
  { report, sheets }: Evaluation,
  { folder, out, quick }: { folder: string; out: string | undefined; quick: boolean },
): Promise<void> {
  if (quick && out === undefined) return;
  const directory = out ?? path.join(folder, EVALUATION_FOLDER);
  await mkdir(directory, { recursive: true });
  await writeFile(path.join(directory, REPORT_FILE), reportText(report));
  for (const [file, pixels] of Object.entries(sheets)) await writePng(path.join(directory, file), pixels);
  if (out !== undefined) return;
  const model = await sayingWhichModel(folder, readModelFile(folderSource(folder)));
  const [file, bytes] = packModelFile({ ...model, evaluation: reportFigures(report) });
  const partial = path.join(folder, `.${file}.partial`);
  await writeFile(partial, bytes);
  await rename(partial, path.join(folder, file));
}
