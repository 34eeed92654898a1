import { blockSize } from './blockMeaning.ts';

/** '41,200' */
export const grouped = (count: number): string => Math.round(count).toLocaleString('en');

/** '41,200 images seen, 16×16 pixels'. @param lod undefined where the level of detail is not known */
export const momentInWords = (imagesSeen: number, lod?: number): string =>
  `${grouped(imagesSeen)} images seen${lod === undefined ? '' : `, ${blockSize(lod)} pixels`}`;

/** '41 k', '1.2 M': short enough for an axis. */
export function shortCount(count: number): string {
  if (count >= 1e6) return `${Number((count / 1e6).toPrecision(3))} M`;
  return count >= 1000 ? `${Number((count / 1000).toPrecision(3))} k` : String(count);
}

/** '35 s', '12 min', '3 h 20 min', '2 d 4 h' */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** '198', '34.2', '1.50', '0.0812' */
export const threeDigits = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
