import type { GivenModel } from '../modelImport/givenFiles.ts';
import { useStudio } from '../store/studio.ts';
import { errorSentence } from '../words/errorSentences.ts';
import { translated } from '../words/language.ts';
import { noticeWords } from '../words/noticeWords.ts';
import { switchModel } from './models.ts';

let running: AbortController | null = null;
let queue: Promise<void> = Promise.resolve();

/** Takes models in, one after another, and runs the last of them. What fails is a sentence; the rest goes on. */
export function importModels(given: readonly GivenModel[]): Promise<void> {
  queue = queue.then(async () => {
    let latest: string | undefined;
    for (const model of given) latest = (await importOne(model)) ?? latest;
    if (latest !== undefined) await switchModel(latest);
  });
  return queue;
}

/** Stops the import that is running; nothing of it stays. */
export const stopImport = (): void => running?.abort();

/** Without this a browser may clear what pages keep when the disk fills up. Plain http addresses have no such door. */
function askToStay(): void {
  const { storage } = navigator as { readonly storage?: StorageManager };
  storage?.persist?.().catch(() => {}); // a wish: the model is kept either way
}

/** @returns the name under which the model is kept */
async function importOne(given: GivenModel): Promise<string | undefined> {
  const { setModel, notify } = useStudio.getState();
  const controller = new AbortController();
  running = controller;
  setModel({ importJob: { state: 'running', name: given.name, progress: null } });
  try {
    const [{ importAndKeep }, { listKeptModels }] = await Promise.all([
      import('../modelImport/importClient.ts'),
      import('../modelImport/keptModels.ts'),
    ]);
    const kept = await listKeptModels();
    const takenNames = [...useStudio.getState().models, ...kept].map(({ name }) => name);
    const { model, remarks } = await importAndKeep(given, {
      takenNames,
      signal: controller.signal,
      onProgress: (progress) => {
        if (running === controller) setModel({ importJob: { state: 'running', name: given.name, progress } });
      },
    });
    setModel({ keptModels: await listKeptModels() });
    askToStay();
    notify([noticeWords.models.kept(model.title), ...remarks.map(translated)].join(' '));
    return model.name;
  } catch (error) {
    if (controller.signal.aborted) notify(noticeWords.models.stopped(given.name));
    else notify(noticeWords.models.unusable(given.name, errorSentence(error)), 'problem');
    return undefined;
  } finally {
    running = null;
    setModel({ importJob: { state: 'idle' } });
  }
}
