import type { SeedSearch } from '../src/framing/faceSeeds.ts';
import { findFace } from '../src/framing/findFace.ts';
import { FACE_ALONE } from '../src/framing/modelFraming.ts';
import type { CropBox } from '../src/image/crop.ts';
import { cropPhoto, cropPieces, findSeeds } from '../src/imageWorker/imageClient.ts';
import { resolutionOf } from '../src/networks/architecture.ts';
import { startEngine } from './measure.ts';

/** A search for the face in a photo, in milliseconds. */
export interface FaceSearchMeasurement {
  readonly allMs: number;
  /** Of the cascade. */
  readonly seedsMs: number;
  /** From asking the model to its answer; at first also the rest of what is normal for it, which begins with the seeds. */
  readonly judgingMs: number;
  readonly best: CropBox | null;
}

/**
 * Searches photos as the page does, one after the other, on wasm with as many workers as the page would use. The model is
 * loaded and the photo decoded, as they are when somebody asks; the first search fetches F and D.
 */
export async function measureFaceSearches(
  modelUrl: string,
  photoUrls: readonly string[],
): Promise<readonly FaceSearchMeasurement[]> {
  const engine = await startEngine({ modelUrl, forcedBackend: 'wasm' });
  try {
    const resolution = resolutionOf(engine.model.architecture);
    const measured: FaceSearchMeasurement[] = [];
    for (const url of photoUrls) {
      const file = await (await fetch(url)).blob();
      const { pixels, ...photo } = await cropPhoto(file, { resolution });
      await engine.encode(pixels);
      const seeds = stopwatch((what: SeedSearch) => findSeeds(file, what));
      const judging = stopwatch(async (boxes: readonly CropBox[]) =>
        engine.judge(await cropPieces(file, boxes, { resolution })),
      );
      const search = stopwatch(() => {
        engine.judge([]); // as the page does: meanwhile
        return findFace({
          photo,
          framing: engine.model.framing ?? FACE_ALONE,
          isThorough: true,
          seeds: seeds.run,
          judge: judging.run,
        });
      });
      const [best] = await search.run();
      measured.push({ allMs: search.ms(), seedsMs: seeds.ms(), judgingMs: judging.ms(), best: best?.box ?? null });
    }
    return measured;
  } finally {
    engine.dispose();
  }
}

/** Runs something, and adds up how long that takes. */
function stopwatch<A extends unknown[], T>(work: (...args: A) => Promise<T>) {
  let sum = 0;
  return {
    async run(...args: A): Promise<T> {
      const started = performance.now();
      const result = await work(...args);
      sum += performance.now() - started;
      return result;
    },
    ms: () => sum,
  };
}
