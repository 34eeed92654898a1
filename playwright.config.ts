import { defineConfig } from '@playwright/test';
import { ensureChromium } from './tools/dev/chromium.ts';

const PORT = 4199;
const baseURL = `http://localhost:${PORT}/`;

/** Drives the built page (`npm run build` comes first; `npm test` does both). */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  timeout: 120_000,
  expect: { timeout: 30_000 },
  retries: 1, // on a machine that is busy with other things a page may be late for everything; `npm test` names who needed it
  workers: 2, // a page waits about as long as it computes, so that another one finds time beside it
  forbidOnly: Boolean(process.env.CI),
  use: {
    baseURL,
    contextOptions: { reducedMotion: 'reduce' }, // painting motion takes much of a page's time; specs of motion ask for it
    serviceWorkers: 'block', // specs answer requests themselves; offline.spec.ts has one
    trace: 'off', // recording one takes as much of the processor as the page
    launchOptions: {
      executablePath: ensureChromium(),
      args: ['--disable-quic', '--enable-unsafe-webgpu'], // the second gives WebGPU, in software where need be
    },
  },
  webServer: { command: `npm run preview -- --port ${PORT} --strictPort`, url: baseURL, reuseExistingServer: false },
});
