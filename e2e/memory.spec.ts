import type { Page } from '@playwright/test';
import { TINY_ARCHITECTURE, tinyModel } from '../tools/testing/tinyModel.ts';
import { type HarnessServer, serveHarness } from './harnessServer.ts';
import { photo } from './photos.ts';
import { expect, type StudioPage, type TabName, test } from './studioPage.ts';

const MOVES = 300;
const GRIDS = 24;
/** Of a picture on the page: 64 x 64 pixels in RGBA. */
const PICTURE_BYTES = 4 * 64 * 64;
/**
 * What the page's heap may have grown by. Garbage collection leaves some noise, well under 1 MiB, and code that is compiled
 * meanwhile counts. A page that kept one picture of every fourth move would be beyond it.
 */
const SLACK_BYTES = (MOVES * PICTURE_BYTES) / 4;

/** Waits longer than `settle` until every picture is there: a busy machine takes its time. */
async function calm({ page }: StudioPage): Promise<void> {
  await expect(page.locator('main canvas').first()).toBeVisible({ timeout: 120_000 });
  await expect(page.locator('main [aria-busy=true]')).toHaveCount(0, { timeout: 120_000 });
}

/** Two cats in a small window do: they are quicker to draw than a shelf of samples. */
async function openWithTwoCats(studio: StudioPage, tab: TabName): Promise<void> {
  await studio.page.setViewportSize({ width: 640, height: 480 });
  await studio.withSamples(0);
  await studio.open('?backend=wasm');
  await studio.drop(photo('Tom', 3), photo('Kit', 4));
  await expect(studio.ownCats).toHaveCount(2);
  await studio.openTab(tab);
}

/** What lives on the page's heap, after garbage collection: objects, and the arrays behind them. */
async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = (await session.send('Runtime.getHeapUsage')) as {
    usedSize: number;
    backingStorageSize?: number;
  };
  await session.detach();
  return usedSize + backingStorageSize;
}

/** Moves a slider down and up, a step each frame. */
async function move(studio: StudioPage, times: number): Promise<void> {
  const slider = studio.page.getByRole('slider', { name: 'How much of itself' });
  await slider.evaluate(async (thumb, count) => {
    for (let i = 0; i < count; i++) {
      const key = i % 40 < 20 ? 'ArrowLeft' : 'ArrowRight';
      thumb.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      await new Promise(requestAnimationFrame);
    }
  }, times);
  await calm(studio);
}

test.beforeEach(() => test.setTimeout(300_000)); // a busy machine draws fewer frames

test('the page holds no more after hundreds of moves of a slider', async ({ studio }) => {
  await openWithTwoCats(studio, 'Latent');
  await calm(studio);
  await move(studio, 220); // fills the history of 200 steps and lets the engine compile what it runs often
  const before = await heapBytes(studio.page);
  await move(studio, MOVES);
  expect((await heapBytes(studio.page)) - before).toBeLessThan(SLACK_BYTES);
});

test('the page holds no more after dozens of grids', async ({ studio }) => {
  const { page } = studio;
  await openWithTwoCats(studio, 'Mix');
  await calm(studio); // the page has laid out a grid of its own
  await studio.layOutGrid(['Tom', 'Kit'], ['Tom', 'Kit']);
  const sizes = ['4×4', '8×8', '16×16'];
  /** Flips one switch at a time for all rows, as a Gray code does: every schema of these comes by. */
  const switches = page.getByRole('region', { name: 'Layer switches' });
  const show = async (grids: number) => {
    for (let grid = 1; grid <= grids; grid++) {
      const size = sizes[Math.log2(grid & -grid) % sizes.length]!;
      await switches.getByRole('switch', { name: new RegExp(`^${size},`) }).click();
      await calm(studio);
    }
  };
  await show(16); // every schema: their pictures are all in the cache, which has a limit of its own
  const before = await heapBytes(page);
  await show(GRIDS);
  expect((await heapBytes(page)) - before).toBeLessThan(SLACK_BYTES);
});

