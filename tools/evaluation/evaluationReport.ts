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
const psnrGapDb = ({ reconstruction: { ofTrainingImagesPsnrDb, psnrDb } }: Report): number =>
  ofTrainingImagesPsnrDb.mean - psnrDb.mean;

/** One line of the table. */
interface Measure {
  readonly label: string;
  /** Which way is better; `one`: the nearer to 1. */
  readonly best: 'higher' | 'lower' | 'one';
  readonly digits: number;
  /** The value and how far another measurement of the same model would be off: one standard deviation. */
  read(report: Report): { readonly value: number; readonly uncertainty: number };
  /** What real images score, where that can be said. */
  floor?(report: Report): number;
}

const seeded = ({ mean, standardDeviation }: z.infer<typeof overSeeds>) => ({
  value: mean,
  uncertainty: standardDeviation,
});

/** A mean over test images is off by their standard deviation over the root of their number. */
const imaged = (report: Report, { mean, standardDeviation }: z.infer<typeof overImages>) => ({
  value: mean,
  uncertainty: standardDeviation / Math.sqrt(report.settings.imageCount),
});

const times = (factor: number, { value, uncertainty }: { value: number; uncertainty: number }) => ({
  value: factor * value,
  uncertainty: factor * uncertainty,
});

const estimated = ({ value, standardError }: z.infer<typeof estimate>) => ({ value, uncertainty: standardError });

/** Two lines of the table, on the ranks of photos. @param kind what the photos are compared in */
const retrievalMeasures = (kind: 'features' | 'colours', words: string): Measure[] => [
  {
    label: `Median rank of the photo, ${words}`,
    best: 'lower',
    digits: 0,
    read: ({ likeness }) => estimated(likeness[kind].medianRank),
    floor: () => 1,
  },
  {
    label: `Photo in first place, %, ${words}`,
    best: 'higher',
    digits: 1,
    read: ({ likeness }) => times(100, estimated(likeness[kind].firstShare)),
    floor: () => 100,
  },
];

const KID_SAMPLES: Measure = {
  label: 'KID of samples, x1000',
  best: 'lower',
  digits: 2,
  read: ({ kid }) => times(1000, seeded(kid.samples)),
  floor: ({ kid }) => 1000 * kid.floor.mean,
};
const KID_RECONSTRUCTIONS: Measure = {
  label: 'KID of reconstructions, x1000',
  best: 'lower',
  digits: 2,
  read: ({ kid }) => times(1000, seeded(kid.reconstructions)),
  floor: ({ kid }) => 1000 * kid.floor.mean,
};

/** A part of answers, in percent. */
function judgedShare(right: number, all: number) {
  const share = right / all;
  return times(100, { value: share, uncertainty: Math.sqrt((share * (1 - share)) / all) });
}

/** What strangers said, as far as they were asked of all the models. */
const judgedMeasures = (reports: readonly Report[]): Measure[] => {
  const wereAsked = (what: 'rows' | 'pairs') => reports.every(({ judged }) => judged && judged[what] > 0);
  const rows: Measure = {
    label: 'Right photo picked by strangers, %, chance 20',
    best: 'higher',
    digits: 0,
    read: ({ judged }) => judgedShare(judged!.rowsRight, judged!.rows),
  };
  const pairs: Measure = {
    label: 'Random image told from a photo by strangers, %, chance 50',
    best: 'lower',
    digits: 0,
    read: ({ judged }) => judgedShare(judged!.pairsRight, judged!.pairs),
  };
  return [...(wereAsked('rows') ? [rows] : []), ...(wereAsked('pairs') ? [pairs] : [])];
};

/** What strangers said, with their number and what chance makes of it: one standard deviation. */
export function describeJudged({ judges, rows, rowsRight, pairs, pairsRight }: Judged): string {
  const counted = (right: number, all: number, chance: number) =>
    `${right} times of ${all} (± ${Math.sqrt(right * (1 - right / all)).toFixed(0)}; by chance ${Math.round(chance * all)})`;
  const sentences = [
    ...(rows > 0 ? [`picked the right cat ${counted(rowsRight, rows, 1 / 5)}`] : []),
    ...(pairs > 0 ? [`told the model's picture from a photo ${counted(pairsRight, pairs, 1 / 2)}`] : []),
  ];
  return `${judges === 1 ? 'A stranger' : `${judges} strangers`} ${sentences.join(', and ')}.`;
}

