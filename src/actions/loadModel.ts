import { BACKENDS, type BackendName, EngineError } from '../engine/protocol.ts';
import { readModelIndex } from '../modelFolder/read.ts';
import { urlSource } from '../modelFolder/source.ts';
import { errorSentence } from '../store/errorSentences.ts';
import { replaceEngine } from '../store/session.ts';
import { useStudio } from '../store/studio.ts';
import { openDefaultMix } from './openDefaultMix.ts';

let loading: AbortController | null = null;

/**
 * Loads the model that the address asks for (`?model=`, `?backend=`), or the first one there is. Whatever is in the
 * library stays; a failure can be tried again.
 */
export async function loadModel(): Promise<void> {
  loading?.abort();
  const controller = new AbortController();
  loading = controller;
  const { setModel } = useStudio.getState();
  setModel({ modelJob: { state: 'running', progress: null } });
  try {
    const modelUrl = await chooseModel(controller.signal);
    const forcedBackend = chooseBackend();
    // Everything that only computing needs comes while the page already works.
    const { createStudioEngine } = await import('../engine/client.ts');
    const engine = await createStudioEngine({
      modelUrl,
      forcedBackend: forcedBackend ?? undefined,
      signal: controller.signal,
      onProgress: (progress) => {
        if (!controller.signal.aborted) setModel({ modelJob: { state: 'running', progress } });
      },
    });
    if (controller.signal.aborted) return engine.dispose();
    const { averageStyles: _, ...model } = engine.model;
    replaceEngine(engine);
    useStudio.getState().setComponentsJob({ state: 'idle' });
    setModel({ model, modelUrl, forcedBackend, modelJob: { state: 'done', info: engine.info } });
    openDefaultMix();
  } catch (error) {
    if (!controller.signal.aborted) setModel({ modelJob: { state: 'failed', message: errorSentence(error) } });
  }
}

async function chooseModel(signal: AbortSignal): Promise<string> {
  const folder = new URL('models/', document.baseURI).href;
  const { models } = await readModelIndex(urlSource(folder), { signal });
  const { setModel, notify } = useStudio.getState();
  setModel({ models });
  const wanted = new URLSearchParams(location.search).get('model');
  const known = models.find(({ name }) => name === wanted);
  const [first] = models;
  if (!first) throw new EngineError('modelMissing', 'models/index.json lists no model.');
  if (wanted !== null && !known) notify(`There is no model “${wanted}” here: “${first.name}” is used.`, 'problem');
  return `${folder}${(known ?? first).name}/`;
}

function chooseBackend(): BackendName | null {
  const wanted = new URLSearchParams(location.search).get('backend');
  const known = BACKENDS.find((name) => name === wanted);
  if (wanted !== null && !known) {
    const names = BACKENDS.join(', ');
    useStudio.getState().notify(`“${wanted}” is no backend (${names} are): the best one is used.`, 'problem');
  }
  return known ?? null;
}
