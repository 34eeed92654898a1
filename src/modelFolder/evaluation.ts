import { z } from '../base/zod.ts';
import type { ModelFile } from './schema.ts';

const figure = z.number();

/**
 * What `alae evaluate` measures on test images, as model.json carries it: units in the names. Figures with a `Spread` are
 * means over seeds, and the spread their standard deviation. Floors are what training images score against test images.
 */
export const figuresSchema = z.object({
  testImages: z.int().positive(),
  seeds: z.int().positive(),
  kidFloor: figure,
  kidSamples: figure,
  kidSamplesSpread: figure,
  kidReconstructions: figure,
  kidReconstructionsSpread: figure,
  frechetFloor: figure,
  frechetSamples: figure,
  frechetReconstructions: figure,
  reconstructionPsnrDb: figure,
  reconstructionSsim: figure,
  /** PSNR of reconstructed training images minus that of test images; this and the next six are missing in older models. */
  trainingPsnrGapDb: figure.exactOptional(),
  /** Of a photo among all test photos by distance to its reconstruction, from 1: in InceptionV3's features, */
  medianRankByFeatures: figure.exactOptional(),
  firstShareByFeatures: figure.exactOptional(),
  /** and in the colours of 16x16 pixels. */
  medianRankByColours: figure.exactOptional(),
  firstShareByColours: figure.exactOptional(),
  /** Mean absolute Laplacian over that of the photos. */
  sharpnessOfSamples: figure.exactOptional(),
  sharpnessOfReconstructions: figure.exactOptional(),
  /** ‖w - E(G(w))‖² over ‖w - w̄‖² */
  latentErrorShare: figure,
  pathLengthFull: figure,
  pathLengthEnds: figure,
  /** Median feature distance of samples to their nearest training image, over that of test images. */
  nearestTrainingRatio: figure,
  /** Rows of a reconstruction and five photos that strangers were shown, and in how many they picked its own; */
  judgedRows: z.int().nonnegative().exactOptional(),
  judgedRowsRight: z.int().nonnegative().exactOptional(),
  /** pairs of a photo and a random picture, and in how many they knew which is which. */
  judgedPairs: z.int().nonnegative().exactOptional(),
  judgedPairsRight: z.int().nonnegative().exactOptional(),
});
export type EvaluationFigures = z.infer<typeof figuresSchema>;

/** Folder of the report and the sheets inside a model folder. */
export const EVALUATION_FOLDER = 'evaluation';

/** The sheets that an evaluation draws, by what they show. */
export const EVALUATION_SHEETS = {
  reconstructions: 'reconstructions.png',
  samples: 'samples.png',
  nearest: 'nearest.png',
} as const;

/** The figures of `alae evaluate` in a model's card; undefined where it carries none, or others. */
export const evaluationFigures = (evaluation: ModelFile['evaluation']): EvaluationFigures | undefined =>
  figuresSchema.safeParse(evaluation).data;
