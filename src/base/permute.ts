/**
 * Transposes an array.
 * @param shape of `values`, row-major
 * @param order axis i of the result is axis `order[i]` of `values`
 */
export function permute(values: Float32Array, shape: readonly number[], order: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const lengths = order.map((axis) => shape[axis]!);
  const steps = order.map((axis) => strides[axis]!);
  const result = new Float32Array(values.length);
  const index = lengths.map(() => 0);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = values[from]!;
    for (let axis = index.length - 1; axis >= 0; axis--) {
      index[axis] = index[axis]! + 1;
      from += steps[axis]!;
      if (index[axis]! < lengths[axis]!) break;
      from -= steps[axis]! * lengths[axis]!;
      index[axis] = 0;
    }
  }
  return result;
}
