import { PNG } from 'pngjs';
import type { DroppedFile } from './studioPage.ts';

/** A photo that no other seed gives, as a PNG file: every decoder reads the same numbers from it. */
export function photo(name: string, seed: number, width = 150, height = 110): DroppedFile {
  const png = new PNG({ width, height });
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    const wave = (channel: number) => Math.sin((x * (seed + channel)) / 40 + (y * (4 - channel)) / 30 + seed * channel);
    const isEar = Math.hypot(x - width / (1 + seed), y - height / 2) < height / 4;
    png.data.set([...[0, 1, 2].map((channel) => 128 + 100 * wave(channel) * (isEar ? -1 : 1)), 255], 4 * i);
  }
  return { name: `${name}.png`, bytes: PNG.sync.write(png) };
}
