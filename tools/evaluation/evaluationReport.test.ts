import { describe, expect, it } from 'vitest';
import { describeReport, type Report } from './evaluationReport.ts';
import { describeJudged, describeTable, describeVerdict } from './reportTable.ts';

interface Kids {
  readonly samples: number;
  readonly reconstructions: number;
  readonly spread: number;
}

const RETRIEVAL = { medianRank: { value: 20, standardError: 2 }, firstShare: { value: 0.05, standardError: 0.01 } };

function reportOf(name: string, { samples, reconstructions, spread }: Kids): Report {
  const over = (mean: number, standardDeviation = spread) => ({ mean, standardDeviation, values: [mean] });
  const realism = { samples: over(samples), reconstructions: over(reconstructions), floor: over(0) };
  return describeReport({
    model: { name, title: name, imagesSeen: 1, resolutionPixels: 64 },
    dataset: { source: 'x', trainingImages: 100, testImages: 100 },
    settings: {
      imageCount: 100,
      seeds: [1, 2, 3],
      noise: 'random',
      truncationPsi: 1,
      features: '',
      computedBy: 'cpu',
      pathPairs: 1,
      pathStep: 1e-4,
      nearestSearchedTrainingImages: 100,
    },
    reconstruction: {
      squaredErrorLevels2: { mean: 100, standardDeviation: 50 },
      psnrDb: { mean: 20 + samples, standardDeviation: 1 },
      ssim: { mean: 0.5, standardDeviation: 0.1 },
      ofTrainingImagesPsnrDb: { mean: 21, standardDeviation: 1 },
    },
    likeness: { features: RETRIEVAL, colours: RETRIEVAL },
    sharpness: { samples: over(1 + samples / 10, 0.01), reconstructions: { value: 0.9, standardError: 0.01 } },
    latentErrorShare: over(0.1, 0),
    kid: realism,
    frechet: realism,
    pathLength: { full: over(30), ends: over(25) },
    nearestTrainingImage: { ofSamples: { smallest: 1, median: 2 }, ofTestImages: { smallest: 1, median: 2 } },
  });
}

const compare = (a: Kids, b: Kids) => describeVerdict(reportOf('a', a), reportOf('b', b));

describe('describeVerdict', () => {
  const base = { samples: 4, reconstructions: 3, spread: 0.1 };

  it('names the model with the lower KID where the difference is more than chance', () => {
    expect(compare(base, { ...base, samples: 3 })).toMatch(/^Overall the second, b, is better \(by KID/);
    expect(compare({ ...base, reconstructions: 2 }, base)).toMatch(/^Overall the first, a, is better/);
  });

  it('calls two models level that differ by no more than the spread', () => {
    expect(compare(base, { ...base, samples: 3.8, reconstructions: 3.1 })).toMatch(/^Overall the two are level/);
  });

  it('lets the sum decide where samples and reconstructions disagree', () => {
    const verdict = compare(base, { ...base, samples: 2, reconstructions: 4 });
    expect(verdict).toMatch(/^Overall the second, b, is better .*the two disagree, so their sum decides/);
  });
});

describe('describeTable', () => {
  const a = reportOf('a', { samples: 4, reconstructions: 3, spread: 0.1 });
  const b = reportOf('b', { samples: 5, reconstructions: 3, spread: 0.1 });
  const lines = (table: string) => table.split('\n').map((line) => line.split(/ {2,}/));

  it('says which is better in each measure, whichever way it counts', () => {
    const rows = new Map(lines(describeTable([a, b])).map(([label, ...cells]) => [label, cells]));
    expect(rows.get('Frechet distance of samples (lower is better)')).toEqual([
      '4.00 ± 0.10',
      '5.00 ± 0.10',
      '0.00',
      'first',
    ]);
    expect(rows.get('Frechet distance of reconstructions (lower is better)')!.at(-1)).toBe('level');
    expect(rows.get('PSNR of reconstructions, dB (higher is better)')!.at(-1)).toBe('second');
    expect(rows.get('Sharpness of samples (1 is right)')).toEqual(['1.40 ± 0.01', '1.50 ± 0.01', '1.00', 'first']);
    expect(rows.get('Photo in first place, %, by features (higher is better)')!.at(-1)).toBe('level');
  });

  it('shows one model alone', () => {
    expect(lines(describeTable([a]))[0]).toEqual(['', 'a', 'real images']);
  });
});

describe('what strangers said', () => {
  const judged = { modelFingerprint: 'f', judges: 2, rows: 160, rowsRight: 139, pairs: 160, pairsRight: 80 };
  const a = { ...reportOf('a', { samples: 4, reconstructions: 3, spread: 0.1 }), judged };

  it('is a sentence with their number', () => {
    expect(describeJudged(judged)).toBe(
      "2 strangers picked the right cat 139 times of 160 (± 4; by chance 32), and told the model's picture from a photo " +
        '80 times of 160 (± 6; by chance 80).',
    );
    expect(describeJudged({ ...judged, judges: 1, pairs: 0, pairsRight: 0 })).toBe(
      'A stranger picked the right cat 139 times of 160 (± 4; by chance 32).',
    );
  });

  it('stands below KID where all models were judged', () => {
    const labels = (table: string) => table.split('\n').map((line) => line.split(/ {2,}/));
    const table = labels(describeTable([a, { ...a, judged: { ...judged, rowsRight: 100 } }]));
    expect(table[3]!.slice(1)).toEqual(['87 ± 3', '63 ± 4', 'first']);
    const { judged: _, ...unjudged } = a;
    expect(describeTable([a, unjudged])).not.toContain('strangers');
  });
});
