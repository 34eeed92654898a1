import { afterEach, beforeEach, expect, it, vi } from 'vitest';

let kept: Map<string, string>;
let leave: (() => void) | undefined;

beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
  vi.stubGlobal('addEventListener', (_type: string, listener: () => void) => {
    leave = listener;
  });
});

afterEach(() => vi.unstubAllGlobals());

/** A page in the same tab, loaded afresh: whether it leaves a model alone, or else loads it. */
async function openPage(name: string): Promise<'loaded' | 'left alone'> {
  vi.resetModules();
  const { isCrashing, noteLoading } = await import('./crashGuard.ts');
  if (isCrashing(name)) return 'left alone';
  noteLoading(name);
  return 'loaded';
}

it('loads a model that made the page stop twice no third time', async () => {
  expect(await openPage('big')).toBe('loaded');
  expect(await openPage('big')).toBe('loaded'); // the browser stopped it, and loads it again
  expect(await openPage('big')).toBe('left alone');
  expect(await openPage('cats64')).toBe('loaded');
});

it('counts no page that was left in the ordinary way', async () => {
  for (let visit = 0; visit < 5; visit++) {
    expect(await openPage('big')).toBe('loaded');
    leave!();
  }
});

it('counts each model by itself, and a failed loading that is tried again not at all', async () => {
  await openPage('big');
  const { noteLoading } = await import('./crashGuard.ts');
  for (let tries = 0; tries < 5; tries++) noteLoading('big');
  expect(await openPage('other')).toBe('loaded');
  expect(await openPage('big')).toBe('loaded');
});

it('guards nothing where there is no storage, and fails in nothing', async () => {
  vi.stubGlobal('sessionStorage', undefined);
  for (let visit = 0; visit < 5; visit++) expect(await openPage('big')).toBe('loaded');
});
