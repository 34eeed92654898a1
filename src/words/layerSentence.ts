import { type DifferenceMap, overallDifference } from '../image/difference.ts';
import { blockMeaning, blockSize } from './blockMeaning.ts';
import { layerWords } from './layerWords.ts';

interface Named {
  readonly name: string;
}

/** The name of a picture in which one cat has another's block. */
export const swapName = ({ onto, from, block }: { onto: Named; from: Named; block: number }): string =>
  layerWords.swapped(onto.name, blockSize(block), from.name);

/** What a block does, in one sentence: what it is known for, and what it did when it was swapped. */
export function layerSentence(block: number, layerCount: number, effect: DifferenceMap | null): string {
  const meaning = blockMeaning(block, layerCount);
  if (!effect) return layerWords.decides(meaning);
  const percent = (100 * overallDifference(effect)) / 255;
  return layerWords.decidesMeasured(meaning, percent.toFixed(percent < 10 ? 1 : 0), place(effect));
}

/** How much more than its share the middle quarter has to change before it is called the place. */
const CONCENTRATED = 1.25;

function place({ width, height, values }: DifferenceMap): string {
  let middle = 0;
  let all = 0;
  values.forEach((value, pixel) => {
    const [x, y] = [(pixel % width) + 0.5, Math.floor(pixel / width) + 0.5];
    all += value;
    if (Math.abs(x - width / 2) < width / 4 && Math.abs(y - height / 2) < height / 4) middle += value;
  });
  const concentration = all === 0 ? 1 : (4 * middle) / all;
  if (concentration > CONCENTRATED) return layerWords.place.middle;
  return concentration < 1 / CONCENTRATED ? layerWords.place.edges : layerWords.place.everywhere;
}
