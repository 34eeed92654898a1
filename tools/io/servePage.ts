import { type PluginOption, preview } from 'vite';
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
}

/** Serves a built page on this computer only, until Ctrl-C. @returns its address */
export async function servePage({ outDir, port, open, path = '', plugins = [] }: ServedPage): Promise<string> {
  const server = await preview({
    logLevel: 'error',
    plugins,
    build: { outDir },
    preview: { port, host: 'localhost', open: open && hasDesktop() && (path || true) },
  });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new UserError('The local server did not start: try another port with --port 8080.');
  process.once('SIGINT', () => void server.close().finally(() => process.exit(0)));
  return new URL(path, address).href;
}

const hasDesktop = (): boolean =>
  process.platform === 'darwin' ||
  process.platform === 'win32' ||
  Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
