import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { contentSecurityPolicy } from './tools/dev/contentSecurityPolicy.ts';
import { leanLibraries } from './tools/dev/leanLibraries.ts';
import { offlineStudio } from './tools/dev/offlineStudio.ts';

// `BASE_PATH=/cats/ npm run build` makes a page for a sub-folder of any static host.
export default defineConfig({
  base: process.env.BASE_PATH ?? './',
  appType: 'mpa', // a file that is missing is a 404, not the page once more
  plugins: [leanLibraries(), react(), tailwindcss(), firstPaintTheme(), contentSecurityPolicy(), offlineStudio()],
  worker: { format: 'es' },
  // What only workers import: found late, it would make `npm run dev` reload the page in the middle of its work.
  optimizeDeps: {
    include: [
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-backend-webgpu',
      '@tensorflow/tfjs-backend-webgl',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-cpu',
      'ml-matrix',
    ],
  },
  build: {
    target: 'es2023',
    chunkSizeWarningLimit: 2000,
    // The studio, and the page that follows a training run.
    rollupOptions: { input: { index: 'index.html', runs: 'runs/index.html' } },
  },
});

/** In every page before its first paint, so that a chosen theme never flashes the other one. */
function firstPaintTheme(): Plugin {
  const children = `
    let theme = null;
    try {
      theme = localStorage.getItem('theme');
    } catch {}
    if (theme !== 'light' && theme !== 'dark') theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    document.documentElement.dataset.theme = theme;
  `;
  return { name: 'first-paint-theme', transformIndexHtml: () => [{ tag: 'script', injectTo: 'head', children }] };
}
