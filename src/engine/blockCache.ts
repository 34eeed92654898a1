import * as tf from '@tensorflow/tfjs-core';
import { type Architecture, blockOfStyle, type StyleOrder, styleCountOf } from '../networks/architecture.ts';
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
  const lastBlock = architecture.layerCount - 1;
  let byteLength = 0;

  function drop(features: readonly BlockFeatures[]): void {
    for (const kept of features) {
      byteLength -= bytesOf(kept);
      tf.dispose(tensorsOf(kept));
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
      const usable = known ? Math.min(known.features.length, firstDifference(known.styles, styles, architecture)) : 0;
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
        onFeatures(features) {
          const { block } = features;
          const bytes = bytesOf(features);
          // Nothing comes after the last block that another style could change.
          if (block === lastBlock || block !== entry.features.length || !makeRoom(bytes, entry)) return;
          for (const tensor of tensorsOf(features)) tf.keep(tensor);
          entry.features.push(features);
          byteLength += bytes;
        },
      };
    },

    dispose() {
      for (const { features } of entries.values()) drop(features);
      entries.clear();
    },
  };
}

/** A coarser picture serves one block's features alone: the next block has another. */
const tensorsOf = ({ x, coarser }: BlockFeatures): tf.Tensor[] => (coarser ? [x, coarser] : [x]);

const bytesOf = (features: BlockFeatures): number => tensorsOf(features).reduce((sum, { size }) => sum + 4 * size, 0);

/** The first block whose styles are not the same; the block count where all are. */
function firstDifference(a: Float32Array, b: Float32Array, order: StyleOrder): number {
  const index = a.findIndex((value, i) => value !== b[i]);
  const latentSize = a.length / styleCountOf(order);
  return index < 0 ? order.layerCount : blockOfStyle(order, Math.floor(index / latentSize));
}
