import { cropPhoto, gridPng } from '../src/imageWorker/imageClient.ts';
import {
  chooseBackend,
  measure,
  measureBig,
  measureOnnx,
  measureRefining,
  measureSliders,
  startEngine,
} from './measure.ts';
import { measureFaceSearches } from './measureFaceSearch.ts';

/** What the specs and the benchmark reach from outside: the page's own doors, without its interface. */
const harness = {
  createStudioEngine: startEngine,
  cropPhoto,
  gridPng,
  chooseBackend,
  measure,
  measureBig,
  measureFaceSearches,
  measureOnnx,
  measureRefining,
  measureSliders,
  /** See golden.ts; it brings tfjs to the page, which the studio never does. */
  goldenDeviations: async (...args: Parameters<typeof import('./golden.ts').goldenDeviations>) =>
    (await import('./golden.ts')).goldenDeviations(...args),
};

declare global {
  interface Window {
    harness: typeof harness;
  }
}

window.harness = harness;
