import type { Likeness } from '../image/likeness.ts';
import { table } from './table.ts';

const HEAD = ['name', 'kind', 'model', 'mse', 'psnr_db', 'ssim'] as const;

interface MeasuredItem {
  readonly item: { readonly name: string; readonly kind: string };
  readonly likeness: Likeness;
}

/**
 * The figures as comma-separated values, one picture a row: MSE on a scale from 0 to 1, PSNR in dB
 * (`Infinity` for identical pictures), SSIM; all at the model's resolution and as exact as they were computed.
 */
export const likenessTable = (measured: readonly MeasuredItem[], modelName: string): string =>
  table([
    HEAD,
    ...measured.map(({ item, likeness: { meanSquaredError, psnrDb, ssim } }) => [
      item.name,
      item.kind,
      modelName,
      meanSquaredError,
      psnrDb,
      ssim,
    ]),
  ]);

interface ComparedFigures {
  readonly photo: string;
  readonly model: string;
  /** False where the frame was chosen by hand though the model wants another around the face. */
  readonly hasOwnFrame: boolean;
  /** Pixels per side at which it was measured. */
  readonly side: number;
  readonly likeness: Likeness;
}

const COMPARISON_HEAD = ['photo', 'model', 'own_frame', 'side_px', 'mse', 'psnr_db', 'ssim'] as const;

/** The figures of two models as `likenessTable` has them, a row for each photo and model. */
export const comparisonTable = (compared: readonly ComparedFigures[]): string =>
  table([
    COMPARISON_HEAD,
    ...compared.map(({ photo, model, hasOwnFrame, side, likeness: { meanSquaredError, psnrDb, ssim } }) => [
      photo,
      model,
      hasOwnFrame ? 'yes' : 'no',
      side,
      meanSquaredError,
      psnrDb,
      ssim,
    ]),
  ]);
