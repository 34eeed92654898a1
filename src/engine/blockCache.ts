import * as tf from '@tensorflow/tfjs-core';
import type { Architecture } from '../networks/architecture.ts';
import type { BlockFeatures, GenerateOptions } from '../networks/generation.ts';

/**
 * What G's blocks put out for the last picture. A slider changes the styles of some blocks only: the next picture is
 * computed from the first block whose styles differ, to the same bits.
 */
export interface BlockCache {
  /**
   * How to generate an image of these styles: from kept features where there are any, and keeping new ones.
   * @param styles [2L · S], coarsest first
   * @param noise names the planes that G is given: features of other noise are of no use
   */
  optionsFor(styles: Float32Array, noise: string): Pick<GenerateOptions, 'from' | 'onFeatures'>;
  /** What the kept features take. */
  readonly byteLength: number;
  dispose(): void;
}

/** All blocks but the last of a model of 1024 pixels and 16 channels there take 62 MiB. */
const BLOCK_CACHE_BYTES = 64 * 2 ** 20;
/** One without noise, one with the noise that was last asked for. */
const MOST_ENTRIES = 2;

/** One image's features under one noise setting, from block 0 on without a gap. */
interface Entry {
  readonly styles: Float32Array;
  readonly features: BlockFeatures[];
}

/** @param limitBytes features that would go beyond are not kept: those of fine blocks, which are the largest */
export function createBlockCache(architecture: Architecture, limitBytes = BLOCK_CACHE_BYTES): BlockCache {
  const entries = new Map<string, Entry>(); // the least recently used first
  const blockLength = 2 * architecture.latentSize;
  const lastBlock = architecture.layerCount - 1;
  let byteLength = 0;

  function drop(features: readonly BlockFeatures[]): void {
    for (const { x } of features) {
      byteLength -= bytesOf(x);
      x.dispose();
    }
  }

  /** Lets older entries go until there is room. */
  function makeRoom(bytes: number, own: Entry): boolean {
    for (const [noise, entry] of entries) {
      if (byteLength + bytes <= limitBytes) break;
      if (entry === own) continue;
      drop(entry.features);
      entries.delete(noise);
    }
    return byteLength + bytes <= limitBytes;
  }

  return {
    get byteLength() {
      return byteLength;
    },

    optionsFor(styles, noise) {
      const known = entries.get(noise);
      const usable = known ? Math.min(known.features.length, firstDifference(known.styles, styles, blockLength)) : 0;
      if (known) drop(known.features.splice(usable));
      const entry: Entry = { styles: styles.slice(), features: known?.features ?? [] };
      entries.delete(noise);
      entries.set(noise, entry);
      for (const [oldest, { features }] of entries) {
        if (entries.size <= MOST_ENTRIES) break;
        drop(features);
        entries.delete(oldest);
      }
      return {
        from: entry.features.at(-1),
        onFeatures({ block, x }) {
          // Nothing comes after the last block that another style could change.
          if (block === lastBlock || block !== entry.features.length || !makeRoom(bytesOf(x), entry)) return;
          entry.features.push({ block, x: tf.keep(x) });
          byteLength += bytesOf(x);
        },
      };
    },

    dispose() {
      for (const { features } of entries.values()) drop(features);
      entries.clear();
    },
  };
}

const bytesOf = (x: tf.Tensor): number => 4 * x.size;

/** The first block whose two styles are not the same; the block count where all are. */
function firstDifference(a: Float32Array, b: Float32Array, blockLength: number): number {
  const index = a.findIndex((value, i) => value !== b[i]);
  return Math.floor((index < 0 ? a.length : index) / blockLength);
}