const REALISM_MEASURES: readonly Measure[] = [KID_SAMPLES, KID_RECONSTRUCTIONS];
const OTHER_MEASURES: readonly Measure[] = [
  {
    label: 'Frechet distance of samples',
    best: 'lower',
    digits: 2,
    read: ({ frechet }) => seeded(frechet.samples),
    floor: ({ frechet }) => frechet.floor.mean,
  },
  {
    label: 'Frechet distance of reconstructions',
    best: 'lower',
    digits: 2,
    read: ({ frechet }) => seeded(frechet.reconstructions),
    floor: ({ frechet }) => frechet.floor.mean,
  },
  {
    label: 'MSE of reconstructions, of 0 to 255',
    best: 'lower',
    digits: 0,
    read: (report) => imaged(report, report.reconstruction.squaredErrorLevels2),
  },
  {
    label: 'PSNR of reconstructions, dB',
    best: 'higher',
    digits: 2,
    read: (report) => imaged(report, report.reconstruction.psnrDb),
  },
  {
    label: 'SSIM of reconstructions',
    best: 'higher',
    digits: 3,
    read: (report) => imaged(report, report.reconstruction.ssim),
  },
  {
    label: 'PSNR of training images minus that of test images, dB',
    best: 'lower',
    digits: 2,
    read: (report) => {
      const { ofTrainingImagesPsnrDb, psnrDb } = report.reconstruction;
      const [a, b] = [imaged(report, ofTrainingImagesPsnrDb), imaged(report, psnrDb)];
      return { value: psnrGapDb(report), uncertainty: Math.hypot(a.uncertainty, b.uncertainty) };
    },
    floor: () => 0,
  },
  ...retrievalMeasures('features', 'by features'),
  ...retrievalMeasures('colours', 'by 16x16 colours'),
  {
    label: 'Sharpness of samples',
    best: 'one',
    digits: 2,
    read: ({ sharpness }) => seeded(sharpness.samples),
    floor: () => 1,
  },
  {
    label: 'Sharpness of reconstructions',
    best: 'one',
    digits: 2,
    read: ({ sharpness }) => estimated(sharpness.reconstructions),
    floor: () => 1,
  },
  {
    label: 'Latent error, share of variance',
    best: 'lower',
    digits: 4,
    read: ({ latentErrorShare }) => seeded(latentErrorShare),
  },
  { label: 'Path length in W, full', best: 'lower', digits: 2, read: ({ pathLength }) => seeded(pathLength.full) },
  { label: 'Path length in W, ends', best: 'lower', digits: 2, read: ({ pathLength }) => seeded(pathLength.ends) },
];

/** Of the blocks that all of the reports know. */
const dropletMeasures = (reports: readonly Report[]): readonly Measure[] =>
  (reports[0]?.droplets ?? []).flatMap(({ sidePixels }) => {
    const find = ({ droplets }: Report) => droplets?.find((block) => block.sidePixels === sidePixels)?.share;
    if (!reports.every(find)) return [];
    return {
      label: `Feature energy in the largest 0.1 % of places, ${sidePixels}x${sidePixels}`,
      best: 'lower',
      digits: 4,
      read: (report) => seeded(find(report)!),
    };
  });

const BEST_WORDS = { higher: 'higher is better', lower: 'lower is better', one: '1 is right' } as const;

type Verdict = -1 | 0 | 1;

/** 1 where b is better, -1 where a is, 0 where they differ by no more than twice what chance makes of it. */
function compareIn(measure: Measure, a: Report, b: Report): Verdict {
  const [first, second] = [measure.read(a), measure.read(b)];
  const worth = (value: number) => ({ higher: value, lower: -value, one: -Math.abs(value - 1) })[measure.best];
  const gain = worth(second.value) - worth(first.value);
  const chance = Math.hypot(first.uncertainty, second.uncertainty);
  return Math.abs(gain) > 2 * chance ? (Math.sign(gain) as Verdict) : 0;
}

/** The measures of one model, or of two side by side with the better one named. */
export function describeTable(reports: readonly [Report] | readonly [Report, Report]): string {
  const [a, b] = reports;
  const head = ['', ...reports.map(nameOf), 'real images', ...(b ? ['better'] : [])];
  const measures = [...REALISM_MEASURES, ...judgedMeasures(reports), ...OTHER_MEASURES, ...dropletMeasures(reports)];
  const rows = measures.map((measure) => [
    `${measure.label} (${BEST_WORDS[measure.best]})`,
    ...reports.map((report) => {
      const { value, uncertainty } = measure.read(report);
      return `${value.toFixed(measure.digits)} ± ${uncertainty.toFixed(measure.digits)}`;
    }),
    measure.floor ? measure.floor(a).toFixed(measure.digits) : '',
    ...(b ? [['first', 'level', 'second'][compareIn(measure, a, b) + 1]!] : []),
  ]);
  const near = reports.map(({ nearestTrainingImage }) => nearestTrainingImage.ofSamples.median.toFixed(2));
  const nearOfReal = a.nearestTrainingImage.ofTestImages.median.toFixed(2);
  return alignColumns([head, ...rows, ['Distance of samples to the nearest training image', ...near, nearOfReal]]);
}

const nameOf = ({ model }: Report) => model.name;

/**
 * Which of two models is better overall, in one sentence with its rule: by KID of samples and of reconstructions, a
 * difference counting where it is more than two standard deviations; where the two disagree, by their sum.
 */
export function describeVerdict(a: Report, b: Report): string {
  const verdicts = [KID_SAMPLES, KID_RECONSTRUCTIONS].map((measure) => compareIn(measure, a, b));
  const total = ({ kid }: Report) => kid.samples.mean + kid.reconstructions.mean;
  const isSplit = verdicts.includes(1) && verdicts.includes(-1);
  const overall = isSplit ? Math.sign(total(a) - total(b)) : Math.sign(verdicts[0]! + verdicts[1]!);
  const rule =
    'by KID of samples and reconstructions, counting differences of more than two standard deviations' +
    (isSplit ? '; the two disagree, so their sum decides' : '');
  if (overall === 0) return `Overall the two are level (${rule}).`;
  const [better, ordinal] = overall > 0 ? [b, 'second'] : [a, 'first'];
  return `Overall the ${ordinal}, ${nameOf(better)}, is better (${rule}).`;
}

function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!))).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}
