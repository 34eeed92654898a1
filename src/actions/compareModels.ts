import type { Likeness } from '../image/likeness.ts';
import type { Pixels } from '../image/pixels.ts';
import { noLargerThan } from '../image/resample.ts';
import { measureLikeness } from '../imageWorker/imageClient.ts';
import { type ModelSource, urlSource } from '../modelFolder/source.ts';
import { keptModelSource } from '../modelImport/keptModels.ts';
import { resolutionOf } from '../networks/architecture.ts';
import type { PictureSpec } from '../pictures/pictureSpec.ts';
import { getPicture } from '../pictures/renderings.ts';
import { contestKey, type ModelPair, modelPairOf } from '../pictures/rivalPair.ts';
import { engine, replaceRival } from '../pictures/runningEngine.ts';
import type { PhotoItem } from '../store/librarySlice.ts';
import { type ModelCard, selectIsReady } from '../store/modelSlice.ts';
import type { Contest } from '../store/rivalSlice.ts';
import { type StudioState, useStudio } from '../store/studio.ts';
import { selectNoise } from '../store/viewSlice.ts';
import { errorSentence } from '../words/errorSentences.ts';
import { inOwnWords } from '../words/modelSentences.ts';
import { noticeWords } from '../words/noticeWords.ts';
import { noteLoading } from './crashGuard.ts';

/*
 * Two models side by side: the one in use, and a rival in an engine of its own with one worker, which is let go when the
 * comparison ends. They take turns (`inRivalsTurn`).
 */

let loading: AbortController | null = null;

/** Runs another model beside the one in use, for comparing what both make of photos. If it does not start, all stays as it was. */
export async function compareWith(name: string): Promise<void> {
  const { models, keptModels, setRival, notify, setTab } = useStudio.getState();
  const found = [...keptModels, ...models].find((model) => model.name === name);
  const title = found ? inOwnWords(found).title : name;
  endComparison();
  const controller = new AbortController();
  loading = controller;
  setTab('reconstruct');
  setRival({ name, title, progress: null, model: null });
  noteLoading(name); // if the page must stop now, the model in use is not to blame
  try {
    const { createStudioEngine } = await import('../engine/engineClient.ts');
    const next = await createStudioEngine({
      source: keptModels.some((kept) => kept.name === name) ? keptModelSource(name) : publishedSource(name),
      beside: engine(),
      workerCount: 1,
      forcedBackend: useStudio.getState().forcedBackend ?? undefined,
      signal: controller.signal,
      onProgress: (progress) => {
        if (!controller.signal.aborted) setRival({ name, title, progress, model: null });
      },
    });
    if (controller.signal.aborted) return next.dispose();
    replaceRival(next);
    const { averageStyles: _, ...model } = next.model;
    setRival({ name, title, progress: null, model });
  } catch (error) {
    if (controller.signal.aborted) return;
    endComparison();
    notify(noticeWords.compare.unusable(title, errorSentence(error)), 'problem');
  }
}

const publishedSource = (name: string): ModelSource => urlSource(new URL(`models/${name}/`, document.baseURI).href);

/** Lets go of the model that is compared with, or stops fetching it. */
export function endComparison(): void {
  loading?.abort();
  loading = null;
  const { model, setRival } = useStudio.getState();
  setRival(null); // first: nothing asks for its pictures any more
  replaceRival(null);
  if (model) noteLoading(model.name);
}

/** The two models that are compared, once both run. */
export function comparedModels(state: StudioState): { readonly own: ModelCard; readonly rival: ModelCard } | null {
  const { model: own, rival } = state;
  return own && rival?.model && selectIsReady(state) ? { own, rival: rival.model } : null;
}

/**
 * Measures how alike a photo and either model's picture of it are, at the size of the smaller model's pictures, and notes it,
 * unless the comparison has ended meanwhile.
 */
export async function measurePair(photo: PhotoItem): Promise<Contest | null> {
  const state = useStudio.getState();
  const models = comparedModels(state);
  if (!models) return null;
  const { own, rival } = models;
  const pair = modelPairOf(photo, own, rival);
  const key = contestKey(pair, own, selectNoise(state));
  const known = state.contests[key];
  if (known) return known;
  const side = sharedSide(own, rival);
  const contest = await Promise.all([likenessAt(side, pair.own), likenessAt(side, pair.rival)]).then(
    ([own, rival]) => ({ own, rival }),
    () => null,
  );
  const now = useStudio.getState();
  if (now.rival?.model?.fingerprint === rival.fingerprint) now.setContest(key, contest);
  return contest;
}

/** Pixels per side at which two models are compared: those of the smaller one, so that neither has the easier picture. */
export const sharedSide = (own: ModelCard, rival: ModelCard): number =>
  Math.min(resolutionOf(own.architecture), resolutionOf(rival.architecture));

async function likenessAt(side: number, pair: ModelPair['own' | 'rival']): Promise<Likeness> {
  const [input, redrawn] = await Promise.all([pictureAt(side, pair.input), pictureAt(side, pair.redrawn)]);
  return measureLikeness(input, redrawn);
}

const pictureAt = async (side: number, spec: PictureSpec): Promise<Pixels> =>
  noLargerThan(await getPicture(spec, selectNoise(useStudio.getState())), side);
