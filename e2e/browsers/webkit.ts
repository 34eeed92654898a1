import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import type { BrowserKind } from './drivenBrowser.ts';

const DRIVER = '/usr/bin/WebKitWebDriver';
const DISPLAY_SERVER = '/usr/bin/Xvfb';
/** How W3C's WebDriver marks an element in what it answers. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** WebKitGTK, of Safari's engine, in the small browser that comes with its driver, over WebDriver. It needs a display. */
export const webkit: BrowserKind = {
  name: 'WebKitGTK',
  packages: ['webkit2gtk-driver', 'xvfb'],
  isInstalled: () => existsSync(DRIVER) && existsSync(DISPLAY_SERVER),
  async start({ folder, downloads }) {
    const started: ChildProcess[] = [];
    const stop = () => {
      for (const child of started.reverse()) child.kill();
    };
    try {
      const display = spawn(DISPLAY_SERVER, ['-displayfd', '3', '-screen', '0', '1440x960x24', '-nolisten', 'tcp'], {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      });
      started.push(display);
      const [number] = (await once(createInterface({ input: display.stdio[3] as never }), 'line')) as [string];
      // Where GTK looks for the folder of downloads.
      const config = path.join(folder, 'config');
      await mkdir(config);
      await writeFile(path.join(config, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
      const port = await freePort();
      const env = {
        ...process.env,
        DISPLAY: `:${number}`,
        HOME: folder,
        XDG_CONFIG_HOME: config,
        XDG_DATA_HOME: path.join(folder, 'data'),
        XDG_CACHE_HOME: path.join(folder, 'cache'),
        LIBGL_ALWAYS_SOFTWARE: '1',
      };
      started.push(spawn(DRIVER, [`--port=${port}`], { env, stdio: 'ignore' }));
      const address = `http://127.0.0.1:${port}`;
      await untilReady(address);
      return await openSession(address, stop);
    } catch (error) {
      stop();
      throw error;
    }
  },
};

async function openSession(address: string, stop: () => void) {
  const { sessionId, capabilities } = (await ask(`${address}/session`, 'POST', {
    capabilities: { alwaysMatch: { timeouts: { script: 60_000, pageLoad: 120_000 } } },
  })) as { sessionId: string; capabilities: { browserVersion: string } };
  const session = `${address}/session/${sessionId}`;
  const post = (command: string, body: object) => ask(`${session}/${command}`, 'POST', body);
  return {
    title: `WebKitGTK ${capabilities.browserVersion}`,
    open: async (url: string) => void (await post('url', { url })),
    evaluate: async <Given extends readonly unknown[], T>(run: (...given: Given) => T, ...given: Given) =>
      (await post('execute/sync', { script: `return (${run})(...arguments)`, args: given })) as T,
    async click(xpath: string) {
      const found = (await post('element', { using: 'xpath', value: xpath })) as Record<string, string>;
      await post(`element/${found[ELEMENT]}/click`, {});
    },
    async close() {
      await ask(session, 'DELETE').catch(() => {}); // it may be gone already
      stop();
    },
  };
}

/** One command of WebDriver. @throws Error with what the driver says */
async function ask(url: string, method: string, body?: object): Promise<unknown> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`WebKitGTK: ${message || error}`);
}

const READY_TRIES = 100;

async function untilReady(address: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await ask(`${address}/status`, 'GET');
      return;
    } catch (error) {
      if (tries === READY_TRIES) throw error;
      await setTimeout(100);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
