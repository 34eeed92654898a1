import { identityOrder, sameNumbers } from './dataOrder.ts';
import type { Traced, Tracer } from './tracer.ts';

// The same numbers in another shape. Most views cost nothing: the graph hears of one only where data must move.

/** The value seen as a tensor of the larger shape; nothing is copied. */
export function broadcastTo(tracer: Tracer, value: Traced, shape: readonly number[]): Traced {
  if (value.fill !== undefined) return tracer.filled(value.fill, shape);
  const missing = shape.length - value.shape.length;
  const padded = missing > 0 ? reshape(tracer, value, [...Array<number>(missing).fill(1), ...value.shape]) : value;
  return { ...padded, shape };
}

/** Reshapes. Where only axes of length 1 come or go, the data order is kept. */
export function reshape(tracer: Tracer, x: Traced, shape: readonly number[]): Traced {
  if (x.fill !== undefined) return tracer.filled(x.fill, shape);
  const longAxes = (lengths: readonly number[]) => [...lengths.keys()].filter((axis) => lengths[axis] !== 1);
  const [oldLong, newLong] = [longAxes(x.shape), longAxes(shape)];
  if (
    !sameNumbers(
      oldLong.map((axis) => x.shape[axis]!),
      newLong.map((axis) => shape[axis]!),
    )
  ) {
    const name = tracer.graph.node('Reshape', [tracer.plain(x).name, tracer.graph.integers(shape)]);
    return { name, shape, order: identityOrder(shape.length), stored: shape };
  }
  const stored = shape.map((n, axis) => (n === 1 ? 1 : x.stored[oldLong[newLong.indexOf(axis)]!]!));
  const unitAxes = [...shape.keys()].filter((axis) => shape[axis] === 1);
  const keptOrder = x.order.filter((axis) => x.shape[axis] !== 1).map((axis) => newLong[oldLong.indexOf(axis)]!);
  const order = [...unitAxes, ...keptOrder];
  const physical = order.map((axis) => stored[axis]!);
  const isSame = sameNumbers(
    physical,
    x.order.map((axis) => x.stored[axis]!),
  );
  const name = isSame ? x.name : tracer.graph.node('Reshape', [x.name, tracer.graph.integers(physical)]);
  return { name, shape, order, stored };
}

/** Only notes that the axes have other places now. */
export function transpose(x: Traced, perm: readonly number[]): Traced {
  return {
    ...x,
    shape: perm.map((axis) => x.shape[axis]!),
    stored: perm.map((axis) => x.stored[axis]!),
    order: x.order.map((axis) => perm.indexOf(axis)),
  };
}

/** The part of the given size from `begin` on. Along an axis where the tensor repeats itself there is nothing to cut. */
export function slice(tracer: Tracer, x: Traced, begin: readonly number[], size: readonly number[]): Traced {
  if (x.fill !== undefined) return tracer.filled(x.fill, size);
  const axes = [...size.keys()].filter((axis) => size[axis] !== x.shape[axis] && x.stored[axis] !== 1);
  const stored = size.map((n, axis) => (x.stored[axis] === 1 ? 1 : n));
  if (axes.length === 0) return { ...x, shape: size, stored };
  const { graph } = tracer;
  const name = graph.node('Slice', [
    x.name,
    graph.integers(axes.map((axis) => begin[axis]!)),
    graph.integers(axes.map((axis) => begin[axis]! + size[axis]!)),
    graph.integers(axes.map((axis) => x.order.indexOf(axis))),
  ]);
  return { name, shape: size, order: x.order, stored };
}

/** Repeats. An axis of length 1 is only noted to be longer. */
export function tile(tracer: Tracer, x: Traced, reps: readonly number[]): Traced {
  const shape = x.shape.map((n, axis) => n * reps[axis]!);
  if (x.fill !== undefined) return tracer.filled(x.fill, shape);
  const counts = x.stored.map((n, axis) => (n === 1 ? 1 : reps[axis]!));
  const stored = x.stored.map((n, axis) => n * counts[axis]!);
  if (counts.every((n) => n === 1)) return { ...x, shape, stored };
  const name = tracer.graph.node('Tile', [x.name, tracer.graph.integers(x.order.map((axis) => counts[axis]!))]);
  return { name, shape, order: x.order, stored };
}
