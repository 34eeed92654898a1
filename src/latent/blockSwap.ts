/**
 * Styles of one image with a single block taken from another: what that block decides is what then changes.
 * @param onto and `from` styles [2L · S]
 * @param block 0 is the coarsest
 * @returns styles [2L · S]
 */
export function swapBlock(
  onto: Float32Array,
  from: Float32Array,
  block: number,
  layerCount: number,
): Float32Array<ArrayBuffer> {
  const blockLength = onto.length / layerCount;
  const swapped = new Float32Array(onto);
  swapped.set(from.subarray(block * blockLength, (block + 1) * blockLength), block * blockLength);
  return swapped;
}
