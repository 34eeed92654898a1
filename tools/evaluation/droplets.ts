import { type Architecture, blockResolution } from '../../src/networks/architecture.ts';

/** The part of all places that droplets are looked for in. */
const LARGEST_PART = 0.001;
/** Images that are looked at, and bytes that the energies of all their places may take. */
const MOST_IMAGES = 256;
const MOST_BYTES = 2 ** 28;

/** What a block's largest places hold. */
export interface Droplets {
  /** Pixels per side of the block's features. */
  readonly sidePixels: number;
  /** Share of the features' energy: about `LARGEST_PART` where it lies evenly, near 1 where a droplet has it all. */
  readonly share: number;
}

const placesOf = ({ layerCount }: Architecture): number[] =>
  Array.from({ length: layerCount }, (_, block) => blockResolution(block) ** 2);

/** How many images of a model are looked at. */
export function dropletImages(architecture: Architecture, imageCount: number): number {
  const places = placesOf(architecture).reduce((sum, count) => sum + count, 0);
  return Math.max(1, Math.min(imageCount, MOST_IMAGES, Math.floor(MOST_BYTES / (4 * places))));
}

/**
 * How much of each block's energy lies in the largest thousandth of its places, all images together: StyleGAN gathers it in one
 * spot, which shows as a drop of water (Karras et al. 2020, §2.1).
 * @param energies Σ x² over the channels at every place of every block, image by image [N · Σ r²]
 */
export function measureDroplets(energies: Float32Array, architecture: Architecture): Droplets[] {
  const places = placesOf(architecture);
  const perImage = places.reduce((sum, count) => sum + count, 0);
  const images = energies.length / perImage;
  let start = 0;
  return places.map((count, block) => {
    const all = new Float32Array(images * count);
    for (let i = 0; i < images; i++) {
      const from = i * perImage + start;
      all.set(energies.subarray(from, from + count), i * count);
    }
    start += count;
    return { sidePixels: blockResolution(block), share: shareOfLargest(all) };
  });
}

/** What the largest thousandth of the numbers, at least one, is of their sum. The numbers are sorted in place. */
function shareOfLargest(numbers: Float32Array): number {
  numbers.sort();
  const largest = numbers.subarray(numbers.length - Math.max(1, Math.round(LARGEST_PART * numbers.length)));
  const total = sum(numbers);
  return total > 0 ? sum(largest) / total : 0;
}

const sum = (numbers: Float32Array): number => numbers.reduce((total, value) => total + value, 0);
