import { strongestEigenvectors } from './eigenvectors.ts';

/**
 * Closed-form factorisation of style layers (Shen and Zhou, "Closed-Form Factorization of Latent Semantics in GANs", CVPR
 * 2021, §3): the directions n that change a layer's output A·n most are the eigenvectors of AᵀA with the largest eigenvalues.
 * As in that work's published implementation the layers are stacked, and each row of A, one output of a layer, is
 * brought to length 1, so that no layer counts for more because its weights are larger.
 * @param weights of the fully connected layers S → outputs, each [S, outputs] row by row: the transpose of A
 * @returns at most `count` unit vectors [S], strongest first
 */
export function styleFactors(
  weights: readonly Float32Array[],
  latentSize: number,
  count: number,
): Float32Array<ArrayBuffer>[] {
  const gram = new Float64Array(latentSize * latentSize);
  for (const values of weights) addGram(gram, values, latentSize);
  return strongestEigenvectors(gram, latentSize, count);
}

/** Adds aᵀa of each row a of a layer's A, brought to length 1; a row of zeros adds nothing. */
function addGram(gram: Float64Array, weight: Float32Array, latentSize: number): void {
  const outputs = weight.length / latentSize;
  const row = new Float64Array(latentSize);
  for (let output = 0; output < outputs; output++) {
    let squares = 0;
    for (let i = 0; i < latentSize; i++) {
      row[i] = weight[i * outputs + output]!;
      squares += row[i]! ** 2;
    }
    if (squares === 0) continue;
    for (let i = 0; i < latentSize; i++) {
      const value = row[i]! / squares;
      for (let j = 0; j < latentSize; j++) gram[i * latentSize + j]! += value * row[j]!;
    }
  }
}
