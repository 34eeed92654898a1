/** Data order of feature maps for ONNX's convolutions: NCHW out of NHWC. */
export const CHANNELS_FIRST = [0, 3, 1, 2];

/** Data order of their kernels: [out, in, h, w] out of [h, w, in, out]. */
export const KERNEL_ORDER = [3, 2, 0, 1];

/** Data order of a weight of this shape: convolution kernels lie as ONNX wants them, everything else as tfjs does. */
export const orderOf = (shape: readonly number[]): readonly number[] =>
  shape.length === 4 ? KERNEL_ORDER : identityOrder(shape.length);

/** Row-major: the last axis is the fastest. */
export const identityOrder = (rank: number): number[] => [...Array(rank).keys()];

export const sameNumbers = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((n, i) => n === b[i]);
