import type { RecordedTensor } from '../tools/convert/goldenCases.ts';
import type { ModulatedFixture } from '../tools/testing/modulatedFixture.ts';

/** Weights and what the reference implementation makes of them, as JSON that `golden.ts` reads in the page. */
export function goldenFile(
  { architecture, weights }: Pick<ModulatedFixture, 'architecture' | 'weights'>,
  golden: Record<string, RecordedTensor>,
): string {
  const plain = (tensors: Record<string, RecordedTensor>) =>
    Object.fromEntries(
      Object.entries(tensors).map(([name, { shape, values }]) => [name, { shape, values: Array.from(values) }]),
    );
  return JSON.stringify({
    architecture,
    weights: plain(weights),
    golden: plain(golden),
  });
}
