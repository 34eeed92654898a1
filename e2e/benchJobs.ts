import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { type BrowserContext, chromium, type Locator, type Page } from '@playwright/test';
import { ensureChromium } from '../tools/dev/chromium.ts';
import { loadSharp } from '../tools/io/imageFiles.ts';
import { DEFAULT_PORT, servePage, servesFolder } from '../tools/io/servePage.ts';
import { pasteHead, SAMPLE_HEADS } from '../tools/testing/scenes.ts';
import { type DroppedFile, StudioPage } from './studioPage.ts';

/** Photos of a grid of one's own, and of a library that comes back. */
const GRID_PHOTOS = 10;
const LIBRARY_PHOTOS = 40;
/** On the shelf. */
const SAMPLES = 12;
/** Of the photos' short sides, in pixels. */
const SHORT_SIDE = 1200;
const PATIENCE_MS = 600_000;

/** What one job took. */
interface Job {
  readonly name: string;
  readonly clicks: number;
  readonly seconds: number;
}

/**
 * Prints time and clicks of what people come for, on the built page with its first model (`npm run build` comes first). The page that
 * opens with nothing of one's own is the measure of the machine: other jobs are given as shares of that too.
 */
export async function benchJobs(): Promise<void> {
  const photos = await drawPhotos(GRID_PHOTOS);
  const plugins = [servesFolder('models', 'public/models')];
  const server = await servePage({ outDir: 'dist', port: DEFAULT_PORT, open: false, plugins, isGuest: true });
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--disable-quic'] });
  process.stdout.write(`${os.cpus().length} × ${os.cpus()[0]?.model}; ${load()} before, whatever else runs\n`);
  process.stdout.write('clicks  seconds  times the first opening\n');
  const jobs: Job[] = [];
  try {
    const openContext = async () => {
      const context = await browser.newContext({ baseURL: server.address, viewport: { width: 1366, height: 768 } });
      context.setDefaultTimeout(PATIENCE_MS);
      await context.addInitScript(() => localStorage.setItem('lookAgain', 'off')); // looks go on as long as nothing else is done
      return context;
    };
    const context = await openContext();
    const bench = await Bench.open(context, jobs);
    await bench.firstPhoto(photos[0]!);
    const picture = await bench.ownGrid(photos);
    const reader = await openContext();
    const elsewhere = await Bench.open(reader, jobs);
    await elsewhere.reopen(picture.file);
    await elsewhere.followLink(picture.link);
    await reader.close();
    await bench.reloadFull(photos);
    await context.close();
  } finally {
    await browser.close();
    await server.close();
  }
  process.stdout.write(`${load()} after\n`);
}

class Bench {
  readonly #studio: StudioPage;
  readonly #jobs: Job[];
  #clicks = 0;

  private constructor(page: Page, jobs: Job[]) {
    this.#studio = new StudioPage(page, new Map());
    this.#jobs = jobs;
  }

  /** A page of nobody's yet. @param jobs that are done already; opening the page is the first of all */
  static async open(context: BrowserContext, jobs: Job[]): Promise<Bench> {
    const page = await context.newPage();
    const bench = new Bench(page, jobs);
    const open = async () => {
      await page.goto('./');
      await bench.#modelRuns();
    };
    if (jobs.length === 0) await bench.#job('open the page for the first time, until the model runs', open);
    else await open();
    return bench;
  }

