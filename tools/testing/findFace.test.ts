import { existsSync } from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileCascade } from '../../src/framing/cascade.ts';
import catFace from '../../src/framing/catFace.json' with { type: 'json' };
import { findSeeds } from '../../src/framing/faceSeeds.ts';
import { findFace } from '../../src/framing/findFace.ts';
import { FACE_ALONE } from '../../src/framing/modelFraming.ts';
import personFace from '../../src/framing/personFace.json' with { type: 'json' };
import type { CropBox } from '../../src/image/crop.ts';
import type { Pixels } from '../../src/image/pixels.ts';
import { cropTo } from '../../src/image/resample.ts';
import { UNFAMILIAR } from '../../src/latent/familiarity.ts';
import { readModel, toParams } from '../../src/modelFolder/decodeWeights.ts';
import { resolutionOf } from '../../src/networks/architecture.ts';
import type { Model } from '../../src/networks/model.ts';
import { startBackend } from '../compute/backend.ts';
import { decodePixels, loadSharp, readPixels } from '../io/imageFiles.ts';
import { folderSource } from '../model/openModel.ts';
import { type Judge, judgeOf } from '../model/strangeness.ts';
import { filesOf, type Heads, isHit, pasteHead, SAMPLE_HEADS, type SceneOptions } from './scenes.ts';

const CASCADE = compileCascade(catFace);
const MODEL = 'public/models/cats64';

const SHARED_FOLDER = '../shared/samples';
const SHARED: Heads = {
  folder: SHARED_FOLDER,
  files: existsSync(SHARED_FOLDER) ? filesOf(SHARED_FOLDER, '.jpg') : [],
  size: 512,
  face: { left: 95, top: 127, size: 322 },
};

let model: Model;
let knowledge: Judge;

beforeAll(async () => {
  await startBackend('wasm');
  const { model: file, weights } = await readModel(folderSource(MODEL), { groups: ['E', 'G', 'F', 'D'] });
  model = { architecture: file.architecture, params: toParams(weights) };
  knowledge = await judgeOf(model);
}, 120_000);
afterAll(() => tf.dispose(model.params));

const judge = (photo: Pixels, boxes: readonly CropBox[]): Promise<number[]> =>
  knowledge.strangeness(boxes.map((box) => cropTo(photo, box, resolutionOf(model.architecture))));

/** How many of the heads, pasted into larger pictures, are framed right by the first proposal. */
async function countHits(heads: Heads, options: Omit<SceneOptions, 'shortSide'>): Promise<number> {
  let hits = 0;
  for (let index = 0; index < heads.files.length; index++) {
    const { photo, truth } = await pasteHead(heads, index, { ...options, shortSide: 480 });
    const [best] = await findFace({
      photo,
      framing: FACE_ALONE,
      isThorough: true,
      seeds: async (search) => (search.face === 'cat' ? findSeeds(CASCADE, photo, search) : []),
      judge: (boxes) => judge(photo, boxes),
    });
    if (isHit(best?.box, truth)) hits++;
  }
  return hits;
}

describe('a face in a larger picture', { timeout: 300_000 }, () => {
  it('is found in 10 of the page’s 12 sample cats, leaning by up to 25 degrees', async () => {
    expect(SAMPLE_HEADS.files).toHaveLength(12);
    expect(await countHits(SAMPLE_HEADS, { seed: 1, maxAngle: 25 })).toBeGreaterThanOrEqual(10);
  });

  it.skipIf(SHARED.files.length === 0).each([
    [0, 1],
    [30, 4],
  ])(
    'is found in 13 of 16 larger samples (skipped where ../shared is missing), leaning by up to %i degrees',
    async (maxAngle, seed) => {
      expect(SHARED.files).toHaveLength(16);
      expect(await countHits(SHARED, { seed, maxAngle })).toBeGreaterThanOrEqual(13);
    },
  );
});

describe('a person', () => {
  const CASCADES = { cat: CASCADE, person: compileCascade(personFace) };

  it.each([0, 90, 180])('is found in a photo that is turned by %i degrees, and no cat is', async (angle) => {
    const sharp = await loadSharp();
    const photo = await decodePixels(await sharp('tools/testing/fixtures/astronaut.jpg').rotate(angle).toBuffer());
    const found = await findFace({
      photo,
      framing: FACE_ALONE,
      isThorough: false,
      seeds: async (search) => findSeeds(CASCADES[search.face], photo, search),
      judge: (boxes) => judge(photo, boxes),
    });
    expect(found[0]).toMatchObject({ isSure: true, box: { angle: expect.closeTo(angle, -1) } });
    expect(found.map(({ seen }) => seen)).not.toContain('cat');
  });
});

describe('what is no cat', () => {
  it('gives no face on a blank wall, which is strange to the model too', async () => {
    const wall: Pixels = { width: 400, height: 300, data: new Uint8ClampedArray(4 * 400 * 300).fill(190) };
    expect(findSeeds(CASCADE, wall)).toEqual([]);
    const [strangeness] = await judge(wall, [{ left: 50, top: 0, size: 300 }]);
    expect(strangeness).toBeGreaterThan(UNFAMILIAR);
  });

  it('is stranger than every sample cat of the page but a few', async () => {
    const strangeness = await Promise.all(
      SAMPLE_HEADS.files.map(async (file) =>
        judge(await readPixels(path.join(SAMPLE_HEADS.folder, file)), [SAMPLE_HEADS.face]),
      ),
    );
    expect(strangeness.flat().filter((value) => value > UNFAMILIAR).length).toBeLessThanOrEqual(1);
  });
});
