import { BACKENDS, type BackendName, EngineError, type EngineInfo, type StudioEngine } from '../engine/protocol.ts';
import { readModelIndex } from '../modelFolder/read.ts';
import { type ModelSource, urlSource } from '../modelFolder/source.ts';
import { deleteKeptModel, listKeptModels } from '../modelImport/keptModels.ts';
import { engine, replaceEngine } from '../pictures/runningEngine.ts';
import { useStudio } from '../store/studio.ts';
import { errorSentence } from '../words/errorSentences.ts';
import { noticeWords } from '../words/noticeWords.ts';
import { endComparison } from './compareModels.ts';
import { isCrashing, noteLoading } from './crashGuard.ts';
import { fitToModel } from './fitToModel.ts';

let loading: AbortController | null = null;

/**
 * Loads the model that the address asks for (`?model=`, `?backend=`), else the one of the session, or the first one there is. Whatever is in the
 * library stays; a failure can be tried again.
 */
export async function loadModel(): Promise<void> {
  const { restoredModel } = useStudio.getState();
  const outcome = await openModel(new URLSearchParams(location.search).get('model') ?? restoredModel?.name ?? null);
  if (outcome.state === 'failed') useStudio.getState().setModel({ modelJob: outcome });
}

/** How opening a model ended; it is withdrawn when another one is asked for. */
type OpenOutcome =
  | { readonly state: 'done' }
  | { readonly state: 'withdrawn' }
  | { readonly state: 'failed'; readonly message: string };

/**
 * Opens a model, published or kept in this browser, and computes with it from then on. Until it runs, and when it fails,
 * the engine stays what it was.
 * @param wanted its name; null, or a name that there is not, means the first published one
 */
async function openModel(wanted: string | null): Promise<OpenOutcome> {
  loading?.abort();
  const controller = new AbortController();
  loading = controller;
  const { setModel, rival } = useStudio.getState();
  if (rival) endComparison(); // three models at once are too much for many devices
  setModel({ modelJob: { state: 'running', progress: null } });
  try {
    const { source, modelUrl } = await chooseModel(wanted, controller.signal);
    const forcedBackend = chooseBackend();
    // Everything that only computing needs comes while the page already works.
    const { createStudioEngine } = await import('../engine/engineClient.ts');
    const next: StudioEngine = await createStudioEngine({
      source,
      forcedBackend: forcedBackend ?? undefined,
      signal: controller.signal,
      onProgress: (progress) => {
        if (!controller.signal.aborted) setModel({ modelJob: { state: 'running', progress } });
      },
      onInfo: (info) => noteInfo(next, info),
    });
    if (controller.signal.aborted) {
      next.dispose();
      return { state: 'withdrawn' };
    }
    const { averageStyles: _, ...model } = next.model;
    replaceEngine(next);
    fitToModel(model);
    setModel({ model, modelUrl, forcedBackend, modelJob: { state: 'done', info: next.info } });
    return { state: 'done' };
  } catch (error) {
    return controller.signal.aborted ? { state: 'withdrawn' } : { state: 'failed', message: errorSentence(error) };
  }
}

/** Says on the page what an engine says of itself, if it is the one that runs. While another model loads the page speaks of that. */
function noteInfo(owner: StudioEngine, info: EngineInfo): void {
  const { modelJob, setModel } = useStudio.getState();
  if (engine() === owner && modelJob.state === 'done') setModel({ modelJob: { state: 'done', info } });
}

interface ChosenModel {
  readonly source: ModelSource;
  /** URL of a published model's folder. */
  readonly modelUrl: string | null;
}

async function chooseModel(wanted: string | null, signal: AbortSignal): Promise<ChosenModel> {
  const { setModel, notify } = useStudio.getState();
  const { keptModelSource, listKeptModels } = await import('../modelImport/keptModels.ts');
  const keptModels = await listKeptModels().catch(() => {
    const note = noticeWords.models.keepsNothing;
    if (!useStudio.getState().notices.some(({ text }) => text === note)) notify(note);
    return [];
  });
  setModel({ keptModels });
  const kept = keptModels.find(({ name }) => name === wanted);
  const folder = new URL('models/', document.baseURI).href;
  // A kept model needs no server: it runs with or without the list of the others.
  const models = await readModelIndex(urlSource(folder), { signal }).then(
    (index) => index.models,
    (error: unknown) => {
      if (kept) return [];
      throw error;
    },
  );
  setModel({ models });
  const [first] = models;
  const found = kept ?? models.find(({ name }) => name === wanted);
  if (found && first && found.name !== first.name && isCrashing(found.name)) {
    notify(noticeWords.models.crashing(found.name, first.name), 'problem');
    wanted = first.name;
  }
  if (kept && wanted === kept.name) {
    noteLoading(kept.name);
    return { source: keptModelSource(kept.name), modelUrl: null };
  }
  const known = models.find(({ name }) => name === wanted);
  if (!first) throw new EngineError('modelMissing', 'models/index.json lists no model.');
  if (wanted !== null && !known) notify(noticeWords.models.unknown(wanted, first.name), 'problem');
  const { name } = known ?? first;
  noteLoading(name);
  const modelUrl = `${folder}${name}/`;
  return { source: urlSource(modelUrl), modelUrl };
}

function chooseBackend(): BackendName | null {
  const wanted = new URLSearchParams(location.search).get('backend');
  const known = BACKENDS.find((name) => name === wanted);
  if (wanted !== null && !known) {
    const names = BACKENDS.join(', ');
    useStudio.getState().notify(noticeWords.models.noBackend(wanted, names), 'problem');
  }
  return known ?? null;
}

/**
 * Runs another model, published or kept, in the place of the one that runs; if it does not start, that one stays.
 * @returns whether it runs now
 */
export async function switchModel(name: string): Promise<boolean> {
  const before = useStudio.getState().modelJob;
  const outcome = await openModel(name);
  if (outcome.state === 'done') {
    const address = new URL(location.href);
    address.searchParams.set('model', useStudio.getState().model?.name ?? name);
    history.replaceState(null, '', address);
    return true;
  }
  if (outcome.state === 'failed') {
    const { setModel, notify } = useStudio.getState();
    if (before.state === 'done') {
      setModel({ modelJob: { state: 'done', info: engine().info } }); // it may have moved meanwhile
      notify(outcome.message, 'problem');
    } else {
      setModel({ modelJob: outcome });
    }
  }
  return false;
}

/** Deletes a kept model for good. One that is running gives way to a published one first. */
export async function deleteModel(name: string): Promise<void> {
  const { model, models, setModel, notify } = useStudio.getState();
  try {
    const [published] = models;
    if (model?.name === name && published && !(await switchModel(published.name))) return;
    if (useStudio.getState().rival?.name === name) endComparison();
    await deleteKeptModel(name);
    setModel({ keptModels: await listKeptModels() });
  } catch (error) {
    notify(errorSentence(error), 'problem');
  }
}
