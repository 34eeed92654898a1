import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PluginOption } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

/**
 * Builds the service worker (src/offline/service.worker.ts) beside the studio, once everything else is written, with a list of
 * all files that the studio is made of. Not in it: the models, which the worker keeps as they are used, and the page of runs,
 * which is nothing without the server that it follows. The manifest is public/manifest.webmanifest.
 */
export function offlineStudio(): PluginOption {
  let outDir: string;
  return VitePWA({
    strategies: 'injectManifest',
    srcDir: 'src/offline',
    filename: 'service.worker.ts',
    injectRegister: false, // src/page/watchOffline.ts does
    manifest: false,
    injectManifest: {
      rollupFormat: 'iife', // not every browser takes a module for a service worker
      globPatterns: ['**/*'],
      globIgnores: ['models/**', 'runs/**'],
      maximumFileSizeToCacheInBytes: Number.MAX_SAFE_INTEGER,
      manifestTransforms: [
        async (entries) => {
          const manifest = entries.map(async ({ url, size }) => {
            const hash = createHash('sha256').update(await readFile(path.join(outDir, url)));
            // By the address that people open: some hosts lead /index.html there by a detour.
            const integrity = `sha256-${hash.digest('base64')}`;
            return { url: url === 'index.html' ? '' : url, integrity, revision: null, size };
          });
          return { manifest: await Promise.all(manifest) };
        },
      ],
    },
    integration: {
      configureCustomSWViteBuild: (config) => void Object.assign(config, { logLevel: 'warn' }),
      configureOptions({ root, build }, options) {
        outDir = path.resolve(root, build.outDir);
        const { input } = build.rollupOptions;
        // The page of runs is also built as a file of its own, which needs no other.
        options.disable = !(typeof input === 'object' && 'index' in input);
      },
    },
  });
}
