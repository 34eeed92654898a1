import { blockSize } from './blockMeaning.ts';
import { curveWords } from './curveWords.ts';
import { grouped } from './language.ts';

/** '41,200 images seen, 16×16 pixels'. @param lod undefined where the level of detail is not known */
export const momentInWords = (imagesSeen: number, lod?: number): string =>
  lod === undefined ? curveWords.seen(grouped(imagesSeen)) : curveWords.seenAt(grouped(imagesSeen), blockSize(lod));

/** '41 k', '1.2 M': short enough for an axis. */
export function shortCount(count: number): string {
  if (count >= 1e6) return curveWords.millions(Number((count / 1e6).toPrecision(3)));
  return count >= 1000 ? curveWords.thousands(Number((count / 1000).toPrecision(3))) : String(count);
}

/** '35 s', '12 min', '3 h 20 min', '2 d 4 h' */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 90) return curveWords.seconds(seconds);
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return curveWords.minutes(minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return curveWords.hours(hours, minutes % 60);
  return curveWords.days(Math.floor(hours / 24), hours % 24);
}

/** '198', '34.2', '1.50', '0.0812' */
export const threeDigits = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
