import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// `BASE_PATH=/cats/ npm run build` makes a page for a sub-folder of any static host.
export default defineConfig({
  base: process.env.BASE_PATH ?? './',
  appType: 'mpa', // a file that is missing is a 404, not the page once more
  plugins: [react(), tailwindcss()],
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
  build: { target: 'es2023', chunkSizeWarningLimit: 2000 },
});
