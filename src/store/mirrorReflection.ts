import type { Pixels } from '../image/pixels.ts';
import { repeatW } from '../latent/styles.ts';
import { engine } from './session.ts';

/** A picture as the model redraws it, past every cache: the next one is another. */
export async function reflect(image: Pixels, signal: AbortSignal): Promise<Pixels> {
  const w = await engine().encode(image, { signal });
  return engine().generate(repeatW(w, engine().model.architecture.layerCount), { kind: 'none' }, { signal });
}
