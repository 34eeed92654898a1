import { expect, it } from 'vitest';
import { loadSharp } from '../../tools/io/imageFiles.ts';
import { withoutInkProfile } from './inkProfile.ts';

async function jpeg(space: 'cmyk' | 'srgb') {
  const sharp = await loadSharp();
  const image = sharp({ create: { width: 16, height: 8, channels: 3, background: '#4080c0' } });
  const profile = space === 'cmyk' ? 'cmyk' : 'p3';
  return new Uint8Array(await image.toColourspace(space).withIccProfile(profile).jpeg().toBuffer());
}

it('takes the profile out of a JPEG in CMYK, and leaves all else', async () => {
  const sharp = await loadSharp();
  const given = await jpeg('cmyk');
  const bare = withoutInkProfile(given);
  const { space, hasProfile, width, height } = await sharp(bare).metadata();
  expect({ space, hasProfile, width, height }).toEqual({ space: 'cmyk', hasProfile: false, width: 16, height: 8 });
  const inks = (bytes: Uint8Array) => sharp(bytes).pipelineColourspace('cmyk').toColourspace('cmyk').raw().toBuffer();
  expect(await inks(bare)).toEqual(await inks(given));
  expect(withoutInkProfile(bare)).toBe(bare);
});

it('leaves other profiles, other files and damaged ones as they are', async () => {
  const rgb = await jpeg('srgb');
  expect(withoutInkProfile(rgb)).toBe(rgb);
  const whole = await jpeg('cmyk');
  for (const end of [0, 1, 3, 20, 500]) {
    const cut = whole.slice(0, end);
    expect(withoutInkProfile(cut)).toBe(cut);
  }
  const endless = new Uint8Array(100).fill(0xff);
  expect(withoutInkProfile(endless)).toBe(endless);
});
