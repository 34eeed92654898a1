import { repeatW, TRUNCATION_DEFAULTS, truncateStyles } from '../latent/styles.ts';
import { transientParams } from '../modelFolder/decodeWeights.ts';
import { AVERAGE_LATENT, type WeightArrays, type WeightDtype } from '../modelFolder/schema.ts';
import type { Architecture } from '../networks/architecture.ts';
import { generateImage, mapSamples } from './inference.ts';
import { pixelsToTensor } from './pixelTensor.ts';
import { recordCheck } from './selfCheck.ts';

const CHECK_SEED = 1;

/**
 * Records the check of a model that comes without pictures, on the current backend: the input is an image of the model's
 * own, so one that it knows its way with.
 * @param weights all parameters and `wAverage`
 * @param dtype how the folder will store them
 */
export async function recordOwnCheck(
  weights: WeightArrays,
  architecture: Architecture,
  dtype: WeightDtype,
): Promise<WeightArrays> {
  return recordCheck(weights, architecture, await ownImage(weights, architecture, dtype), dtype);
}

/** A truncated sample of the model, r · r · C values in [-1, 1]. */
async function ownImage(weights: WeightArrays, architecture: Architecture, dtype: WeightDtype): Promise<Float32Array> {
  const { layerCount, latentSize, channels } = architecture;
  const model = { architecture, params: transientParams(weights, dtype) };
  const styles = repeatW(await mapSamples(model, CHECK_SEED, 1), layerCount);
  const average = weights[AVERAGE_LATENT]!.values;
  const image = await generateImage(model, truncateStyles(styles, average, latentSize, TRUNCATION_DEFAULTS));
  const tensor = pixelsToTensor(image, channels);
  try {
    return await tensor.data<'float32'>();
  } finally {
    tensor.dispose();
  }
}
