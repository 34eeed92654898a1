import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EVALUATION_FOLDER } from '../../../src/modelFolder/evaluation.ts';
import { readModelFile } from '../../../src/modelFolder/read.ts';
import { fingerprintOf } from '../../../src/modelFolder/schema.ts';
import type { Device } from '../../compute/devices.ts';
import { checkReplaceable, writeDirectoryAside } from '../../io/atomicDirectory.ts';
import { writePng } from '../../io/imageFiles.ts';
import { createProgressLine } from '../../io/progress.ts';
import { pathReason, UserError } from '../../io/userError.ts';
import { folderSource, sayingWhichModel } from '../../model/openModel.ts';
import { readReport } from '../evaluationReport.ts';
import { describeJudged } from '../reportTable.ts';
import { keepReport } from '../runEvaluation.ts';
import { startRunner } from '../runner.ts';
import { openSubject, type SubjectOptions } from '../subject.ts';
import { scoreAnswers } from './answers.ts';
import { ANSWERS_FILE, INSTRUCTIONS_FILE, instructionsFor } from './instructions.ts';
import { drawPairs, drawRows, PAIRS_PER_SHEET, ROWS_PER_SHEET } from './judgingSheets.ts';
import { KEY_FILE, type Key, keySchema } from './key.ts';
import { drawQuestions, ownLetter, planQuestions, type QuestionCounts } from './questions.ts';

interface JudgeOptions extends SubjectOptions, QuestionCounts {
  /** Directory to write: the key, and a folder for each judge. */
  readonly out: string;
  readonly force: boolean;
  readonly device: Device;
}

/**
 * Writes sheets for judges who know nothing of the model, and the key apart from them.
 * @throws UserError
 */
export async function writeJudging(options: JudgeOptions): Promise<void> {
  const { out, force, seed, judges } = options;
  await checkReplaceable(out, { marker: KEY_FILE, what: 'sheets for judges', force });
  const line = createProgressLine();
  const runner = await startRunner(options.device);
  try {
    const subject = await openSubject(runner, options);
    if (subject.warning) process.stderr.write(`${subject.warning}\n`);
    const photos = await subject.dataset.load('test', subject.resolution);
    const plans = planQuestions(photos, options);
    await writeDirectoryAside(out, async (work) => {
      for (const [i, plan] of plans.entries()) {
        line.update(`drawing for judge ${i + 1} of ${judges}`);
        const { rows, pairs } = await drawQuestions(subject, photos, plan, seed * judges + i + 1);
        const folder = path.join(work, judgeFolder(i));
        await mkdir(folder);
        await writeFile(path.join(folder, INSTRUCTIONS_FILE), instructionsFor(plan));
        for (const [sheet, some] of inSheets(rows, ROWS_PER_SHEET)) {
          await writePng(path.join(folder, `rows-${sheet}.png`), drawRows(some));
        }
        for (const [sheet, some] of inSheets(pairs, PAIRS_PER_SHEET)) {
          await writePng(path.join(folder, `pairs-${sheet}.png`), drawPairs(some));
        }
      }
      const key: Key = {
        format: 'alae-judge-key',
        version: 1,
        model: options.model,
        fingerprint: fingerprintOf(subject.model),
        dataset: subject.dataset.manifest.source,
        seed,
        noise: options.hasNoise ? 'random' : 'none',
        judges: plans.map(({ rows, pairs }) => ({
          rows: rows.map((row) => ({ number: row.number, photo: ownLetter(row) })),
          pairs: pairs.map(({ number, drawn }) => ({ number, drawn })),
        })),
      };
      await writeFile(path.join(work, KEY_FILE), `${JSON.stringify(key, null, 1)}\n`);
    });
    line.clear();
    const answers = plans.map((_, i) => path.join(out, judgeFolder(i), ANSWERS_FILE)).join(' ');
    process.stdout.write(
      `${out}: sheets for ${judges} ${judges === 1 ? 'judge' : 'judges'}, each with ${options.rows} rows and ${options.pairs} pairs. Give each judge one ` +
        `folder and not ${KEY_FILE}; then: npm run alae -- judge --answers ${answers}\n`,
    );
  } finally {
    line.clear();
    await runner.close();
  }
}

const judgeFolder = (index: number): string => `judge${index + 1}`;

/** Cuts questions into sheets, numbered from 01. */
function inSheets<T>(questions: readonly T[], perSheet: number): [number: string, questions: T[]][] {
  return Array.from({ length: Math.ceil(questions.length / perSheet) }, (_, sheet) => [
    String(sheet + 1).padStart(2, '0'),
    questions.slice(sheet * perSheet, (sheet + 1) * perSheet),
  ]);
}

interface ScoreOptions {
  /** Files that the judges wrote, each in its folder. */
  readonly answers: readonly [string, ...string[]];
  /** Default: beside the judges' folders. */
  readonly key?: string;
  /** Model folder; default: the key's. */
  readonly model?: string;
}

/**
 * Scores what judges have answered into the model's report and onto its card.
 * @throws UserError
 */
export async function scoreJudging({ answers, key: keyOption, model: modelOption }: ScoreOptions): Promise<void> {
  const keyFile = keyOption ?? path.join(path.dirname(answers[0]), '..', KEY_FILE);
  const key = await readKey(keyFile);
  const files = await Promise.all(answers.map(async (file) => ({ file, text: await readText(file, 'answers') })));
  const score = scoreAnswers(files, key);
  const folder = modelOption ?? key.model;
  const model = await sayingWhichModel(folder, readModelFile(folderSource(folder)));
  const modelFingerprint = fingerprintOf(model);
  if (modelFingerprint !== key.fingerprint) {
    throw new UserError(`${folder} has other weights than the model that was judged: name that one before --answers.`);
  }
  const judged = { modelFingerprint, ...score };
  process.stdout.write(`${describeJudged(judged)}\n`);
  const directory = path.join(folder, EVALUATION_FOLDER);
  await keepReport({ ...(await readReport(directory)), judged }, { directory, card: folder });
  process.stdout.write(`Written into the report and onto the card of ${folder}.\n`);
}

async function readKey(file: string): Promise<Key> {
  const text = await readText(file, 'the key');
  try {
    return keySchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new UserError(
      `${file} is no key of sheets for judges: give --key the ${KEY_FILE} that was written with them.`,
      {
        cause,
      },
    );
  }
}

const readText = (file: string, what: string): Promise<string> =>
  readFile(file, 'utf8').catch((cause) => {
    throw new UserError(`${file} (${what}) cannot be read: ${pathReason(cause)}.`, { cause });
  });
