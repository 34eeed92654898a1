import { afterEach, expect, test, vi } from 'vitest';

/** A tab of its own on an address without locks. @param stored what its storage holds, a duplicate's that of the first */
async function openTab(stored: Map<string, string>) {
  vi.resetModules();
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  });
  const channels: BroadcastChannel[] = [];
  const Channel = BroadcastChannel;
  vi.stubGlobal(
    'BroadcastChannel',
    class extends Channel {
      constructor(name: string) {
        super(name);
        channels.push(this);
      }
    },
  );
  const { claimSession } = await import('./claimSession.ts');
  const id = await claimSession([]);
  vi.stubGlobal('BroadcastChannel', Channel);
  const close = () => {
    for (const channel of channels) channel.close();
  };
  closings.push(close);
  return { id, close };
}

const closings: (() => void)[] = [];
afterEach(() => {
  for (const close of closings.splice(0)) close();
  vi.unstubAllGlobals();
});

test('without locks a duplicated tab has a session of its own, and a reloaded one goes on with its own', async () => {
  const storage = new Map<string, string>();
  const first = await openTab(storage);
  const duplicate = await openTab(new Map(storage));
  expect(duplicate.id).not.toBe(first.id);
  first.close();
  const reloaded = await openTab(storage);
  expect(reloaded.id).toBe(first.id);
});
