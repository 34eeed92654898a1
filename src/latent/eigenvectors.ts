import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { oriented } from './directions.ts';

/**
 * Unit eigenvectors of a symmetric matrix, largest eigenvalue first.
 * @param matrix [size, size], row by row
 * @returns at most `count` vectors [size], each with its largest entry positive
 */
export function strongestEigenvectors(matrix: Float64Array, size: number, count: number): Float32Array<ArrayBuffer>[] {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(Matrix.from1DArray(size, size, matrix), {
    assumeSymmetric: true,
  });
  return realEigenvalues
    .map((_, index) => index)
    .sort((a, b) => realEigenvalues[b]! - realEigenvalues[a]!)
    .slice(0, count)
    .map((index) => oriented(Float32Array.from(eigenvectorMatrix.getColumn(index))));
}
