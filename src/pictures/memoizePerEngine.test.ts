import { expect, it } from 'vitest';
import type { StudioEngine } from '../engine/protocol.ts';
import { memoizePerEngine } from './memoizePerEngine.ts';
import { replaceEngine } from './runningEngine.ts';

const another = () => replaceEngine({ dispose() {} } as StudioEngine);

it('computes once for each key, and anew with another engine', async () => {
  const remember = memoizePerEngine<string>();
  let count = 0;
  const ask = (key: string) => remember(key, async () => `${key} ${++count}`);
  another();
  expect(await Promise.all([ask('a'), ask('b'), ask('a')])).toEqual(['a 1', 'b 2', 'a 1']);
  another();
  expect(await ask('a')).toBe('a 3');
});

it('forgets what has failed', async () => {
  const remember = memoizePerEngine<string>();
  another();
  await expect(remember('a', () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  expect(await remember('a', async () => 'found')).toBe('found');
});
