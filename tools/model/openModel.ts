import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { readModel, toParams } from '../../src/modelFolder/decodeWeights.ts';
import { ModelFolderError } from '../../src/modelFolder/modelFolderError.ts';
import { AVERAGE_LATENT, type GroupName } from '../../src/modelFolder/schema.ts';
import type { ModelSource } from '../../src/modelFolder/source.ts';
import type { Model } from '../../src/networks/model.ts';
import { startBackend } from '../compute/backend.ts';
import type { Device } from '../compute/devices.ts';
import { hasCode, pathReason, UserError } from '../io/userError.ts';

/** A model in use: its weights are on the backend that was started for it. */
export interface OpenModel extends Model {
  /** The averaged latent w̄, one code per style [2L · S]. */
  readonly averageStyles: Float32Array;
}

/** A model folder on disk. */
export function folderSource(folder: string): ModelSource {
  return {
    async fetch(file) {
      const place = path.join(folder, file);
      const bytes = await readFile(place).catch((cause) => {
        if (!hasCode(cause, 'ENOENT') && !hasCode(cause, 'ENOTDIR')) {
          throw new ModelFolderError('modelInvalid', `${place} cannot be read (${pathReason(cause)}).`, { cause });
        }
        throw new ModelFolderError('modelMissing', `${place} is not there: give the path of a model folder.`, {
          cause,
        });
      });
      return new Uint8Array(bytes);
    },
  };
}

/** Names the model in what is wrong with it. @throws UserError instead of ModelFolderError */
export const sayingWhichModel = <T>(model: string, work: Promise<T>): Promise<T> =>
  work.catch((cause) => {
    if (!(cause instanceof ModelFolderError)) throw cause;
    throw new UserError(`The model ${model} cannot be used: ${cause.message}`, { cause });
  });

/**
 * Opens a model folder, lets `use` work with it, and frees everything.
 * @param groups the networks that are needed; G's weights and w̄ always come
 * @throws UserError when the folder cannot be used or the device does not start
 */
export async function withModel<T>(
  { folder, device, groups }: { folder: string; device: Device; groups: readonly GroupName[] },
  use: (model: OpenModel) => Promise<T>,
): Promise<T> {
  const reading = readModel(folderSource(folder), { groups: ['G', ...groups] });
  const { model, weights } = await sayingWhichModel(folder, reading);
  const backend = await startBackend(device);
  const params = toParams(weights);
  try {
    return await use({ architecture: model.architecture, params, averageStyles: weights[AVERAGE_LATENT]!.values });
  } finally {
    tf.dispose(params);
    await backend.close();
  }
}
