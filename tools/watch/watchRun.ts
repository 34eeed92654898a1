import { createReadStream, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import type { Plugin } from 'vite';
import { FEED_PATH } from '../../src/learning/feed.ts';
import { servePage } from '../io/servePage.ts';
import { messageOf } from '../io/userError.ts';
import { sheetFile } from '../run/runDirectory.ts';
import { createRunFeed } from '../run/runFeed.ts';
import { buildRunsPage, PAGE_PATH } from './page.ts';

export interface WatchOptions {
  readonly port: number;
  readonly open: boolean;
  /** Whether Ctrl-C is left to others, who close the page's server. */
  readonly isGuest?: boolean;
}

/** Serves the page that follows a run, on this computer only. Ctrl-C ends it. */
export async function watchRun(run: string, options: WatchOptions): ReturnType<typeof servePage> {
  const outDir = await mkdtemp(path.join(os.tmpdir(), 'alae-watch-'));
  process.once('exit', () => rmSync(outDir, { recursive: true, force: true }));
  await buildRunsPage(outDir);
  return servePage({ ...options, outDir, path: PAGE_PATH, plugins: [answersForRun(run), beginsAtPage()] });
}

/** Answers for the run's feed and its sample sheets, which lie beside the page. */
export function answersForRun(run: string): Plugin {
  const feed = createRunFeed(run);

  async function sendFeed(url: URL, response: ServerResponse): Promise<void> {
    const [revision, count] = ['revision', 'count'].map((name) => Number(url.searchParams.get(name)));
    const known = revision && count ? { revision, count } : undefined;
    const body = JSON.stringify(await feed.read(known));
    response.setHeader('content-type', 'application/json');
    response.setHeader('cache-control', 'no-store');
    response.end(body);
  }

  function sendSheet(imagesSeen: number, response: ServerResponse): void {
    const stream = createReadStream(sheetFile(run, imagesSeen));
    stream.once('error', () => response.writeHead(404).end());
    stream.once('open', () => response.setHeader('content-type', 'image/png'));
    stream.pipe(response);
  }

  return {
    name: 'alae-watch',
    configurePreviewServer(server) {
      server.middlewares.use(`/${PAGE_PATH}`.slice(0, -1), (request: IncomingMessage, response, next) => {
        const url = new URL(request.url ?? '/', 'http://localhost');
        const sheet = /^\/samples\/(\d{10})\.png$/.exec(url.pathname)?.[1];
        if (url.pathname === `/${FEED_PATH}`) {
          sendFeed(url, response).catch((cause) => response.writeHead(500).end(messageOf(cause)));
        } else if (sheet) sendSheet(Number(sheet), response);
        else next();
      });
    },
  };
}

/** The page of runs is the only one there is. */
const beginsAtPage = (): Plugin => ({
  name: 'alae-watch-begin',
  configurePreviewServer(server) {
    server.middlewares.use((request, response, next) => {
      if (request.url === '/') response.writeHead(302, { location: `/${PAGE_PATH}` }).end();
      else next();
    });
  },
});
