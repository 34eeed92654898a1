import { readFile } from 'node:fs/promises';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { packModelIndex } from '../src/modelFolder/write.ts';
import { tinyModel } from '../tools/testing/tinyModel.ts';

/** A file as it is dropped. */
export interface DroppedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Samples on the shelf, unless a test wants more or fewer. */
export const SAMPLE_COUNT = 4;

/** What is under models/, by path: bytes, or bytes to come. A promise that rejects is a connection that is lost. */
export type ServedModels = Map<string, Uint8Array | Promise<Uint8Array>>;

export type TabName = 'Reconstruct' | 'Mix' | 'Latent' | 'Morph' | 'Kittens';

/** The studio as its users see it. */
export class StudioPage {
  readonly page: Page;
  /** The models that the page finds; a spec may break them, before the page opens or while it is open. */
  readonly models: ServedModels;
  /** What was asked of other hosts: nothing, ever. */
  readonly foreignRequests: string[] = [];

  constructor(page: Page, models: ServedModels) {
    this.page = page;
    this.models = models;
  }

  get sampleCats(): Locator {
    return this.page.getByRole('region', { name: 'Sample cats' }).locator('button[aria-pressed]');
  }

  get ownCats(): Locator {
    return this.page.getByRole('region', { name: 'Yours' }).locator('button[aria-pressed]');
  }

  /** Whether the page draws with noise. */
  get fineTexture(): Locator {
    return this.page.getByRole('switch', { name: 'Fine texture' });
  }

  /** Says that no model could be loaded, and why. */
  get failure(): Locator {
    return this.page.getByRole('main').getByRole('alert');
  }

  /** Sentences that come and go at the page's lower edge. */
  get messages(): Locator {
    return this.page.getByRole('region', { name: 'Messages' });
  }

  /** The cat that the Latent tab reshapes. */
  get reshapedCat(): Locator {
    return this.page.getByRole('img', { name: /, reshaped$/ });
  }

  /** The rows of the Latent tab's list. */
  get directions(): Locator {
    return this.page.getByRole('region', { name: 'Directions' }).getByRole('listitem');
  }

  /** @param address what follows the page's own: a query, a hash */
  async open(address = ''): Promise<void> {
    await this.page.goto(`./${address}`);
  }

  /** Puts so many of the samples on the shelf: what a test does not need, it need not wait for. Before the page opens. */
  async withSamples(count: number): Promise<void> {
    const shelf = JSON.parse(await readFile('public/samples/samples.json', 'utf8'));
    const json = { ...shelf, samples: shelf.samples.slice(0, count) };
    await this.page.route('**/samples/samples.json', (route) => route.fulfill({ json }));
  }

  /** Waits for the model, and until every picture that the tab shows is the one that belongs there. */
  async settle(): Promise<void> {
    await expect(this.page.getByRole('button', { name: /^Computed by / })).toBeVisible();
    await expect(this.page.locator('main canvas').first()).toBeVisible();
    await expect(this.page.locator('main [aria-busy=true]')).toHaveCount(0);
  }

