import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { recordOwnCheck } from '../../src/inference/recordOwnCheck.ts';
import { readModelFile, readModelIndex } from '../../src/modelFolder/read.ts';
import {
  INDEX_FILE,
  MODEL_FILE,
  type ModelFile,
  type WeightArrays,
  type WeightDtype,
} from '../../src/modelFolder/schema.ts';
import { type ModelFacts, PACK_DEFAULTS, packModelIndex, writeModel } from '../../src/modelFolder/write.ts';
import { checkReplaceable, writeDirectoryAside } from '../io/atomicDirectory.ts';
import { writeFileAside } from '../io/atomicFile.ts';
import { folderSource, sayingWhichModel } from './openModel.ts';

interface ModelWriting {
  /** Model folder to write. */
  readonly out: string;
  /** What the weights come from, for errors. */
  readonly from: string;
  /** All of model.json but the folder's name and what packing adds. */
  readonly facts: Omit<ModelFacts, 'name'>;
  /** All parameters and `wAverage`. */
  readonly weights: WeightArrays;
  /** Wanted: where halves would change the pictures, 32 bits are taken. */
  readonly dtype?: WeightDtype;
  /** Writes what else belongs into the folder. */
  readonly addFiles?: (directory: string) => Promise<void>;
}

/**
 * Checks that a model folder may be written, before the work begins.
 * @throws UserError
 */
export const checkModelReplaceable = (out: string, force: boolean): Promise<void> =>
  checkReplaceable(out, { marker: MODEL_FILE, what: 'a model', force });

/**
 * Writes a model folder whole or not at all, with a check recorded on the current backend, and brings index.json beside it up
 * to date.
 * @throws UserError naming `from` when its weights cannot be packed
 */
export async function writeModelFolder(writing: ModelWriting): Promise<ModelFile> {
  const { out, from, facts, weights, addFiles } = writing;
  const wanted = writing.dtype ?? PACK_DEFAULTS.dtype;
  const { check, dtype } = await recordOwnCheck(weights, facts.architecture, wanted);
  const name = path.basename(path.resolve(out));
  const model = await writeDirectoryAside(out, async (directory) => {
    const write = (file: string, bytes: Uint8Array) => writeFile(path.join(directory, file), bytes);
    const content = { name, ...facts, weights: { ...weights, ...check } };
    const packed = await sayingWhichModel(from, writeModel(content, write, { dtype }));
    await addFiles?.(directory);
    return packed;
  });
  await writeIndex(path.dirname(path.resolve(out)), name);
  return model;
}

/** Brings index.json up to date: the models that it knows and that are still there, then the new one. */
async function writeIndex(models: string, newName: string): Promise<void> {
  const present = new Set(await readdir(models));
  const index = present.has(INDEX_FILE) && (await sayingWhichModel(newName, readModelIndex(folderSource(models))));
  const known = index ? index.models.map(({ name }) => name) : [];
  const names = [...new Set([...known, newName])].filter((name) => present.has(name));
  const files = await Promise.all(
    names.map((name) => {
      const folder = path.join(models, name);
      return sayingWhichModel(folder, readModelFile(folderSource(folder)));
    }),
  );
  const [file, bytes] = packModelIndex(files);
  await writeFileAside(path.join(models, file), bytes);
}
