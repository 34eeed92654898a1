import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { type BrowserContext, test as base, type Page } from '@playwright/test';
import { preview } from 'vite';
import { servePage, servesFolder } from '../tools/io/servePage.ts';
import { photo } from './photos.ts';
import { expect, StudioPage, tinyModels } from './studioPage.ts';

const PORT = 4257;

/** A copy of the built page with the tiny model, on a server that a test starts and ends. */
class Host {
  readonly dist: string;
  readonly #models: string;
  #server: { close(): Promise<void> } | undefined;

  constructor(folder: string) {
    this.dist = path.join(folder, 'dist');
    this.#models = path.join(folder, 'models');
  }

  async fill(): Promise<void> {
    await cp('dist', this.dist, { recursive: true, filter: (source) => source !== path.join('dist', 'models') });
    for (const [file, bytes] of await tinyModels()) {
      await mkdir(path.dirname(path.join(this.#models, file)), { recursive: true });
      await writeFile(path.join(this.#models, file), bytes);
    }
  }

  /** Serves as `npm start` does. */
  async start(): Promise<string> {
    const plugins = [servesFolder('models', this.#models)];
    const server = await servePage({ outDir: this.dist, port: PORT, open: false, plugins, isGuest: true });
    this.#server = server;
    return server.address;
  }

  /** Serves as a host does that sends no headers along. */
  async startPlainly(): Promise<string> {
    const server = await preview({
      configFile: false,
      appType: 'mpa',
      logLevel: 'error',
      plugins: [servesFolder('models', this.#models)],
      build: { outDir: this.dist },
      preview: { port: PORT, host: 'localhost' },
    });
    this.#server = server;
    return server.resolvedUrls!.local[0]!;
  }

  async stop(): Promise<void> {
    await this.#server?.close();
    this.#server = undefined;
  }

  /** Publishes the model anew under another title. */
  async publishModel(title: string): Promise<void> {
    const file = path.join(this.#models, 'tiny', 'model.json');
    await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), title }));
  }

  /** Builds a new version: the page has another title, and one of its chunks another name. */
  async publish(title: string): Promise<void> {
    const [page, worker] = ['index.html', 'service.worker.js'].map((file) => path.join(this.dist, file)) as [
      string,
      string,
    ];
    const before = await readFile(page, 'utf8');
    const after = before.replace(/<title>.*<\/title>/, `<title>${title}</title>`);
    await writeFile(page, after);
    const chunk = (await readdir(path.join(this.dist, 'assets'))).find((file) => file.startsWith('HelpDialog-'))!;
    await cp(path.join(this.dist, 'assets', chunk), path.join(this.dist, 'assets', `HelpDialog-${title}.js`));
    await rm(path.join(this.dist, 'assets', chunk));
    const source = await readFile(worker, 'utf8');
    const list = source.replace(integrityOf(before), integrityOf(after)).replace(chunk, `HelpDialog-${title}.js`);
    await writeFile(worker, list);
  }
}

const integrityOf = (text: string): string => createHash('sha256').update(text).digest('base64');

const test = base.extend<{ host: Host; studio: StudioPage }, { freshBrowser: undefined }>({
  // A worker fixture of its own means a browser of its own: in one that has run other specs, a second build is not always kept.
  freshBrowser: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures that one needs
    async ({}, use) => use(undefined),
    { scope: 'worker', auto: true },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures that one needs
  host: async ({}, use) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'alae-offline-'));
    const host = new Host(folder);
    await host.fill();
    await use(host);
    await host.stop();
    await rm(folder, { recursive: true, force: true });
  },
  studio: async ({ page }, use) => use(new StudioPage(page, new Map())),
});

test.use({ serviceWorkers: 'allow' });

/** Waits until there is a worker, and until it keeps the whole model. */
async function waitUntilKept(page: Page): Promise<void> {
  const countOfKept = () =>
    page.evaluate(async () => {
      const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
      return kept.flat().filter(({ url }) => url.includes('/models/')).length;
    });
  await expect.poll(countOfKept).toBe((await tinyModels()).size);
}

async function disconnect(context: BrowserContext, host: Host): Promise<void> {
  await host.stop();
  await context.setOffline(true);
}

test('after one visit the studio can be installed, and works without a network, the model included', async ({
  host,
  studio,
  page,
  context,
}) => {
  const address = await host.start();
  await page.goto(address);
  await studio.settle();
  await waitUntilKept(page);
  await test.step('its icons are as large as they say', async () => {
    const session = await context.newCDPSession(page);
    const { errors, data, url } = await session.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const { icons } = JSON.parse(data!) as { icons: { src: string; sizes: string; purpose?: string }[] };
    const sizes = await page.evaluate(
      (addresses) =>
        Promise.all(
          addresses.map(async (address) => {
            const { width, height } = await createImageBitmap(await (await fetch(address)).blob());
            return `${width}x${height}`;
          }),
        ),
      icons.map(({ src }) => new URL(src, url).href),
    );
    expect(sizes).toEqual(icons.map((icon) => icon.sizes));
    expect(icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
  });
  await disconnect(context, host);

  await page.goto(`${address}?backend=wasm`);
  await studio.settle();
  await expect(studio.sampleCats).toHaveCount(12);
  await studio.drop(photo('mine', 3));
  await expect(studio.reconstructionOf('mine')).toBeVisible();
  await page.getByRole('button', { name: 'Random cat' }).click(); // needs F, which nothing needed before
  await expect(studio.ownCats).toHaveCount(2);
  await studio.settle();
  await studio.openTab('Mix');
  await studio.settle();
  await expect(studio.failure).toHaveCount(0);
});

test('a model that is published anew is shown at once, and kept', async ({ host, studio, page, context }) => {
  const address = await host.start();
  await page.goto(address);
  await studio.settle();
  await waitUntilKept(page);
  await host.publishModel('Another model');
  await page.reload();
  await expect(page.getByRole('button', { name: /^Another model/ })).toBeVisible();
  await studio.settle();
  await disconnect(context, host);
  await page.reload();
  await expect(page.getByRole('button', { name: /^Another model/ })).toBeVisible();
  await studio.settle();
});

test('a new version says so, and open tabs go on with the files of theirs', async ({ host, studio, page, context }) => {
  const address = await host.start();
  await page.goto(address);
  await studio.settle();
  await waitUntilKept(page);
  await host.stop();
  await host.publish('Newer');
  await host.start();

  const second = await context.newPage();
  await second.goto(address);
  const workers = await context.newCDPSession(second);
  await workers.send('ServiceWorker.enable');
  const isInstalling = async () => Boolean((await navigator.serviceWorker.getRegistration())?.installing);
  const notice = studio.messages.getByText('A new version is ready.');
  await expect(async () => {
    // What could not be kept whole is tried again at the next look, as when somebody comes back to the tab.
    await second.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    await expect.poll(() => second.evaluate(isInstalling)).toBe(false);
    await workers.send('ServiceWorker.stopAllWorkers'); // as browsers do with those that rest, but for those that a test watches
    await expect(notice).toBeVisible({ timeout: 20_000 });
  }).toPass({ timeout: 90_000 });
  await expect(page).toHaveTitle('Alae Studio');
  await page.keyboard.press('?'); // its chunk is not on the server any more
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');

  await second.reload();
  await expect(second).toHaveTitle('Newer');
  await studio.messages.getByRole('button', { name: 'Reload' }).click();
  await expect(page).toHaveTitle('Newer');
  await studio.settle();
  await expect(notice).toHaveCount(0);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('a worker whose server serves something else goes away', async ({ host, studio, page }) => {
  const address = await host.start();
  await page.goto(address);
  await studio.settle();
  await waitUntilKept(page);
  await rm(path.join(host.dist, 'service.worker.js'));
  await writeFile(path.join(host.dist, 'index.html'), '<!doctype html><title>Something else</title>');
  await page.reload();
  await expect(page).toHaveTitle('Alae Studio');
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await page.reload();
  await expect(page).toHaveTitle('Something else');
});

test.describe('where nothing but the worker forbids it', () => {
  test.use({ bypassCSP: true });

  test('a foreign request is refused, from the page and from its workers', async ({ host, studio, page }) => {
    let arrived = 0;
    const foreign = createServer((_request, response) => {
      arrived++;
      response.writeHead(200, { 'access-control-allow-origin': '*' }).end('here');
    });
    await new Promise<void>((resolve) => foreign.listen(0, 'localhost', resolve));
    const elsewhere = `http://localhost:${(foreign.address() as AddressInfo).port}/cat.png`;
    const send = (url: string) =>
      fetch(url, { method: 'POST', body: 'a photo' }).then(
        () => 'sent',
        () => 'refused',
      );
    try {
      await page.goto(await host.startPlainly());
      expect(await page.evaluate(send, elsewhere)).toBe('sent'); // there is no worker yet
      await studio.settle();
      await waitUntilKept(page);
      await page.reload();
      await studio.settle();
      arrived = 0;
      expect(await page.evaluate(send, elsewhere)).toBe('refused');
      const workers = page.workers().filter((worker) => !worker.url().endsWith('/service.worker.js'));
      expect(workers.length).toBeGreaterThan(1);
      for (const worker of workers) expect(await worker.evaluate(send, elsewhere)).toBe('refused');
      expect(arrived).toBe(0);
    } finally {
      foreign.close();
    }
  });
});
