import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';

const FOLDER = 'public/icons';
/** The page's own background, as in public/manifest.webmanifest. */
const BACKGROUND = '#f6f5f3';
/** Of a maskable icon's side: inside the circle that is left of it in any shape, whose diameter is 0.8 of the side. */
const MASKABLE_SHARE = 0.7;

/** Writes the icons of public/manifest.webmanifest anew: public/favicon.svg in pixels. */
async function drawIcons(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  for (const side of [192, 512]) {
    await sharp(await drawing(side))
      .png({ palette: true })
      .toFile(path.join(FOLDER, `${side}.png`));
  }
  await sharp({ create: { width: 512, height: 512, channels: 3, background: BACKGROUND } })
    .composite([{ input: await drawing(Math.round(512 * MASKABLE_SHARE)) }])
    .png({ palette: true })
    .toFile(path.join(FOLDER, 'maskable-512.png'));
}

/** @returns a PNG of `side` pixels, transparent around the cat */
async function drawing(side: number): Promise<Buffer> {
  const svg = await readFile('public/favicon.svg', 'utf8');
  return sharp(Buffer.from(svg.replace('<svg ', `<svg width="${side}" height="${side}" `)))
    .png()
    .toBuffer();
}

await drawIcons();
