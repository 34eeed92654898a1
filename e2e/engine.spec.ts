import { expect, type JSHandle, type Page, test } from '@playwright/test';
import type { EngineInfo, StudioEngine } from '../src/engine/protocol.ts';
import { generateImage } from '../src/inference/inference.ts';
import type { NoiseSetting } from '../src/latent/noise.ts';
import { mixStyles } from '../src/latent/styles.ts';
import { readModel, toParams } from '../src/modelFolder/decodeWeights.ts';
import { GROUPS } from '../src/modelFolder/schema.ts';
import { memorySource } from '../src/modelFolder/source.ts';
import { type PackedModel, packModel } from '../src/modelFolder/write.ts';
import { styleCountOf } from '../src/networks/architecture.ts';
import { seededNoise } from '../src/networks/model.ts';
import { readFixture, recordedOutputs } from '../tools/testing/fixtures.ts';
import { readModulatedFixture } from '../tools/testing/modulatedFixture.ts';
import { TINY_ARCHITECTURE, tinyModel } from '../tools/testing/tinyModel.ts';
import { goldenFile } from './goldenFile.ts';
import { type HarnessServer, serveHarness } from './harnessServer.ts';

let server: HarnessServer;
let tiny: PackedModel;
/** Of 16 pixels, for backends in software, which take their time. */
let small: PackedModel;
const SMALL_ARCHITECTURE = { ...TINY_ARCHITECTURE, layerCount: 3 };
/** Tiny with StyleGAN2's generator. */
let modulated: PackedModel;

test.beforeAll(async () => {
  tiny = await tinyModel();
  const style16wide = await readFixture('style16wide', 'checkpoint-legacy.pth');
  const recorded = readModulatedFixture();
  const files = new Map<string, Uint8Array | string>([
    ['style16wide.json', goldenFile(style16wide, recordedOutputs(style16wide))],
    ['stylegan2.json', goldenFile(recorded, recorded.outputs)],
  ]);
  small = await tinyModel('small', SMALL_ARCHITECTURE);
  modulated = await tinyModel('modulated', { ...TINY_ARCHITECTURE, generator: 'stylegan2' });
  const models = { tiny, small, modulated, wrong: await wronglyRecorded() };
  for (const [name, { files: parts }] of Object.entries(models)) {
    for (const [path, bytes] of parts) files.set(`${name}/${path}`, bytes);
  }
  server = await serveHarness(files);
});

test.afterAll(() => server.close());

test.beforeEach(async ({ page }) => {
  await page.goto(server.url);
  await page.waitForFunction(() => window.harness);
});

/** The tiny model with a check that no backend reproduces: its latent is another one's. */
async function wronglyRecorded(): Promise<PackedModel> {
  const { model, weights } = await readModel(memorySource(tiny.files), { groups: GROUPS });
  const { weightsManifest, shards, formatVersion, evaluation, ...card } = model;
  const w = weights['check/w']!;
  return packModel({ ...card, weights: { ...weights, 'check/w': { ...w, values: w.values.toReversed() } } });
}

type Backend = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

/** The error that `refine` begins with, on the small model and every backend; only rounding differs. */
const REFINED_FROM = 0.25408;

/** Starts an engine in the page; answers with its facts, or with how it failed. */
function start(page: Page, modelUrl: string, forcedBackend?: Backend) {
  return page.evaluate(
    async ({ modelUrl, forcedBackend }) => {
      const progress: number[] = [];
      try {
        const engine = await window.harness.createStudioEngine({
          modelUrl,
          forcedBackend,
          onProgress: ({ loadedBytes, totalBytes }) => progress.push(loadedBytes, totalBytes),
        });
        const { info, model } = engine;
        engine.dispose();
        return { info, title: model.title, styles: model.averageStyles.length, last: progress.slice(-2) };
      } catch (error) {
        const { code, message } = error as { code: string; message: string };
        return { failure: { code, message } };
      }
    },
    { modelUrl, forcedBackend },
  );
}

