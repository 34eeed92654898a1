import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { EvaluationFigures } from '../../src/modelFolder/evaluation.ts';
import { hasCode, pathReason, UserError } from '../io/userError.ts';

export const REPORT_FILE = 'report.json';
const REPORT_VERSION = 3;

/** Over seeds: what another draw of samples, or another choice of training images, changes. */
const overSeeds = z.strictObject({
  mean: z.number(),
  standardDeviation: z.number(),
  values: z.array(z.number()).min(1),
});
/** Over test images. */
const overImages = z.strictObject({ mean: z.number(), standardDeviation: z.number() });
const estimate = z.strictObject({ value: z.number(), standardError: z.number() });
/** Of the photos among all test photos, by distance to their reconstructions. */
const retrieval = z.strictObject({ medianRank: estimate, firstShare: estimate });
/** Feature distances to the nearest training image. */
const nearest = z.strictObject({ smallest: z.number(), median: z.number() });

const realism = z.strictObject({
  /** Random images against test images. */
  samples: overSeeds,
  /** Reconstructions of test images against training images: perfect ones would score the floor. */
  reconstructions: overSeeds,
  /** Training images against test images: what even real images score at this number. */
  floor: overSeeds,
});

const count = z.int().nonnegative();
/** What strangers answered who saw sheets of `alae judge` and nothing else. */
const judgedSchema = z.strictObject({
  /** Of the model that they saw. */
  modelFingerprint: z.string(),
  judges: z.int().positive(),
  /** Rows of a reconstruction and five photos; right where its own was picked. */
  rows: count,
  rowsRight: count,
  /** Pairs of a photo and a random image; right where the latter was picked. */
  pairs: count,
  pairsRight: count,
});
export type Judged = z.infer<typeof judgedSchema>;

/** Everything that an evaluation measured. Equal inputs give an equal report. */
export const reportSchema = z.strictObject({
  format: z.literal('alae-evaluation'),
  version: z.literal(REPORT_VERSION),
  model: z.strictObject({
    name: z.string(),
    title: z.string(),
    /** Missing where it is not known, as of a converted model. */
    imagesSeen: z.int().nonnegative().exactOptional(),
    resolutionPixels: z.int().positive(),
  }),
  dataset: z.strictObject({ source: z.string(), trainingImages: z.int(), testImages: z.int() }),
  settings: z.strictObject({
    /** Images on each side of every comparison. */
    imageCount: z.int().positive(),
    seeds: z.array(z.int()).min(1),
    /** Of samples and reconstructions; path length is always measured without. */
    noise: z.enum(['none', 'random']),
    truncationPsi: z.literal(1),
    features: z.string(),
    computedBy: z.string(),
    pathPairs: z.int().positive(),
    pathStep: z.number().positive(),
    nearestSearchedTrainingImages: z.int().positive(),
  }),
  reconstruction: z.strictObject({
    /** Of colour values from 0 to 255. */
    squaredErrorLevels2: overImages,
    psnrDb: overImages,
    ssim: overImages,
    /** Of as many training images: what is more than that of test images is learnt by heart. */
    ofTrainingImagesPsnrDb: overImages,
  }),
  /** In the features of the settings, and in colours of 16x16 pixels. */
  likeness: z.strictObject({ features: retrieval, colours: retrieval }),
  /** Mean absolute Laplacian over that of the test images. */
  sharpness: z.strictObject({ samples: overSeeds, reconstructions: estimate }),
  /** ‖w - E(G(w))‖² over ‖w - w̄‖², w = F(z). */
  latentErrorShare: overSeeds,
  kid: realism,
  frechet: realism,
  /** Squared feature distance per squared step along lines between two w. */
  pathLength: z.strictObject({ full: overSeeds, ends: overSeeds }),
  nearestTrainingImage: z.strictObject({ ofSamples: nearest, ofTestImages: nearest }),
  /** Share of each block's feature energy in its largest thousandth of places, coarsest first; not in older reports. */
  droplets: z.array(z.strictObject({ sidePixels: z.int().positive(), share: overSeeds })).exactOptional(),
  judged: judgedSchema.exactOptional(),
});
export type Report = z.infer<typeof reportSchema>;

export const describeReport = (content: Omit<Report, 'format' | 'version'>): Report =>
  reportSchema.parse({ format: 'alae-evaluation', version: REPORT_VERSION, ...content });

/**
 * The report in a directory.
 * @throws UserError when there is none, or one of another version
 */
export async function readReport(directory: string): Promise<Report> {
  const report = await findReport(directory);
  if (report) return report;
  throw new UserError(
    `${path.join(directory, REPORT_FILE)} is missing or of an older version: measure the model first, with npm run alae -- evaluate.`,
  );
}

/** The report in a directory, where there is one that can be read. */
export async function findReport(directory: string): Promise<Report | undefined> {
  const file = path.join(directory, REPORT_FILE);
  const text = await readFile(file, 'utf8').catch((cause) => {
    if (hasCode(cause, 'ENOENT')) return 'null';
    throw new UserError(`${file} cannot be read: ${pathReason(cause)}.`, { cause });
  });
  try {
    return reportSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // not even JSON
  }
}

/** The report as the bytes of its file. */
export const reportText = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`;

const rounded = (value: number, digits = 4): number => Number(value.toPrecision(digits));

/** What of a report goes on the model's card. */
export function reportFigures(report: Report): EvaluationFigures {
  const { kid, frechet, reconstruction, likeness, sharpness, pathLength, judged } = report;
  const { nearestTrainingImage: near } = report;
  return {
    testImages: report.settings.imageCount,
    seeds: report.settings.seeds.length,
    kidFloor: rounded(kid.floor.mean),
    kidSamples: rounded(kid.samples.mean),
    kidSamplesSpread: rounded(kid.samples.standardDeviation),
    kidReconstructions: rounded(kid.reconstructions.mean),
    kidReconstructionsSpread: rounded(kid.reconstructions.standardDeviation),
    frechetFloor: rounded(frechet.floor.mean),
    frechetSamples: rounded(frechet.samples.mean),
    frechetReconstructions: rounded(frechet.reconstructions.mean),
    reconstructionPsnrDb: rounded(reconstruction.psnrDb.mean),
    reconstructionSsim: rounded(reconstruction.ssim.mean),
    trainingPsnrGapDb: rounded(psnrGapDb(report)),
    medianRankByFeatures: rounded(likeness.features.medianRank.value),
    firstShareByFeatures: rounded(likeness.features.firstShare.value),
    medianRankByColours: rounded(likeness.colours.medianRank.value),
    firstShareByColours: rounded(likeness.colours.firstShare.value),
    sharpnessOfSamples: rounded(sharpness.samples.mean),
    sharpnessOfReconstructions: rounded(sharpness.reconstructions.value),
    latentErrorShare: rounded(report.latentErrorShare.mean),
    pathLengthFull: rounded(pathLength.full.mean),
    pathLengthEnds: rounded(pathLength.ends.mean),
    nearestTrainingRatio: rounded(near.ofSamples.median / near.ofTestImages.median),
    ...(judged && {
      judgedRows: judged.rows,
      judgedRowsRight: judged.rowsRight,
      judgedPairs: judged.pairs,
      judgedPairsRight: judged.pairsRight,
    }),
  };
}

/** PSNR of reconstructed training images minus that of test images: 0 where nothing is learnt by heart. */
export const psnrGapDb = ({ reconstruction: { ofTrainingImagesPsnrDb, psnrDb } }: Report): number =>
  ofTrainingImagesPsnrDb.mean - psnrDb.mean;
