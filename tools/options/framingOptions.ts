import { type Command, InvalidArgumentError } from 'commander';
import type { CropBox } from '../../src/image/crop.ts';
import { wholeNumber } from './optionNumbers.ts';

/** What the options of `framingOptions` come to. */
export interface FramingOptions {
  readonly frame?: CropBox;
  readonly images: number;
}

/** Adds the options that say how framing is measured from a data set. */
export const framingOptions = (command: Command): Command =>
  command
    .option(
      '--frame <left,top,right,bottom/side>',
      'edges of the square that the model was trained on, in images of that side (default: the whole images)',
      square,
    )
    .option('--images <number>', 'images to look at', wholeNumber(20), 1000);

/** @returns in parts of the side */
export function square(text: string): CropBox {
  const numbers = /^(\d+),(\d+),(\d+),(\d+)\/(\d+)$/.exec(text)?.slice(1).map(Number);
  const [left, top, right, bottom, side] = numbers ?? [];
  if (!numbers || right! <= left! || right! - left! !== bottom! - top! || right! > side! || bottom! > side!) {
    throw new InvalidArgumentError('It must be a square inside the images, as in 95,127,417,449/512.');
  }
  return { left: left! / side!, top: top! / side!, size: (right! - left!) / side! };
}