/** Encodes the check's image and decodes the check's latent, and compares with what was recorded. */
async function checkDeviations(engine: JSHandle<StudioEngine>) {
  const { weights } = await readModel(memorySource(small.files), { groups: ['check'] });
  const values = (name: string) => [...weights[`check/${name}`]!.values];
  return engine.evaluate(
    async (engine, { image, w, reconstruction, layerCount }) => {
      const side = Math.sqrt(image.length / 3);
      const data = new Uint8ClampedArray(4 * side * side).fill(255);
      image.forEach((value, i) => {
        data[4 * Math.floor(i / 3) + (i % 3)] = (value + 1) * 127.5;
      });
      const encoded = await engine.encode({ width: side, height: side, data });
      const styles = Float32Array.from({ length: 2 * layerCount * w.length }, (_, i) => w[i % w.length]!);
      const made = await engine.generate(styles, { kind: 'none' });
      const worst = (a: number[], b: number[]) => Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));
      const largest = (list: number[]) => Math.max(...list.map(Math.abs));
      const expected = reconstruction.map((value) => Math.min(255, Math.max(0, (value + 1) * 127.5)));
      const found = expected.map((_, i) => made.data[4 * Math.floor(i / 3) + (i % 3)]!);
      return { backend: engine.info.backend, w: worst([...encoded], w) / largest(w), levels: worst(found, expected) };
    },
    {
      image: values('image'),
      w: values('w'),
      reconstruction: values('reconstruction'),
      layerCount: SMALL_ARCHITECTURE.layerCount,
    },
  );
}

/**
 * Changes blocks one at a time, and draws each change live and plainly.
 * @returns how many numbers differ, and how many tensors there are after each
 */
const drawLive = (engine: JSHandle<StudioEngine>, noise: NoiseSetting, blocks: readonly number[]) =>
  engine.evaluate(
    async (engine, { noise, blocks }) => {
      const { layerCount, latentSize } = engine.model.architecture;
      const styles = new Float32Array(2 * layerCount * latentSize).fill(0.1);
      const differences: number[] = [];
      const tensors: number[] = [];
      for (const block of blocks) {
        for (let i = 0; i < 2 * latentSize; i++) styles[2 * block * latentSize + i]! += 0.1 * Math.sin(i + block);
        const live = await engine.generate(styles, noise, { isLive: true });
        const plain = await engine.generate(styles, noise);
        differences.push(live.data.filter((value, i) => value !== plain.data[i]).length);
        tensors.push((await engine.memory())[0]!.numTensors);
      }
      return { differences, tensors };
    },
    { noise, blocks },
  );

/** Takes three steps of refining, noise included. */
const refine = (engine: JSHandle<StudioEngine>) =>
  engine.evaluate(async (engine) => {
    const side = 2 ** (engine.model.architecture.layerCount + 1);
    const data = Uint8ClampedArray.from({ length: 4 * side * side }, (_, i) => 128 + 100 * Math.sin(i / 99));
    const image = { width: side, height: side, data };
    const errors: number[] = [];
    const options = { space: 'W+', hasNoise: true, stepCount: 3, pull: 0.01 } as const;
    const { error, errorBefore, styles } = await engine.refine(image, { kind: 'none' }, options, (progress) => {
      errors[progress.step] = progress.error;
      return true;
    });
    return { errors, error, errorBefore, styles: styles.length };
  });

test('without hardware the page takes wasm, with a pool, and says why not the others', async ({ page }) => {
  const { info, title, styles, last } = await start(page, './tiny');
  expect(info?.backend).toBe('wasm');
  expect(info?.workerCount).toBeGreaterThanOrEqual(2);
  expect(info?.rejected.map(({ backend }) => backend)).toEqual(['webgpu', 'webgl']);
  for (const { reason } of info!.rejected) expect(reason).toMatch(/software/);
  expect(title).toBe('Random weights');
  expect(styles).toBe(2 * TINY_ARCHITECTURE.layerCount * TINY_ARCHITECTURE.latentSize);
  const total = tiny.model.shards
    .filter(({ path }) => /^(E|G|check)-/.test(path))
    .reduce((n, s) => n + s.byteLength, 0);
  expect(last).toEqual([total, total]);
});

