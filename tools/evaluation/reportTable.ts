import { type Judged, psnrGapDb, type Report } from './evaluationReport.ts';

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

interface Spread {
  readonly mean: number;
  readonly standardDeviation: number;
}

const seeded = ({ mean, standardDeviation }: Spread) => ({
  value: mean,
  uncertainty: standardDeviation,
});

/** A mean over test images is off by their standard deviation over the root of their number. */
const imaged = (report: Report, { mean, standardDeviation }: Spread) => ({
  value: mean,
  uncertainty: standardDeviation / Math.sqrt(report.settings.imageCount),
});

const times = (factor: number, { value, uncertainty }: { value: number; uncertainty: number }) => ({
  value: factor * value,
  uncertainty: factor * uncertainty,
});

const estimated = ({ value, standardError }: { value: number; standardError: number }) => ({
  value,
  uncertainty: standardError,
});

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
