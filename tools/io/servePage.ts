import { open } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { type Plugin, type PluginOption, preview } from 'vite';
import { UserError } from './userError.ts';

export const DEFAULT_PORT = 4173;

interface ServedPage {
  /** Folder of the built page. */
  readonly outDir: string;
  /** The next free one is taken where this one is not. */
  readonly port: number;
  /** Open the page in a browser, where there is a desktop. */
  readonly open: boolean;
  /** Of the page below the server's address. */
  readonly path?: string;
  /** What answers besides the files of the folder. */
  readonly plugins?: PluginOption[];
  /** Whether Ctrl-C is left to others, who close the server; default: it ends the program. */
  readonly isGuest?: boolean;
}

interface ServingPage {
  readonly address: string;
  close(): Promise<void>;
}

/** Serves a built page on this computer only, until Ctrl-C. */
export async function servePage(page: ServedPage): Promise<ServingPage> {
  const { outDir, port, path: pagePath = '', plugins = [], isGuest = false } = page;
  const server = await preview({
    logLevel: 'error',
    plugins,
    build: { outDir },
    preview: { port, host: 'localhost', open: page.open && hasDesktop() && (pagePath || true) },
  });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new UserError('The local server did not start: try another port with --port 8080.');
  if (!isGuest) process.once('SIGINT', () => void server.close().finally(() => process.exit(0)));
  return { address: new URL(pagePath, address).href, close: () => server.close() };
}

/**
 * Answers for everything below `/<name>/` with the files of a folder as they are now, and never with those of the built page:
 * what is not in the folder any more is not there. Browsers ask each time whether a file has changed.
 */
export const servesFolder = (name: string, folder: string): Plugin => ({
  name: `alae-folder-${name}`,
  configurePreviewServer(server) {
    server.middlewares.use(`/${name}`, (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      sendFile(folder, pathname, request.headers['if-none-match'], response).catch(() => response.writeHead(404).end());
    });
  },
});

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.json': 'application/json',
  '.png': 'image/png',
  '.webp': 'image/webp',
};

async function sendFile(
  folder: string,
  pathname: string,
  knownTag: string | undefined,
  response: ServerResponse,
): Promise<void> {
  const file = path.join(folder, path.normalize(decodeURIComponent(pathname))); // normalised below a root: no way out
  const handle = await open(file); // what is replaced meanwhile is sent as it was
  const info = await handle.stat();
  const tag = `"${info.size}-${info.mtimeMs}"`;
  const headers = { etag: tag, 'cache-control': 'no-cache' };
  if (!info.isFile() || knownTag === tag) {
    await handle.close();
    response.writeHead(info.isFile() ? 304 : 404, headers).end();
    return;
  }
  const type = CONTENT_TYPES[path.extname(file)] ?? 'application/octet-stream';
  response.writeHead(200, { ...headers, 'content-type': type, 'content-length': info.size });
  const stream = handle.createReadStream();
  stream.once('error', () => response.destroy());
  stream.pipe(response);
}

const hasDesktop = (): boolean =>
  process.platform === 'darwin' ||
  process.platform === 'win32' ||
  Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