for (const backend of ['wasm', 'webgpu', 'webgl', 'cpu'] as const) {
  test(`${backend} does all that is asked of an engine when it is forced`, async ({ page }) => {
    const engine = await page.evaluateHandle(
      (forcedBackend) => window.harness.createStudioEngine({ modelUrl: './small', forcedBackend }),
      backend,
    );
    await test.step('reproduces the recorded check', async () => {
      const deviations = await checkDeviations(engine);
      expect(deviations.backend).toBe(backend);
      // The engine takes 8-bit images, the recording was made from finer ones.
      expect(deviations.w).toBeLessThan(1e-2);
      expect(deviations.levels).toBeLessThan(1);
    });

    await test.step('draws live what it draws otherwise, to the last bit, and leaves no tensors', async () => {
      for (const noise of [{ kind: 'none' }, { kind: 'seeded', seed: 3 }] as const) {
        const { differences, tensors } = await drawLive(engine, noise, [2, 0, 1, 2, 2]);
        expect(new Set(differences)).toEqual(new Set([0]));
        expect(new Set(tensors).size).toBe(1);
      }
    });

    await test.step('refines from the right picture on', async () => {
      const { errors, error, errorBefore, styles } = await refine(engine);
      expect(errors).toHaveLength(4);
      expect(errorBefore).toBe(errors[0]);
      expect(errorBefore).toBeCloseTo(REFINED_FROM, 3);
      expect(error).toBeLessThan(0.97 * errorBefore);
      expect(styles).toBe(2 * SMALL_ARCHITECTURE.layerCount * SMALL_ARCHITECTURE.latentSize);
    });
    await engine.evaluate(({ dispose }) => dispose());
  });
}

test('wasm stays on one thread a worker where shared memory would allow more', async ({ page }) => {
  await page.route('**/*', async (route) => {
    const response = await route.fetch();
    const isolation = {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    };
    await route.fulfill({ response, headers: { ...response.headers(), ...isolation } });
  });
  await page.reload();
  await page.waitForFunction(() => window.harness && crossOriginIsolated);
  expect((await start(page, './tiny', 'wasm')).info?.backend).toBe('wasm');
  await page.unrouteAll({ behavior: 'ignoreErrors' }); // the other workers may still be fetching
});

test('WebGPU agrees with the reference implementation', async ({ page }) => {
  const deviations = await page.evaluate(() => window.harness.goldenDeviations('./style16wide.json', 'webgpu'));
  expect(Object.keys(deviations)).toHaveLength(19);
  for (const [name, deviation] of Object.entries(deviations)) expect(deviation, name).toBeLessThan(1e-4);
});

test('WebGPU agrees with StyleGAN2’s implementation', async ({ page }) => {
  const deviations = await page.evaluate(() => window.harness.goldenDeviations('./stylegan2.json', 'webgpu'));
  expect(Object.keys(deviations)).toEqual(['lod2.generated.noNoise', 'lod2.generated.noise']);
  for (const [name, deviation] of Object.entries(deviations)) expect(deviation, name).toBeLessThan(1e-4);
});

