import type { Browser } from '@playwright/test';
import type { CropBox } from '../src/image/crop.ts';
import { median } from '../tools/evaluation/statistics.ts';
import { loadSharp } from '../tools/io/imageFiles.ts';
import { isHit, pasteHead, SAMPLE_HEADS } from '../tools/testing/scenes.ts';
import type { FaceSearchMeasurement } from './measureFaceSearch.ts';

/** The photos' short sides: one as the test of the search has them, and a phone's of 12 megapixels. */
const SHORT_SIDES = [900, 3000];
const SCENE_COUNT = 4;
const SCENES = { seed: 1, maxAngle: 25 };

/** Scenes of one size: the names under which they are served, and where their faces are. */
type Scenes = readonly { readonly name: string; readonly truth: CropBox }[];

/** Pastes sample cats' heads into larger pictures, and adds these to the files that are served. */
export async function drawScenes(served: Map<string, Uint8Array | string>): Promise<readonly Scenes[]> {
  const sharp = await loadSharp();
  const draw = async (index: number, shortSide: number) => {
    const { photo, truth } = await pasteHead(SAMPLE_HEADS, index, { ...SCENES, shortSide });
    const { width, height, data } = photo;
    const name = `scene-${shortSide}-${index}.jpg`;
    served.set(
      name,
      await sharp(data, { raw: { width, height, channels: 4 } })
        .jpeg()
        .toBuffer(),
    );
    return { name, truth };
  };
  const all: Scenes[] = [];
  for (const shortSide of SHORT_SIDES)
    all.push(await Promise.all(Array.from({ length: SCENE_COUNT }, (_, index) => draw(index, shortSide))));
  return all;
}

/** Prints how long the search for a face takes in Chromium on wasm. */
export async function benchFaceSearch(browser: Browser, url: string, all: readonly Scenes[]): Promise<void> {
  print('\nfinding a face, wasm; medians in seconds');
  for (const [i, scenes] of all.entries()) {
    const searches = await searchScenes(browser, url, scenes);
    const hits = searches.filter((search) => search.isHit).length;
    print(`  photos with a short side of ${SHORT_SIDES[i]} pixels: ${hits} of ${searches.length} right`);
    for (const isFirst of [true, false]) {
      const some = searches.filter((search) => search.isFirst === isFirst);
      const seconds = (part: 'allMs' | 'seedsMs' | 'judgingMs') =>
        (median(some.map((search) => search[part])) / 1000).toFixed(2);
      const what = isFirst ? 'first search' : 'later ones';
      print(`    ${what}: ${seconds('allMs')}; seeds ${seconds('seedsMs')}, judging ${seconds('judgingMs')}`);
    }
  }
}

interface SceneSearch extends FaceSearchMeasurement {
  /** Of its page: F, D and the model's own pictures are not there yet. */
  readonly isFirst: boolean;
  readonly isHit: boolean;
}

/** Searches all scenes in as many pages, so that each comes first once. */
async function searchScenes(browser: Browser, url: string, scenes: Scenes): Promise<SceneSearch[]> {
  const searches: SceneSearch[] = [];
  for (let round = 0; round < scenes.length; round++) {
    const order = [...scenes.slice(round), ...scenes.slice(0, round)];
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForFunction(() => window.harness);
    const names = order.map(({ name }) => `./${name}`);
    const measured = await page.evaluate((names) => window.harness.measureFaceSearches('./model', names), names);
    await page.close();
    for (const [i, { best, ...times }] of measured.entries()) {
      searches.push({ ...times, best, isFirst: i === 0, isHit: isHit(best, order[i]!.truth) });
    }
  }
  return searches;
}

const print = (line: string) => process.stdout.write(`${line}\n`);
