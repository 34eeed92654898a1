import { moveAlong } from '../latent/directions.ts';
import { truncateStyles } from '../latent/styles.ts';
import { type StyleOrder, styleCountOf, styleCountUpTo } from '../networks/architecture.ts';
import type { ListedDirection } from '../store/directionsSlice.ts';
import type { LatentSettings } from '../store/latentSlice.ts';

/** What a direction does to a picture: where it leads, and the blocks that it moves. */
export type ActingDirection = Pick<ListedDirection, 'id' | 'vector' | 'centre' | 'sigma' | 'firstBlock' | 'lastBlock'>;

/**
 * Styles of an item as its latent settings change them: moved along each direction in that direction's blocks, then pulled
 * towards the average cat.
 * @param styles of the item as it is, and `averageStyles` of the model [2L · S]
 * @param directions those that the settings may speak of
 * @param order the model's architecture
 */
export function reshapeStyles(
  styles: Float32Array,
  averageStyles: Float32Array,
  directions: readonly ActingDirection[],
  { psi, truncatedBlocks, offsets }: LatentSettings,
  order: StyleOrder,
): Float32Array<ArrayBuffer> {
  const moved = new Float32Array(styles);
  const latentSize = styles.length / styleCountOf(order);
  for (const direction of directions) {
    const { id, firstBlock, lastBlock } = direction;
    const offset = offsets[id];
    if (!offset) continue;
    const end = styleCountUpTo(order, lastBlock + 1);
    for (let style = styleCountUpTo(order, firstBlock); style < end; style++) {
      moveAlong(direction, moved.subarray(style * latentSize, (style + 1) * latentSize), offset);
    }
  }
  return truncateStyles(moved, averageStyles, latentSize, { psi, cutoff: styleCountUpTo(order, truncatedBlocks) });
}

/** The settings with the cat moved to `offset` σ from where it is along one direction. */
export const withOffset = (settings: LatentSettings, directionId: string, offset: number): LatentSettings => ({
  ...settings,
  offsets: { ...settings.offsets, [directionId]: offset },
});

/** What the styles depend on, as a key; directions at rest do not count. */
export function latentKey(
  directions: readonly Pick<ActingDirection, 'id' | 'firstBlock' | 'lastBlock'>[],
  { psi, truncatedBlocks, offsets }: LatentSettings,
): string {
  const moved = directions.flatMap(({ id, firstBlock, lastBlock }) =>
    offsets[id] ? [`${id}:${offsets[id]}:${firstBlock}-${lastBlock}`] : [],
  );
  const truncation = psi === 1 ? '' : `ψ${psi}/${truncatedBlocks}`;
  return [truncation, ...moved.sort()].join(' ');
}