test('a model with StyleGAN2’s generator draws what the command line draws, live and refined too', async ({ page }) => {
  const engine = await page.evaluateHandle(() =>
    window.harness.createStudioEngine({ modelUrl: './modulated', forcedBackend: 'wasm' }),
  );
  const { differences, tensors } = await drawLive(engine, { kind: 'seeded', seed: 3 }, [4, 0, 3, 1, 2, 4]);
  expect(new Set(differences)).toEqual(new Set([0]));
  expect(new Set(tensors).size).toBe(1);
  const { errors, error } = await refine(engine);
  expect(error).toBeLessThan(errors[0]!);

  const { model, weights } = await readModel(memorySource(modulated.files), { groups: GROUPS });
  const { architecture } = model;
  const [source, destination] = [1, 2].map((k) =>
    Float32Array.from({ length: styleCountOf(architecture) * architecture.latentSize }, (_, i) => Math.sin(i * k)),
  ) as [Float32Array, Float32Array];
  const styles = mixStyles(source, destination, [1, 0, 0.5, 0, 1], architecture);
  const theirs = await engine.evaluate(
    async (engine, styles) => [...(await engine.generate(new Float32Array(styles), { kind: 'seeded', seed: 3 })).data],
    [...styles],
  );
  const params = toParams(weights);
  const ours = await generateImage({ architecture, params }, styles, { noise: seededNoise(architecture, 3) });
  expect(Math.max(...ours.data.map((value, i) => Math.abs(value - theirs[i]!)))).toBeLessThanOrEqual(1);
});

test('no tensor is left after 100 reconstructions', async ({ page }) => {
  const { before, after, withNoise } = await page.evaluate(async () => {
    const engine = await window.harness.createStudioEngine({ modelUrl: './tiny', forcedBackend: 'wasm' });
    const reconstruct = async (count: number, noiseSeed?: number) => {
      const data = new Uint8ClampedArray(4 * 64 * 64).fill(count);
      const w = await engine.encode({ width: 64, height: 64, data });
      const styles = Float32Array.from({ length: 10 * w.length }, (_, k) => w[k % w.length]!);
      await engine.generate(styles, noiseSeed === undefined ? { kind: 'none' } : { kind: 'seeded', seed: noiseSeed });
    };
    const tensors = async () => (await engine.memory()).map(({ numTensors }) => numTensors);
    await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map((i) => reconstruct(i))); // every worker has started
    const before = await tensors();
    for (let i = 0; i < 100; i += 4) await Promise.all([i, i + 1, i + 2, i + 3].map((k) => reconstruct(k)));
    const after = await tensors();
    for (let i = 0; i < 20; i += 4) await Promise.all([i, i + 1, i + 2, i + 3].map((k) => reconstruct(k, k)));
    const withNoise = await tensors();
    engine.dispose();
    return { before, after, withNoise };
  });
  expect(before.length).toBeGreaterThanOrEqual(2);
  expect(after).toEqual(before);
  // A worker keeps the planes of the last noise, and no others.
  for (const [i, count] of withNoise.entries()) expect(count - before[i]!).toBeLessThanOrEqual(10);
});

test('random cats and directions come from F, which is fetched when first needed', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  const result = await page.evaluate(async () => {
    const engine = await window.harness.createStudioEngine({ modelUrl: './tiny', forcedBackend: 'wasm' });
    const loaded = performance.getEntriesByType('resource').filter(({ name }) => name.includes('F-shard')).length;
    const [a, b, c] = await Promise.all([engine.sample(1), engine.sample(1), engine.sample(2)]);
    const components = await engine.findDirections({ kind: 'pca', count: 100 });
    const factors = await engine.findDirections({ kind: 'sefa', count: 3, firstBlock: 1, lastBlock: 2 });
    engine.dispose();
    return {
      loaded,
      a: [...a],
      b: [...b],
      c: [...c],
      sizes: [components[0]!.vector.length, components.length, factors.length],
      sigmas: components.map(({ sigma }) => sigma),
      lengths: factors.map(({ vector }) => Math.hypot(...vector)),
    };
  });
  expect(result.loaded).toBe(0);
  expect(fetched.filter((path) => path.includes('F-shard'))).toHaveLength(1);
  expect(fetched.filter((path) => path.includes('D-shard'))).toHaveLength(0);
  expect(result.b).toEqual(result.a);
  expect(result.c).not.toEqual(result.a);
  expect(result.sizes).toEqual([TINY_ARCHITECTURE.latentSize, TINY_ARCHITECTURE.latentSize, 3]);
  for (const length of result.lengths) expect(length).toBeCloseTo(1, 5);
  expect(result.sigmas.toSorted((x, y) => y - x)).toEqual(result.sigmas);
});

