import { expect, it } from 'vitest';
import { comparisonTable, likenessTable } from './likenessTable.ts';

it('is one row a picture, with what would break the table in quotes', () => {
  const likeness = { meanSquaredError: 0.0284, psnrDb: 15.46, ssim: 0.31 };
  const table = likenessTable(
    [
      { item: { kind: 'random', name: 'Dream 7' }, likeness },
      {
        item: { kind: 'kept', name: 'Tom, "the cat"' },
        likeness: { meanSquaredError: 0, psnrDb: Number.POSITIVE_INFINITY, ssim: 1 },
      },
    ],
    'cats64',
  );
  expect(table).toBe(
    'name,kind,model,mse,psnr_db,ssim\r\n' +
      'Dream 7,random,cats64,0.0284,15.46,0.31\r\n' +
      '"Tom, ""the cat""",kept,cats64,0,Infinity,1\r\n',
  );
});

it('has a row for each model where two are compared', () => {
  const likeness = { meanSquaredError: 0.0284, psnrDb: 15.46, ssim: 0.31 };
  const table = comparisonTable([
    { photo: 'Tom', model: 'cats64', hasOwnFrame: true, side: 64, likeness },
    { photo: 'Tom', model: 'heads128', hasOwnFrame: false, side: 64, likeness },
  ]);
  expect(table).toBe(
    'photo,model,own_frame,side_px,mse,psnr_db,ssim\r\n' +
      'Tom,cats64,yes,64,0.0284,15.46,0.31\r\n' +
      'Tom,heads128,no,64,0.0284,15.46,0.31\r\n',
  );
});
