import { expect, it } from 'vitest';
import { useStudio } from './studio.ts';

it('tries pictures again that could not be computed when the library is put in order anew', () => {
  const { setLikeness, setLibraryOrder } = useStudio.getState();
  const likeness = { meanSquaredError: 0.01, psnrDb: 20, ssim: 0.5 };
  setLikeness('good', likeness);
  setLikeness('failed', null);
  setLibraryOrder('mostAlike');
  expect(useStudio.getState().likenesses).toEqual({ good: likeness });
});
