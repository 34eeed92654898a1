import { beforeEach, expect, it, vi } from 'vitest';
import type { StudioEngine } from '../engine/protocol.ts';
import { latentDefaults } from '../store/latentSlice.ts';
import type { KeptItem } from '../store/librarySlice.ts';
import { withOffset } from './latentStyles.ts';
import type { PictureSpec } from './pictureSpec.ts';
import { render } from './renderings.ts';
import { replaceEngine } from './runningEngine.ts';

// One block of latents of two numbers.
const made = (id: string, ...styles: number[]): KeptItem => ({
  kind: 'kept',
  id,
  name: id,
  styles: Float32Array.from(styles),
});
const [a, b] = [made('a', 0, 0, 0, 0), made('b', 2, 4, 2, 4)];
const up = { id: 'up', vector: Float32Array.of(0, 1), centre: 0, sigma: 0.5, firstBlock: 0, lastBlock: 0 };
const noise = { kind: 'seeded', seed: 7 } as const;
const generate = vi.fn<StudioEngine['generate']>(async () => ({
  width: 1,
  height: 1,
  data: new Uint8ClampedArray(4),
}));

const sample = async () => Float32Array.of(2, 3);
const dream = { kind: 'random', id: 'dream', name: 'Dream', seed: 1 } as const;

beforeEach(() => {
  generate.mockClear();
  const model = { architecture: { layerCount: 1, latentSize: 2 }, averageStyles: Float32Array.of(1, 1, 1, 1) };
  replaceEngine({ model, generate, sample, dispose() {} } as unknown as StudioEngine);
});

it.each<[string, PictureSpec, readonly number[]]>([
  ['an item', { kind: 'input', item: b }, [2, 4, 2, 4]],
  ['a dream of an old session', { kind: 'input', item: dream }, [2, 3, 2, 3]],
  ['a truncated dream', { kind: 'input', item: { ...dream, psi: 0.5 } }, [1.5, 2, 1.5, 2]],
  ['a mixture', { kind: 'mix', source: b, destination: a, schema: [0.5] }, [1, 2, 1, 2]],
  [
    'a cat that was moved',
    { kind: 'latent', item: b, directions: [up], settings: withOffset(latentDefaults(1), 'up', 2) },
    [2, 5, 2, 5],
  ],
  ['a cat between two', { kind: 'between', around: [a, b], progress: 0.25 }, [0.5, 1, 0.5, 1]],
  ['a founder', { kind: 'kitten', family: { founders: { b }, litters: [] }, id: 'b' }, [2, 4, 2, 4]],
])('draws %s from its spec and the noise that is given', async (_, spec, styles) => {
  const { signal } = new AbortController();
  await render(spec, noise, { signal, isLive: true });
  expect(generate).toHaveBeenCalledTimes(1);
  const [drawn, with_, options] = generate.mock.calls[0]!;
  expect([[...drawn], with_, options]).toEqual([styles, noise, { isLive: true, signal }]);
});
