import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { REPORT_ID, type RunReport } from '../../src/learning/feed.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
/** Of the page, below the folder that it is built into and below the server's address. */
export const PAGE_PATH = 'runs/';

/**
 * Builds the page of runs into a folder, as one file that needs no other.
 * @returns its HTML
 */
export async function buildRunsPage(outDir: string): Promise<string> {
  await build({
    root: ROOT,
    logLevel: 'error',
    plugins: [viteSingleFile()],
    build: {
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      rollupOptions: { input: path.join(ROOT, PAGE_PATH, 'index.html') },
    },
  });
  const file = path.join(outDir, PAGE_PATH, 'index.html');
  const icon = await readFile(path.join(ROOT, 'public', 'favicon.svg'), 'base64');
  const html = (await readFile(file, 'utf8')).replace(
    /href="[^"]*favicon\.svg"/,
    () => `href="data:image/svg+xml;base64,${icon}"`,
  );
  await writeFile(file, html);
  return html;
}

/** Puts a report into the page: it is shown in the place of a live run. */
export function embedReport(html: string, report: RunReport): string {
  const json = JSON.stringify(report).replaceAll('<', '\\u003c'); // no text in it can end the element
  return html.replace('</head>', () => `<script id="${REPORT_ID}" type="application/json">${json}</script></head>`);
}
