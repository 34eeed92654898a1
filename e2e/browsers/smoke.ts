import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PNG } from 'pngjs';
import { photo } from '../photos.ts';
import type { DrivenBrowser } from './drivenBrowser.ts';

const PATIENCE_MS = 120_000;
const LOOK_MS = 250;

/**
 * What everybody does first: drop a photo, see its reconstruction, mix, and take the grid home.
 * @param url of the studio
 * @param downloads the folder that the browser's downloads go to
 * @param said called before each step
 * @returns what computes, in the page's words
 * @throws Error that says what did not come
 */
export async function smoke(
  browser: DrivenBrowser,
  url: string,
  downloads: string,
  said: (step: string) => void,
): Promise<string> {
  said('the model starts');
  await browser.open(url);
  await until(browser, 'the badge that says what computes', () =>
    Boolean(document.querySelector('button[aria-label^="Computed by "]')),
  );

  said('a photo is dropped');
  const { name, bytes } = photo('mine', 3);
  await browser.evaluate(dropFile, name, Buffer.from(bytes).toString('base64'));
  await until(browser, 'the photo in the library', () =>
    Boolean(document.querySelector('[aria-label="Yours"] button[aria-pressed]')),
  );

  said('it is reconstructed');
  await until(browser, 'its reconstruction', isDrawn, '[role=img][aria-label="Reconstruction of mine"]', 1);

  said('the grid is mixed');
  await browser.click('//*[@role="tab"][normalize-space()="Mix"]');
  await until(browser, 'the grid', isDrawn, '.mix-cell [role=img]', 4);

  said('the grid leaves as a PNG');
  await browser.click('//button[normalize-space()="Export"]');
  await browser.click('//*[@role="dialog"]//button[normalize-space()="Download"]');
  const png = PNG.sync.read(await downloaded(downloads, 'mixing-grid.png'));
  if (png.width < 64 || isFlat(png.data)) throw new Error('The exported grid shows nothing.');
  return browser.evaluate(
    () => document.querySelector('button[aria-label^="Computed by "]')!.getAttribute('aria-label')!,
  );
}

/** Waits for something on the page. @param isThere runs there */
async function until<Given extends readonly unknown[]>(
  browser: DrivenBrowser,
  what: string,
  isThere: (...given: Given) => boolean,
  ...given: Given
): Promise<void> {
  for (const beganMs = performance.now(); !(await browser.evaluate(isThere, ...given)); await setTimeout(LOOK_MS)) {
    if (performance.now() - beganMs < PATIENCE_MS) continue;
    const page = await browser.evaluate(() => document.body.innerText.replaceAll(/\s+/g, ' ').slice(0, 2000));
    throw new Error(`${what} did not come. The page says: ${page}`);
  }
}

/** In the page: lets go of a file over it. */
function dropFile(name: string, base64: string): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (each) => each.charCodeAt(0))], name));
  for (const type of ['dragenter', 'dragover', 'drop']) {
    document
      .querySelector('main')!
      .dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }
}

/** In the page: whether so many pictures are finished, and each of more than one colour. */
function isDrawn(selector: string, count: number): boolean {
  const pictures = [...document.querySelectorAll(`main ${selector}`)];
  if (pictures.length < count || document.querySelector('main [aria-busy=true]')) return false;
  return pictures.every((picture) => {
    const canvas = picture.querySelector('canvas');
    if (!canvas || canvas.width === 0) return false;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value, i) => i % 4 === 0 && value !== data[0]);
  });
}

/** The bytes of a download, when it is whole. */
async function downloaded(folder: string, name: string): Promise<Buffer> {
  for (const beganMs = performance.now(); performance.now() - beganMs < PATIENCE_MS; await setTimeout(LOOK_MS)) {
    const files = await readdir(folder);
    const bytes = files.includes(name) ? await readFile(path.join(folder, name)) : Buffer.alloc(0);
    if (bytes.length > 0 && bytes.subarray(-8, -4).toString('latin1') === 'IEND') return bytes;
  }
  throw new Error(`${name} was not downloaded; there is: ${(await readdir(folder)).join(', ') || 'nothing'}.`);
}

const isFlat = (data: Uint8Array): boolean => data.every((value, i) => value === data[i % 4]);
