import { type Architecture, styleCountOf } from '../networks/architecture.ts';
import type { NumberArray } from './npy.ts';
import { repeatW } from './styles.ts';

/**
 * Codes as arrays hold them: w, [N, S], where every style of an image is the same, else all styles, [N, 2L, S].
 * @param styles of each image [2L · S]
 */
export function codesOf(styles: readonly Float32Array[], { layerCount, latentSize }: Architecture): NumberArray {
  const isOne = styles.every((image) => image.every((value, i) => value === image[i % latentSize]));
  const length = isOne ? latentSize : 2 * layerCount * latentSize;
  const values = new Float32Array(styles.length * length);
  for (const [i, image] of styles.entries()) values.set(image.subarray(0, length), i * length);
  return { shape: [styles.length, ...(isOne ? [] : [2 * layerCount]), latentSize], values };
}

/**
 * The styles [2L · S] of each image whose codes an array holds.
 * @throws Error that says which shape was expected, as the end of a sentence that names the file
 */
export function stylesOfCodes({ shape, values }: NumberArray, architecture: Architecture): Float32Array<ArrayBuffer>[] {
  const { layerCount, latentSize } = architecture;
  const styleCount = styleCountOf(architecture);
  const [count, ...one] = shape.length === 1 ? [1, ...shape] : shape;
  const isOne = one.length === 1 && one[0] === latentSize;
  const isAll = one.length === 2 && one[0] === styleCount && one[1] === latentSize;
  if (!isOne && !isAll) {
    throw new Error(
      `is [${shape.join(', ')}]: this model’s codes are [N, ${latentSize}] or [N, ${styleCount}, ${latentSize}]`,
    );
  }
  const length = values.length / count!;
  return Array.from({ length: count! }, (_, i) => {
    const code = values.slice(i * length, (i + 1) * length);
    return isOne ? repeatW(code, layerCount) : code;
  });
}