test('a worker that dies is replaced and its work done', async ({ page }) => {
  const result = page.evaluate(async () => {
    const engine = await window.harness.createStudioEngine({ modelUrl: './tiny', forcedBackend: 'wasm' });
    const styles = new Float32Array(160).fill(0.1);
    const first = await engine.generate(styles, { kind: 'none' });
    await new Promise((resolve) => setTimeout(resolve, 1500)); // the spec ends the worker meanwhile
    const second = await engine.generate(styles, { kind: 'none' });
    engine.dispose();
    return first.data.every((value, i) => value === second.data[i]);
  });
  const worker = await page.waitForEvent('worker');
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const closed = worker.waitForEvent('close');
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('made to fail');
    });
  });
  await closed;
  expect(await result).toBe(true);
});

test('a graphics device that is lost is replaced and the work done, and the engine says so', async ({
  playwright,
  launchOptions,
}) => {
  const browser = await playwright.chromium.launch(launchOptions); // its own one: Chromium forgives few crashes
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.waitForFunction(() => window.harness);
    const generate = () =>
      page.evaluate(async () => {
        window.told ??= [];
        window.engine ??= await window.harness.createStudioEngine({
          modelUrl: './small',
          forcedBackend: 'webgpu',
          onInfo: (info) => window.told!.push(info),
        });
        const { data } = await window.engine.generate(new Float32Array(96).fill(0.1), { kind: 'none' });
        return [...data];
      });
    /** Of each time that the engine spoke of itself, whether a picture had been timed. */
    const toldTimed = () => page.evaluate(() => window.told!.map(({ pictureMs }) => pictureMs !== undefined));
    const before = await generate();
    expect(await toldTimed()).toEqual([true]);
    const replaced = page.waitForEvent('worker');
    const session = await browser.newBrowserCDPSession();
    void session.send('Browser.crashGpuProcess').catch(() => {}); // it may not answer any more
    await page.workers()[0]!.waitForEvent('close');
    expect(await generate()).toEqual(before);
    await replaced;
    expect(await toldTimed()).toEqual([true, false, true]);
    expect(await page.evaluate(() => window.told!.at(-1) === window.engine!.info)).toBe(true);
  } finally {
    await browser.close();
  }
});

declare global {
  interface Window {
    engine?: StudioEngine;
    told?: EngineInfo[];
  }
}

test('a request that is withdrawn while it waits rejects as aborted', async ({ page }) => {
  const codes = await page.evaluate(async () => {
    const engine = await window.harness.createStudioEngine({ modelUrl: './tiny', forcedBackend: 'wasm' });
    const controller = new AbortController();
    const styles = new Float32Array(160);
    const requests = Array.from({ length: 30 }, () =>
      engine.generate(styles, { kind: 'none' }, { signal: controller.signal }).then(
        () => 'done',
        (error: { code: string }) => error.code,
      ),
    );
    controller.abort();
    await engine.generate(styles, { kind: 'none' });
    engine.dispose();
    return Promise.all(requests);
  });
  expect(new Set(codes)).toEqual(new Set(['aborted']));
});

test('a backend that computes wrong numbers is passed over', async ({ page }) => {
  const forced = await start(page, './wrong', 'wasm');
  expect(forced.failure?.code).toBe('backendUnavailable');
  expect(forced.failure?.message).toMatch(/wasm: it computes wrong numbers here: .*% off the model's recorded example/);
  const all = await start(page, './wrong');
  expect(all.failure?.message).toMatch(/^No backend can be used here\. webgpu: .* webgl: .* wasm: .* cpu: /);
});