  async openTab(name: TabName): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }

  /** Drags files over the page and lets go. */
  async drop(...files: readonly DroppedFile[]): Promise<void> {
    const dataTransfer = await this.page.evaluateHandle(
      (given) => {
        const transfer = new DataTransfer();
        for (const { name, base64 } of given) {
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          transfer.items.add(new File([bytes], name));
        }
        return transfer;
      },
      files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') })),
    );
    for (const type of ['dragenter', 'dragover', 'drop']) {
      await this.page.dispatchEvent('main', type, { dataTransfer });
    }
  }

  /** The first picture that shows what the model makes of a cat. */
  reconstructionOf(name: string): Locator {
    return this.page.getByRole('img', { name: `Reconstruction of ${name}`, exact: true }).first();
  }

  /** A row of the mixing grid, from 1. */
  row(number: number): Locator {
    return this.page.getByRole('region', { name: new RegExp(`^Row ${number}:`) });
  }

  /** A small switch of the mixing grid. @param size of its block, as in '8×8' */
  switchOf(row: number, size: string): Locator {
    return this.row(row).getByRole('switch', { name: new RegExp(`, ${size},`) });
  }

  /** A switch between S and D. @param percent from the source */
  shareOf(row: number, size: string, percent: number): Locator {
    return this.row(row).getByRole('checkbox', { name: new RegExp(`, ${size},.*: ${percent}% from the source`) });
  }

  /** A cat on the grid's upper margin. */
  source(name: string): Locator {
    return this.page.getByRole('img', { name: `Source: ${name}`, exact: true });
  }

  /** What is said to those who cannot see a thing move. */
  spoken(sentence: string | RegExp): Locator {
    return this.page.getByRole('status').filter({ hasText: sentence });
  }

  /** Chooses from the menu of a row of the grid. */
  async rowMenu(row: number, text: string): Promise<void> {
    await this.page.getByRole('button', { name: `Row ${row}: copy, paste, move` }).click();
    await this.page.getByRole('menuitem', { name: text }).click();
  }

  /** Presses a switch and pulls it up by so many pixels. */
  async pull(control: Locator, px: number): Promise<void> {
    await control.scrollIntoViewIfNeeded();
    const box = (await control.boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    for (const part of [0.25, 0.5, 1]) await this.page.mouse.move(x, y - part * px);
    await this.page.mouse.up();
  }

  /** Puts all away that was made, so that nothing of it comes back. */
  async startAfresh(): Promise<void> {
    await this.page.getByRole('button', { name: 'What is kept' }).click();
    await this.page.getByRole('dialog', { name: 'What is kept' }).getByRole('button', { name: 'Start afresh' }).click();
    await expect(this.ownCats).toHaveCount(0);
  }

  /** Opens the mixing grid with nothing but some photos. */
  async openSmallGrid(
    photos: readonly DroppedFile[],
    sources: readonly string[],
    destinations: readonly string[],
  ): Promise<void> {
    await this.withSamples(0);
    await this.open('#mix');
    await expect(this.page.getByRole('button', { name: /^Computed by / })).toBeVisible(); // the grid is laid out by then
    await this.drop(...photos);
    await expect(this.ownCats).toHaveCount(photos.length);
    await this.layOutGrid(sources, destinations);
    await this.settle();
  }

  /** Takes off the grid what does not belong there, and puts cats of the library on it. */
  async layOutGrid(sources: readonly string[], destinations: readonly string[]): Promise<void> {
    await expect(this.page.getByRole('button', { name: 'Add a source' })).toBeVisible(); // the tab's code is there
    await this.#layOutMargin('source', sources);
    await this.#layOutMargin('destination', destinations);
  }

  async #layOutMargin(origin: 'source' | 'destination', names: readonly string[]): Promise<void> {
    const takeAway = this.page.getByRole('button', { name: new RegExp(`^Remove ${origin} `) });
    const labels = await takeAway.evaluateAll((all) => all.map((button) => button.getAttribute('aria-label')));
    const wrong = labels.findIndex((label, i) => label !== `Remove ${origin} ${names[i]}`);
    const right = wrong < 0 ? labels.length : wrong;
    for (let left = labels.length; left > right; left--) {
      await takeAway.last().click();
      await expect(takeAway).toHaveCount(left - 1);
    }
    for (const name of names.slice(right)) await this.#addToGrid(`Add a ${origin}`, name);
  }

  async #addToGrid(label: string, name: string): Promise<void> {
    await this.page.getByRole('button', { name: label }).click();
    await this.page.getByRole('dialog', { name: label }).getByRole('button', { name, exact: true }).click();
  }

  /** The grid's mixtures as they are drawn, row by row. */
  async mixtures(): Promise<string[][]> {
    await this.settle();
    const rows = await this.page.getByRole('region', { name: /^Row \d+:/ }).all();
    return Promise.all(rows.map((row) => row.locator('.mix-cell canvas').evaluateAll(drawings)));
  }

  /** Exports the grid as it leaves at its smallest; the menu closes, a message says so. Gives the file's path. */
  async downloadGrid(): Promise<string> {
    await this.page.getByRole('button', { name: 'Export' }).click();
    const menu = this.page.getByRole('dialog', { name: 'Export the grid' });
    await menu.getByRole('slider', { name: 'Size' }).press('Home');
    await menu.getByRole('switch', { name: 'With labels' }).uncheck(); // remembered since the last time
    await expect(menu).toContainText('Size 1×');
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      menu.getByRole('button', { name: 'Download' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('mixing-grid.png');
    await expect(menu).toBeHidden();
    await expect(this.messages).toContainText('“mixing-grid.png” is in your downloads.');
    return download.path();
  }
}

/** What a picture shows, as something to compare; waits until it shows anything. */
export function drawingOf(picture: Locator): Promise<string> {
  return picture.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
}

const drawings = (canvases: (SVGElement | HTMLElement)[]): string[] =>
  canvases.map((canvas) => (canvas as HTMLCanvasElement).toDataURL());

let tiny: ReturnType<typeof tinyModel> | undefined;

/** The files of a models folder with one model called tiny, whose weights are random. */
export async function tinyModels(): Promise<Map<string, Uint8Array>> {
  tiny ??= tinyModel();
  const { model, files } = await tiny;
  return new Map([packModelIndex([model]), ...[...files].map(([path, bytes]) => [`tiny/${path}`, bytes] as const)]);
}

/**
 * Tests that get a studio with the tiny model; they fail when the page throws something that it does not catch, or asks for
 * anything that is not its own. Photos are not looked at again by themselves, unless a spec wants that (`looksAgain`): pictures
 * stay what they are.
 */
export const test = base.extend<{ studio: StudioPage; looksAgain: boolean }>({
  looksAgain: [false, { option: true }],
  studio: async ({ page, context, baseURL, looksAgain }, use) => {
    if (!looksAgain) await context.addInitScript(forgoLooks);
    const models: ServedModels = await tinyModels();
    await context.route('**/models/**', async (route) => {
      const path = new URL(route.request().url()).pathname.split('/models/')[1]!;
      try {
        const bytes = await models.get(path);
        await (bytes ? route.fulfill({ body: Buffer.from(bytes) }) : route.fulfill({ status: 404 }));
      } catch {
        await route.abort('connectionreset');
      }
    });
    const uncaught: string[] = [];
    page.on('pageerror', ({ message }) => uncaught.push(message));
    const studio = new StudioPage(page, models);
    context.on('request', (request) => {
      if (!isOwn(request.url(), baseURL!)) studio.foreignRequests.push(request.url());
    });
    await studio.withSamples(SAMPLE_COUNT);
    await use(studio);
    if (!page.isClosed()) await page.unrouteAll({ behavior: 'ignoreErrors' });
    await context.unrouteAll({ behavior: 'ignoreErrors' }); // the page may ask for a file in the moment in which it is closed
    expect(uncaught).toEqual([]);
    expect(studio.foreignRequests).toEqual([]);
  },
});

/** As the switch on the page does. A frame of no origin has no storage, and needs none. */
function forgoLooks(): void {
  try {
    localStorage.setItem('lookAgain', 'off');
  } catch {}
}

const isOwn = (url: string, baseURL: string): boolean => url.startsWith(baseURL) || /^(blob|data):/.test(url);

export { expect };
