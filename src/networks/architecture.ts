/**
 * The networks that G may be: StyleGAN's, as the paper has it, or StyleGAN2's (Karras et al., "Analyzing and Improving the Image
 * Quality of StyleGAN", CVPR 2020).
 */
export const GENERATORS = ['stylegan', 'stylegan2'] as const;
export type GeneratorKind = (typeof GENERATORS)[number];

/** Where an architecture does not say: what all models were before there was a choice. */
export const DEFAULT_GENERATOR: GeneratorKind = 'stylegan';

/**
 * What distinguishes one StyleALAE model from another (paper §5): every width and depth follows from these numbers.
 * The resolution is `4 · 2^(layerCount - 1)`.
 */
export interface Architecture {
  /** Number of blocks in G and in E, 1 (4x4) to 9 (1024x1024). */
  readonly layerCount: number;
  /** Channels of the finest block, before capping. */
  readonly startChannels: number;
  /** No block is wider than this. */
  readonly maxChannels: number;
  /** Components of z and w. */
  readonly latentSize: number;
  /** Fully connected layers of F. */
  readonly mappingLayers: number;
  /** Image channels: 3 for RGB, 1 for grey. */
  readonly channels: number;
  /** Which network G is; default: `DEFAULT_GENERATOR`. */
  readonly generator?: GeneratorKind;
}

/** Fully connected layers of D (paper §4). */
export const DISCRIMINATOR_LAYERS = 3;

/** Pixels per side of the images that block `block` of G makes (0 = coarsest, 4 pixels). */
export const blockResolution = (block: number): number => 4 * 2 ** block;

/** Pixels per side of the model's images. */
export const resolutionOf = (architecture: Architecture): number => blockResolution(architecture.layerCount - 1);

/** Number of styles: two per block of G. */
export const styleCountOf = (architecture: Pick<Architecture, 'layerCount'>): number => 2 * architecture.layerCount;

/** What decides which styles are a block's. */
export type StyleOrder = Pick<Architecture, 'layerCount' | 'generator'>;

/**
 * How many styles the first `blocks` blocks of G have together. StyleGAN's blocks have two each. StyleGAN2 counts one convolution
 * later, since its coarsest block has one only: that block has one style, and the last style is that of the finest block's colours.
 */
export const styleCountUpTo = ({ layerCount, generator }: StyleOrder, blocks: number): number =>
  generator === 'stylegan2' && blocks < layerCount ? Math.max(0, 2 * blocks - 1) : 2 * blocks;

/** The block of G (0 = coarsest) that a style belongs to. */
export const blockOfStyle = ({ layerCount, generator }: StyleOrder, style: number): number =>
  generator === 'stylegan2' ? Math.min(layerCount - 1, Math.ceil(style / 2)) : Math.floor(style / 2);

/** Channels put out by block `block` of G (0 = coarsest). */
export function generatorChannels(architecture: Architecture, block: number): number {
  const { layerCount, startChannels, maxChannels } = architecture;
  return Math.min(maxChannels, startChannels * 2 ** (layerCount - 1 - block));
}

/** Channels [in, out] of block `block` of E (0 = finest: E counts from the image inwards). */
export function encoderChannels(architecture: Architecture, block: number): readonly [number, number] {
  const { startChannels, maxChannels } = architecture;
  return [Math.min(maxChannels, startChannels * 2 ** block), Math.min(maxChannels, startChannels * 2 ** (block + 1))];
}