test.describe('the workers', () => {
  let server: HarnessServer;
  test.beforeAll(async () => {
    const { files } = await tinyModel();
    server = await serveHarness(new Map([...files].map(([path, bytes]) => [`tiny/${path}`, bytes])));
  });
  test.afterAll(() => server.close());

  test('hold the same tensors and no more heap after hundreds of moves and dozens of grids', async ({ page }) => {
    await page.goto(server.url);
    await page.waitForFunction(() => window.harness);
    const { before, after } = await page.evaluate(
      async ({ moves, grids, layerCount, latentSize }) => {
        const engine = await window.harness.createStudioEngine({
          modelUrl: './tiny',
          forcedBackend: 'wasm',
          workerCount: 2,
        });
        const styles = new Float32Array(2 * layerCount * latentSize).fill(0.1);
        const none = { kind: 'none' } as const;
        const slide = async (times: number) => {
          for (let i = 0; i < times; i++) {
            styles[(i * 7) % styles.length]! += 0.01; // another block each time
            await engine.generate(styles, i % 5 === 0 ? { kind: 'seeded', seed: 1 } : none, { isLive: true });
          }
        };
        const grid = () => Promise.all(Array.from({ length: 30 }, () => engine.generate(styles, none)));
        await slide(100);
        for (let i = 0; i < 5; i++) await grid(); // both workers have started and their heaps have their size
        const before = await engine.memory();
        await slide(moves);
        for (let i = 0; i < grids; i++) await grid();
        const after = await engine.memory();
        engine.dispose();
        return { before, after };
      },
      { moves: MOVES, grids: GRIDS, ...TINY_ARCHITECTURE },
    );
    expect(before).toHaveLength(2);
    // Exactly: every picture takes the same room on the heap and gives it back.
    expect(after).toEqual(before);
  });
});

declare global {
  interface Window {
    /** How many live pictures were asked for, and how many at once at most. */
    liveRequests: { asked: number; most: number };
  }
}

test('moves that come faster than pictures ask for one picture at a time', async ({ studio }) => {
  const { page } = studio;
  await page.addInitScript(() => {
    window.liveRequests = { asked: 0, most: 0 };
    const open = new Set<string>();
    const post = Worker.prototype.postMessage;
    // Comlink's messages to the engine's workers: the third argument of `generate` is true for a live picture.
    Worker.prototype.postMessage = function (this: Worker, message: unknown, ...rest: unknown[]) {
      const { id, path, argumentList } = message as {
        id: string;
        path?: string[];
        argumentList?: { value: unknown }[];
      };
      if (path?.[0] === 'generate' && argumentList?.[2]?.value === true) {
        open.add(id);
        window.liveRequests.asked++;
        window.liveRequests.most = Math.max(window.liveRequests.most, open.size);
        const settle = ({ data }: MessageEvent) => {
          if (data.id !== id) return;
          open.delete(id);
          this.removeEventListener('message', settle);
        };
        this.addEventListener('message', settle);
      }
      return post.call(this, message, ...(rest as [StructuredSerializeOptions]));
    };
  });
  await openWithTwoCats(studio, 'Latent');
  await calm(studio);
  const slider = page.getByRole('slider', { name: 'How much of itself' });
  await slider.press('ArrowLeft');
  await expect.poll(() => page.evaluate(() => window.liveRequests.asked)).toBeGreaterThan(0);
  const before = await page.evaluate(() => window.liveRequests.asked);
  await slider.evaluate((thumb) => {
    const press = (key: string) => thumb.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    for (let i = 0; i < 200; i++) press(i % 2 === 0 ? 'PageUp' : 'PageDown');
    press('Home');
  });
  await expect(slider).toHaveAttribute('aria-valuenow', '-1');
  await calm(studio);
  const { asked, most } = await page.evaluate(() => window.liveRequests);
  expect(most).toBe(1);
  expect(asked - before).toBeGreaterThan(0);
  expect(asked - before).toBeLessThan(20); // of 201
});
