import { spoken } from './language.ts';

/** The model: choosing one, its card, how far it has come, what computes with it. */
export const modelWords = spoken('model', {
  backends: {
    webgpu: 'Your graphics card computes the pictures.',
    webgl: 'Your graphics card computes the pictures, in the older way.',
    wasm: 'Your processor computes the pictures.',
    cpu: 'Your processor computes the pictures in plain JavaScript, which is slow.',
  },
  whatComputes: 'What computes',
  computedBy: (what: string) => `Computed by ${what}`,
  workers: (count: number) => `${count} workers share the work.`,
  addressAsks: 'The page’s address asks for it.',
  triedBefore: 'Tried before',
  rejected: (backend: string) => `${backend}:`,
  status: {
    retry: 'Retry',
    waking: 'Waking the model…',
    fetching: 'Fetching the model…',
    download: 'Model download',
    progress: (loaded: string, total: string) => `${loaded} of ${total} MB`,
    lookingUp: 'Looking it up',
    large: '. A large model takes a while to start.',
  },
  import: {
    label: 'Model import',
    stop: 'Stop',
    read: 'Weights read',
    trying: 'Trying it out and keeping it; a large model takes a while.',
    reading: 'Reading the weights. Nothing leaves this device.',
  },
  replay: { link: 'Watch it learn' },
});
