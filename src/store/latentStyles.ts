import type { PrincipalComponents } from '../engine/protocol.ts';
import { moveAlong } from '../latent/principalComponents.ts';
import { truncateStyles } from '../latent/styles.ts';
import { type Dial, dialDefaults, type LatentSettings } from './latentSlice.ts';

/**
 * Styles of an item as its latent settings change them: moved along the components in each dial's blocks, then pulled
 * towards the average cat.
 * @param styles of the item as it is, and `averageStyles` of the model [2L · S]
 * @param components null while they are being computed: the dials then rest
 */
export function reshapeStyles(
  styles: Float32Array,
  averageStyles: Float32Array,
  components: PrincipalComponents | null,
  { psi, truncatedBlocks, dials }: LatentSettings,
  layerCount: number,
): Float32Array<ArrayBuffer> {
  const moved = new Float32Array(styles);
  const latentSize = styles.length / (2 * layerCount);
  for (let style = 0; components && style < 2 * layerCount; style++) {
    const code = moved.subarray(style * latentSize, (style + 1) * latentSize);
    code.set(moveAlong(components, code, offsetsAt(dials, Math.floor(style / 2))));
  }
  return truncateStyles(moved, averageStyles, latentSize, { psi, cutoff: 2 * truncatedBlocks });
}

/** The offsets in σ that act on a block, by component. */
function offsetsAt(dials: LatentSettings['dials'], block: number): (number | undefined)[] {
  const offsets: (number | undefined)[] = [];
  for (const [component, { offset, firstBlock, lastBlock }] of Object.entries(dials)) {
    if (firstBlock <= block && block <= lastBlock) offsets[Number(component)] = offset;
  }
  return offsets;
}

/** The settings with one dial changed. */
export function withDial(
  settings: LatentSettings,
  component: number,
  change: Partial<Dial>,
  layerCount: number,
): LatentSettings {
  const dial = { ...dialDefaults(layerCount), ...settings.dials[component], ...change };
  return { ...settings, dials: { ...settings.dials, [component]: dial } };
}

/** What the picture depends on, as a key; dials at rest do not count. */
export function latentKey({ psi, truncatedBlocks, noise, dials }: LatentSettings): string {
  const moved = Object.entries(dials).flatMap(([component, { offset, firstBlock, lastBlock }]) =>
    offset === 0 ? [] : [`${component}:${offset}:${firstBlock}-${lastBlock}`],
  );
  const truncation = psi === 1 ? '' : `ψ${psi}/${truncatedBlocks}`;
  return [truncation, noise.kind === 'seeded' ? `noise${noise.seed}` : '', ...moved].join(' ');
}
