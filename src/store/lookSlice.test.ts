import { beforeEach, expect, it } from 'vitest';
import type { PhotoItem } from './librarySlice.ts';
import { codeKey, encodedKey, lookAt } from './lookSlice.ts';
import { useStudio } from './studio.ts';

const photo: PhotoItem = { kind: 'photo', id: 'p', name: 'P', crop: { left: 0, top: 0, size: 4 } };
const look = (id: string) => ({ id, styles: new Float32Array(4), isAsked: false });
const likeness = { meanSquaredError: 0.01, psnrDb: 20, ssim: 0.5 };

beforeEach(() => useStudio.setState(useStudio.getInitialState(), true));

it('keeps how alike a photo was as that of the encoder, and forgets all when other pictures count', () => {
  const { setLikeness, setLook, setLooksByItself } = useStudio.getState();
  setLikeness(codeKey(useStudio.getState(), photo), likeness);
  setLook(photo, look('a'));
  expect(useStudio.getState().likenesses).toEqual({ [encodedKey(photo)]: likeness });
  setLooksByItself(false);
  expect(useStudio.getState().likenesses).toEqual({});
});

it('remembers the newest looks', () => {
  const { setLook } = useStudio.getState();
  const others = Array.from({ length: 99 }, (_, i): PhotoItem => ({ ...photo, id: `other ${i}` }));
  for (const [i, item] of [photo, ...others].entries()) setLook(item, look(`${i}`));
  setLook(photo, look('again'));
  setLook({ ...photo, id: 'last' }, look('last'));
  const state = useStudio.getState();
  expect(lookAt(state, others[0]!)).toBeNull();
  expect(lookAt(state, photo)?.id).toBe('again');
});
