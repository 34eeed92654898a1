import { repeatW, TRUNCATION_DEFAULTS, truncateStyles } from '../latent/styles.ts';
import { transientParams } from '../modelFolder/decodeWeights.ts';
import { AVERAGE_LATENT, type WeightArrays, type WeightDtype } from '../modelFolder/schema.ts';
import type { Architecture } from '../networks/architecture.ts';
import { generateImage, mapSamples } from './inference.ts';
import { pixelsToTensor } from './pixelTensor.ts';
import { CHECK_TOLERANCE, deviationOf, recordCheck } from './selfCheck.ts';

const CHECK_SEED = 1;

/**
 * Records the check of a model that comes without pictures, on the current backend: the input is an image of the model's
 * own, so one that it knows its way with.
 * @param weights all parameters and `wAverage`
 * @param wanted how the folder would store them
 * @returns the check, and how the folder is to store them: in 32 bits where halves would change the check's output by more
 * than `CHECK_TOLERANCE`, as they do with some young models
 */
export async function recordOwnCheck(
  weights: WeightArrays,
  architecture: Architecture,
  wanted: WeightDtype,
): Promise<{ readonly check: WeightArrays; readonly dtype: WeightDtype }> {
  const image = await ownImage(weights, architecture);
  const exact = await recordCheck(weights, architecture, image, 'float32');
  if (wanted === 'float32') return { check: exact, dtype: wanted };
  const halved = await recordCheck(weights, architecture, image, wanted);
  if (deviationOf(halved, exact) > CHECK_TOLERANCE) return { check: exact, dtype: 'float32' };
  return { check: halved, dtype: wanted };
}

/** A truncated sample of the model, r · r · C values in [-1, 1]. */
async function ownImage(weights: WeightArrays, architecture: Architecture): Promise<Float32Array> {
  const { layerCount, latentSize, channels } = architecture;
  const model = { architecture, params: transientParams(weights, 'float32') };
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
