import { newId } from '../base/newId.ts';
import type { Direction, DirectionAxis } from '../latent/directions.ts';
import type { ListedDirection } from '../store/directionsSlice.ts';

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

/** Gives a direction an id, under which its axis is kept. */
export function listDirection({ vector, centre, sigma, ...said }: Direction): ListedDirection {
  const id = newId('direction');
  axes.set(id, { vector, centre, sigma });
  return { id, ...said };
}

/** The whole of a direction of the list. */
export const wholeDirection = ({ id, ...said }: ListedDirection): Direction => ({ ...said, ...axisOf(id) });
