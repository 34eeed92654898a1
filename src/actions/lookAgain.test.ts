import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { StudioEngine } from '../engine/protocol.ts';
import type { Refinement } from '../latent/refinement.ts';
import { keepPhoto } from '../pictures/assets.ts';
import { stylesOf } from '../pictures/renderings.ts';
import { replaceEngine } from '../pictures/runningEngine.ts';
import type { PhotoItem } from '../store/librarySlice.ts';
import { lookAt, lookKey } from '../store/lookSlice.ts';
import type { ModelCard } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';
import { lookAgain, wantedLooks } from './lookAgain.ts';

vi.mock('../imageWorker/imageClient.ts', () => ({
  cropPhoto: async (_: Blob, { name }: { name: string }) => ({ pixels: { ...PICTURE, name } }),
}));

const { askForLook } = useStudio.getState();
const PICTURE = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
const STEP_MS = 100;
/** An engine whose refinements take their time by the clock of the test, and which somebody else may ask for something. */
let stepMs = STEP_MS;
let quietSinceMs = 0;
const refined: { readonly name: string; readonly from: readonly number[] | null; readonly steps: number }[] = [];
let onStep: (name: string, step: number) => void = () => {};

const refine: StudioEngine['refine'] = async (image, _, { stepCount, from }, report): Promise<Refinement> => {
  const { name } = image as unknown as { name: string };
  let step = 0;
  for (; ; step++) {
    onStep(name, step);
    const goesOn = report({ step, error: 1 / (step + 2) });
    if (!goesOn || step === stepCount) break;
    await vi.advanceTimersByTimeAsync(stepMs);
  }
  refined.push({ name, from: from ? [...from] : null, steps: step });
  const styles = new Float32Array(4).fill((from?.[0] ?? 0) + step);
  return { styles, picture: PICTURE, error: 0.4 / (step + 1), errorBefore: 0.5, stepCount: step };
};

const engine = {
  model: { architecture: { layerCount: 1, latentSize: 2 } },
  dispose() {},
  quietMs: () => performance.now() - quietSinceMs,
  encode: async () => Float32Array.of(7, 7),
  refine,
} as unknown as StudioEngine;

const photo = (name: string, shelf?: 'cats'): PhotoItem => {
  keepPhoto(name, { file: new Blob([]), url: '', width: 4, height: 4 });
  return { kind: 'photo', id: name, name, crop: { left: 0, top: 0, size: 4 }, ...(shelf && { shelf, credit: 'x' }) };
};
const model = { fingerprint: '', architecture: engine.model.architecture } as ModelCard;

let testCount = 0;

beforeEach(() => {
  vi.useFakeTimers();
  quietSinceMs = performance.now();
  stepMs = STEP_MS;
  refined.length = 0;
  onStep = () => {};
  useStudio.setState(useStudio.getInitialState(), true);
  replaceEngine(engine);
  const { setModel, setTab } = useStudio.getState();
  // Another model each time: what failed with one is not tried again.
  setModel({
    model: { ...model, fingerprint: `model ${testCount++}` },
    modelJob: { state: 'done', info: { backend: 'wasm', workerCount: 1, rejected: [] } },
  });
  setTab('latent');
});
afterEach(() => vi.useRealTimers());

const look = (item: PhotoItem) => lookAt(useStudio.getState(), item);
const wanted = () => wantedLooks(useStudio.getState()).map(({ name }) => name);

/** Takes all looks that are wanted, however long it takes. */
async function takeAll(): Promise<void> {
  let isDone = false;
  const all = lookAgain().then(() => {
    isDone = true;
  });
  while (!isDone) await vi.advanceTimersByTimeAsync(STEP_MS);
  await all;
}

it('takes the photo that is looked at first, then the newest of the user’s own, then samples in use', () => {
  const { addItems, selectItem, setTab, openGrid } = useStudio.getState();
  const items = [photo('new'), photo('old'), photo('a', 'cats'), photo('b', 'cats')];
  addItems(items);
  selectItem('old');
  expect(wanted()).toEqual(['old', 'new']);
  selectItem('a');
  setTab('reconstruct');
  expect(wanted()).toEqual(['a', 'new', 'old']);
  openGrid(['b'], []);
  setTab('mix');
  expect(wanted()).toEqual(['new', 'old', 'b']);
  askForLook(items[2]!);
  expect(wanted()).toEqual(['a', 'new', 'old', 'b']);
});

