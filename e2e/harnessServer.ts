import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';

export interface HarnessServer {
  /** Address of the harness page; the files lie beside it. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Builds the harness page as the studio is built, and serves it with some files beside it.
 * @param files bytes or text by path
 */
export async function serveHarness(files: ReadonlyMap<string, Uint8Array | string>): Promise<HarnessServer> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'alae-harness-'));
  const root = path.dirname(fileURLToPath(import.meta.url));
  const shared = { root, base: './', configFile: false, logLevel: 'error' } as const;
  await build({
    ...shared,
    publicDir: false,
    worker: { format: 'es' },
    build: {
      outDir: directory,
      emptyOutDir: true,
      target: 'es2023',
      chunkSizeWarningLimit: 4000,
      rollupOptions: { input: path.join(root, 'harness.html') },
    },
  });
  for (const [file, content] of files) {
    await mkdir(path.dirname(path.join(directory, file)), { recursive: true });
    await writeFile(path.join(directory, file), content);
  }
  const server = await preview({ ...shared, build: { outDir: directory }, preview: { port: 0, host: 'localhost' } });
  return {
    url: new URL('harness.html', server.resolvedUrls!.local[0]).href,
    async close() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
