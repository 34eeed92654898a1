/** Noise planes of G: none (the deterministic substitute), or planes drawn from a seed, the same for every image. */
export type NoiseSetting = { readonly kind: 'none' } | { readonly kind: 'seeded'; readonly seed: number };

/**
 * What pictures are drawn with, on the page and by the tools, unless another noise is asked for. G has learnt with noise,
 * and leaves single hairs to it.
 */
export const NOISE_DEFAULT = { kind: 'seeded', seed: 1 } as const satisfies NoiseSetting;

/** A setting as a key. */
export const noiseKey = (noise: NoiseSetting): string => (noise.kind === 'none' ? 'no noise' : `noise ${noise.seed}`);
