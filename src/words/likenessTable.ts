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
