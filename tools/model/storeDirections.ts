import path from 'node:path';
import { findDirections, sampleStatistics } from '../../src/inference/findDirections.ts';
import { generateImage, mapSamples } from '../../src/inference/inference.ts';
import { measureChanges } from '../../src/latent/directionChange.ts';
import type { FoundKind } from '../../src/latent/directions.ts';
import { type Direction, nameDirections } from '../../src/latent/directions.ts';
import { packModelDirections } from '../../src/modelFolder/directionsFile.ts';
import { readModelFile } from '../../src/modelFolder/read.ts';
import { packModelFile } from '../../src/modelFolder/write.ts';
import { namedByChange } from '../../src/words/directionNames.ts';
import type { Device } from '../compute/devices.ts';
import { writeFileAside } from '../io/atomicFile.ts';
import { UserError } from '../io/userError.ts';
import { folderSource, sayingWhichModel, withModel } from './openModel.ts';

/** Cats on which directions are measured; the same ones always give the same names. */
const MEASURED_CATS = 4;
const MEASURED_SEED = 1;

interface DirectionsOptions {
  /** Model folder, whose directions are replaced. */
  readonly folder: string;
  readonly kinds: readonly FoundKind[];
  /** Of each kind. */
  readonly count: number;
  /** First and last block that they move, and whose style layers SeFa factorises; default: all. */
  readonly blocks?: readonly [first: number, last: number];
  /** Names what they change, as it is measured on pictures; else they are numbered. Default: true. */
  readonly isNamed?: boolean;
  readonly device: Device;
}

/**
 * Computes directions of a model and stores them in its folder, where the studio finds them.
 * @throws UserError
 */
export async function storeDirections({
  folder,
  kinds,
  count,
  blocks,
  isNamed = true,
  device,
}: DirectionsOptions): Promise<Direction[]> {
  const model = await sayingWhichModel(folder, readModelFile(folderSource(folder)));
  const { layerCount } = model.architecture;
  const [firstBlock, lastBlock] = blocks ?? [0, layerCount - 1];
  if (lastBlock >= layerCount) {
    throw new UserError(`${folder} has the blocks 0 to ${layerCount - 1}: give --blocks some of those.`);
  }
  const directions = await withModel({ folder, device, groups: ['F'] }, async (open) => {
    const statistics = await sampleStatistics(open);
    const found: Direction[] = [];
    for (const kind of kinds) {
      const axes = await findDirections(open, { kind, count, firstBlock, lastBlock }, statistics);
      found.push(...nameDirections(axes, { kind, firstBlock, lastBlock }));
    }
    if (!isNamed) return found;
    const { latentSize } = open.architecture;
    const w = await mapSamples(open, MEASURED_SEED, MEASURED_CATS);
    const cats = Array.from({ length: MEASURED_CATS }, (_, i) => w.slice(i * latentSize, (i + 1) * latentSize));
    const changes = await measureChanges(found, cats, open.averageStyles, layerCount, (styles) =>
      generateImage(open, styles),
    );
    return namedByChange(found, changes);
  });
  const { record, bytes } = await packModelDirections(model, directions);
  await writeFileAside(path.join(folder, record.path), bytes);
  const [file, content] = packModelFile({ ...model, directions: record });
  await writeFileAside(path.join(folder, file), content);
  return directions;
}