  async firstPhoto(photo: DroppedFile): Promise<void> {
    const { page } = this.#studio;
    await this.#job('a dropped photo, framed and redrawn', async () => {
      await this.#studio.drop(photo);
      await this.#studio.messages.getByText(/The face in “.*” has been framed/).waitFor();
      await this.#drawn();
      await page
        .getByRole('img', { name: `Reconstruction of ${nameOf(photo)}`, exact: true })
        .first()
        .waitFor();
    });
  }

  /** @returns the grid as a file and as a link */
  async ownGrid(photos: readonly DroppedFile[]): Promise<{ readonly file: DroppedFile; readonly link: string }> {
    const { page } = this.#studio;
    await this.#job(`a ${photos.length}x${photos.length} grid of one’s own photos`, async () => {
      await this.#studio.drop(...photos.slice(1));
      await this.#cats(photos.length);
      await this.#click(page.getByRole('tab', { name: 'Mix' }));
      await this.#click(page.getByRole('button', { name: 'Use mine' }));
      await page
        .locator('.mix-cell canvas')
        .nth(photos.length ** 2 - 1)
        .waitFor();
      await this.#drawn();
    });
    const dialog = page.getByRole('dialog', { name: 'Export the grid' });
    let link = '';
    const name = 'mixing-grid.png';
    let bytes: Uint8Array = new Uint8Array();
    await this.#job('that grid as a picture that carries its photos', async () => {
      await this.#click(page.getByRole('button', { name: 'Export' }));
      const field = dialog.getByLabel('Link', { exact: true });
      const photosInside = dialog.getByRole('switch', { name: /^Photos inside/ });
      if (!(await photosInside.isChecked())) await this.#click(photosInside);
      const arriving = page.waitForEvent('download');
      link = await field.inputValue();
      await this.#click(dialog.getByRole('button', { name: 'Download' }));
      bytes = await readFile(await (await arriving).path());
    });
    if (link === '') {
      await page.getByRole('button', { name: 'Export' }).click();
      const field = dialog.getByLabel('Link', { exact: true });
      await page.waitForFunction(() => document.querySelector<HTMLInputElement>('input[aria-label=Link]')?.value);
      link = await field.inputValue();
      await page.keyboard.press('Escape');
    }
    return { file: { name, bytes }, link };
  }

  async reopen(file: DroppedFile): Promise<void> {
    await this.#job('reopen that picture, elsewhere', async () => {
      await this.#studio.drop(file);
      await this.#studio.messages.getByText('is open again.').waitFor();
      await this.#drawn();
    });
  }

  async followLink(link: string): Promise<void> {
    const { page } = this.#studio;
    await this.#job('open that grid’s link, page and all', async () => {
      await page.goto('about:blank');
      await page.goto(link);
      await this.#studio.messages.getByText('The grid of the link is open.').waitFor();
      await this.#drawn();
    });
  }

  async reloadFull(photos: readonly DroppedFile[]): Promise<void> {
    const { page } = this.#studio;
    const more = Array.from({ length: LIBRARY_PHOTOS - photos.length }, (_, i) => {
      const { name, bytes } = photos[i % photos.length]!;
      return { name: `again ${i + 1} ${name}`, bytes };
    });
    await this.#studio.drop(...more);
    await this.#cats(LIBRARY_PHOTOS);
    await this.#framed(LIBRARY_PHOTOS);
    await page.waitForTimeout(3000); // until it is written
    await this.#job(`reload with ${LIBRARY_PHOTOS} photos, until all of them are shown`, async () => {
      await page.reload({ waitUntil: 'commit' });
      await this.#cats(LIBRARY_PHOTOS);
      await this.#shown(LIBRARY_PHOTOS);
    });
    await this.#modelRuns();
    await page.waitForTimeout(3000);
    const pressed = this.#studio.ownCats.nth(1);
    const title = (await pressed.locator('span[title]').getAttribute('title')) ?? '';
    const name = title.replace(/ \(double-click.*$/, ''); // shortened names are there twice as text
    await this.#job('the same, until another one of them is pressed and redrawn', async () => {
      await page.reload({ waitUntil: 'commit' });
      await this.#cats(LIBRARY_PHOTOS);
      await this.#click(pressed);
      await page.getByRole('region', { name: `${name}: original and reconstruction` }).waitFor();
      await this.#studio.reconstructionOf(name).locator('canvas:not(.opacity-55)').waitFor();
    });
    await page.waitForTimeout(3000);
    await page.getByRole('button', { name: 'What is kept' }).click();
    await page.getByRole('dialog', { name: 'What is kept' }).getByRole('button', { name: 'Start afresh' }).click();
    await page.waitForTimeout(3000);
    await this.#job('reload with none, until the samples are shown', async () => {
      await page.reload({ waitUntil: 'commit' });
      await this.#studio.sampleCats.nth(SAMPLES - 1).waitFor();
      await this.#shown(SAMPLES);
    });
  }

  async #click(what: Locator): Promise<void> {
    this.#clicks++;
    await what.click();
  }

  async #job(name: string, run: () => Promise<void>): Promise<void> {
    this.#clicks = 0;
    const started = performance.now();
    await run();
    const job = { name, clicks: this.#clicks, seconds: (performance.now() - started) / 1000 };
    this.#jobs.push(job);
    print(job, this.#jobs[0]!.seconds);
  }

  #modelRuns = (): Promise<void> =>
    this.#studio.page.getByRole('button', { name: /^Computed by / }).waitFor({ state: 'attached' });

  #cats = (count: number): Promise<void> => this.#studio.ownCats.nth(count - 1).waitFor();

  /** So many of the library's photos are decoded. */
  async #shown(count: number): Promise<void> {
    await this.#studio.page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll<HTMLImageElement>('aside li img')].filter((it) => it.naturalWidth > 0).length >=
        wanted,
      count,
    );
  }

  /** Every picture that the tab shows is the one that belongs there. */
  async #drawn(): Promise<void> {
    const { page } = this.#studio;
    await page.locator('main canvas').first().waitFor();
    await page.waitForFunction(() => !document.querySelector('main [aria-busy=true], main canvas.opacity-55'));
  }

  /** Sentences about faces that are looked for come one by one, and go. */
  async #framed(count: number): Promise<void> {
    const quietMs = 4000;
    let last = '';
    for (let quiet = 0; quiet < quietMs; quiet += 500) {
      await this.#studio.page.waitForTimeout(500);
      const now = await this.#studio.page
        .locator('aside img')
        .evaluateAll((images) => images.map((image) => image.getAttribute('style')).join());
      if (now !== last) quiet = 0;
      last = now;
    }
    await this.#cats(count);
  }
}

const nameOf = ({ name }: DroppedFile): string => name.replace(/\.[^.]+$/, '');

/** Photos with a cat somewhere in them. */
async function drawPhotos(count: number): Promise<readonly DroppedFile[]> {
  const sharp = await loadSharp();
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const { photo } = await pasteHead(SAMPLE_HEADS, index, { seed: 1, maxAngle: 10, shortSide: SHORT_SIDE });
      const { width, height, data } = photo;
      const bytes = await sharp(data, { raw: { width, height, channels: 4 } })
        .jpeg()
        .toBuffer();
      return { name: `cat ${index + 1}.jpg`, bytes };
    }),
  );
}

/** Each as soon as it is done: the later ones take a while. */
function print({ name, clicks, seconds }: Job, openingSeconds: number): void {
  const figures = [
    `${clicks}`.padStart(6),
    seconds.toFixed(1).padStart(9),
    (seconds / openingSeconds).toFixed(2).padStart(8),
  ];
  process.stdout.write(`${figures.join('')}  ${name}\n`);
}

const load = (): string => `load ${os.loadavg()[0]!.toFixed(1)}`;