it('looks at one after the other, and the better code is the photo’s from then on', async () => {
  const [first, second] = [photo('first'), photo('second')];
  useStudio.getState().addItems([first, second]);
  expect([...(await stylesOf(first))]).toEqual([7, 7, 7, 7]);
  await takeAll();
  expect(refined).toEqual([
    { name: 'first', from: null, steps: 20 },
    { name: 'second', from: null, steps: 20 },
  ]);
  expect([...(await stylesOf(first))]).toEqual([20, 20, 20, 20]);
  expect(useStudio.temporal.getState().pastStates.some((state) => 'looks' in state)).toBe(false);
});

it('gives way to whatever else is asked of the engine, and goes on from there', async () => {
  const item = photo('item');
  useStudio.getState().addItems([item]);
  let isAsked = false;
  onStep = (_, step) => {
    if (step === 6 && !isAsked) {
      isAsked = true;
      quietSinceMs = performance.now();
    }
  };
  await takeAll();
  expect(refined).toEqual([
    { name: 'item', from: null, steps: 6 },
    { name: 'item', from: [6, 6, 6, 6], steps: 14 },
  ]);
  expect(look(item)?.styles[0]).toBe(20);
});

it('gives way to a newer photo', async () => {
  useStudio.getState().addItems([photo('old')]);
  onStep = (name, step) => {
    if (name === 'old' && step === 3 && useStudio.getState().items.length === 1) {
      useStudio.getState().addItems([photo('new')]);
      useStudio.getState().selectItem('new');
    }
  };
  await takeAll();
  expect(refined.map(({ name, steps }) => [name, steps])).toEqual([
    ['old', 3],
    ['new', 20],
    ['old', 17],
  ]);
});

it('waits for a click where steps are slow, or fingers point', async () => {
  const items = [photo('a'), photo('b')];
  useStudio.getState().addItems(items);
  stepMs = 401;
  await takeAll();
  expect(refined).toEqual([{ name: 'a', from: null, steps: 3 }]);
  expect(useStudio.getState().lookHindrance).toBe('slow');
  expect(wanted()).toEqual([]);
  askForLook(items[1]!);
  await takeAll();
  expect(refined.slice(1)).toEqual([{ name: 'b', from: null, steps: 20 }]);
  expect(look(items[1]!)?.isAsked).toBe(true);
  useStudio.getState().setLookHindrance(null);
  expect(wanted()).toEqual(['a']);
  useStudio.getState().setLookHindrance('touch');
  expect(wanted()).toEqual([]);
});

it('is switched off for all: nothing more is looked at, and what came by itself counts no more', async () => {
  const [a, b, c] = [photo('a'), photo('b'), photo('c')];
  const { addItems, setLooksByItself } = useStudio.getState();
  addItems([a]);
  await takeAll();
  setLooksByItself(false);
  addItems([b, c]);
  askForLook(b);
  await takeAll();
  expect(refined.map(({ name }) => name)).toEqual(['a', 'b']);
  expect([look(a), look(c)]).toEqual([null, null]);
  expect(look(b)).not.toBeNull();
  askForLook(a);
  expect(refined).toHaveLength(2); // it was there already
  expect(look(a)).not.toBeNull();
});

it('keeps the encoder’s code where nothing better is found, and does not try again by itself', async () => {
  const item = photo('item');
  useStudio.getState().addItems([item]);
  const worse = {
    ...engine,
    refine: async (...a: Parameters<StudioEngine['refine']>) => ({ ...(await refine(...a)), error: 0.5 }),
  };
  replaceEngine(worse as StudioEngine);
  await takeAll();
  await takeAll();
  expect(refined).toHaveLength(1);
  expect(look(item)).toBeNull();
  askForLook(item);
  await takeAll();
  expect(useStudio.getState().notices.at(-1)?.text).toMatch(/nothing better/);
});

it('looks anew at a photo that was framed anew, and with another model', async () => {
  const item = photo('item');
  const { addItems, setCrop, setModel } = useStudio.getState();
  addItems([item]);
  await takeAll();
  const firstKey = lookKey(useStudio.getState(), item);
  setCrop('item', { left: 1, top: 1, size: 2 });
  await takeAll();
  setModel({ model: { ...model, fingerprint: 'another' } });
  await takeAll();
  expect(refined).toHaveLength(3);
  expect(Object.keys(useStudio.getState().looks)[0]).toBe(firstKey);
});
