import type { DirectionAxis } from '../latent/directions.ts';

/**
 * Axes of directions, by direction id: arrays, so not in the store. They stay when a direction is removed, since undo may bring
 * it back; each takes a few hundred bytes.
 */
const axes = new Map<string, DirectionAxis>();

export function axisOf(id: string): DirectionAxis {
  const axis = axes.get(id);
  if (!axis) throw new Error(`There is no axis of direction ${id}.`);
  return axis;
}

export const keepAxis = (id: string, axis: DirectionAxis): void => {
  axes.set(id, axis);
};
