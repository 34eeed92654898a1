import { keepModel } from '../offline/keepModel.ts';
import { useStudio } from '../store/studio.ts';
import { pageWords } from '../words/pageWords.ts';

/**
 * Lets the service worker (src/offline) keep the studio for times without a network, and says when a new version has come.
 * Does nothing where there are no service workers: under `npm run dev`, in some private windows, and over plain http from
 * another machine.
 */
export function watchOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  watchVersion(navigator.serviceWorker);
  useStudio.subscribe((now, before) => now.modelUrl !== before.modelUrl && keepModelInUse());
  // What is kept for later would stand in the way of the model, which is needed now.
  const stop = useStudio.subscribe(({ modelJob: { state } }) => {
    if (state !== 'done' && state !== 'failed') return;
    stop();
    begin(navigator.serviceWorker).catch(() => {}); // the browser wants none, or the server cannot be reached
  });
}

function watchVersion(container: ServiceWorkerContainer): void {
  let isGoverned = container.controller !== null;
  let isSaid = false;
  container.addEventListener('controllerchange', () => {
    if (!isGoverned) {
      isGoverned = true;
      keepModelInUse();
    } else if (!isSaid) {
      isSaid = true;
      useStudio.getState().notify(pageWords.newVersion, 'plain', {
        text: pageWords.reload,
        accept: () => location.reload(),
        isLasting: true,
      });
    }
  });
}

/** Whatever cannot be kept now is kept another time. */
function keepModelInUse(): void {
  const { modelUrl } = useStudio.getState();
  if (modelUrl && navigator.serviceWorker.controller) keepModel(modelUrl).catch(() => {});
}

async function begin(container: ServiceWorkerContainer): Promise<void> {
  const address = new URL('service.worker.js', document.baseURI).href;
  const registration = await container.register(address);
  async function look(): Promise<void> {
    try {
      await registration.update();
    } catch {
      await leaveIfForeign(registration, address);
    }
  }
  document.addEventListener('visibilitychange', () => void (document.hidden || look()));
  if (container.controller) await look();
}

/**
 * Takes a worker away that the server does not know: ports of localhost change hands, and what is served there now would never
 * be seen.
 */
async function leaveIfForeign(registration: ServiceWorkerRegistration, address: string): Promise<void> {
  const response = await fetch(address, { method: 'HEAD', cache: 'no-store' }).catch(() => null);
  if (!response || response.status >= 500) return;
  if (!response.ok || !response.headers.get('content-type')?.includes('javascript')) await registration.unregister();
}
