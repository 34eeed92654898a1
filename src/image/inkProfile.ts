/** Frames of JPEG: SOF0 to SOF15 without the three that are something else. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
const START_OF_SCAN = 0xda;
const APP2 = 0xe2;
const PROFILE = 'ICC_PROFILE\0';
const INKS = 4;
/** Of a segment: the number of components stands so far behind its marker. */
const COMPONENTS_OFFSET = 9;

/**
 * A JPEG in CMYK without its colour profile, anything else as it is. Browsers and sharp disagree on such profiles by up to 46 of
 * 255, Chromium even on whether greys are grey; without one, each ink takes its part of the light away everywhere.
 */
export function withoutInkProfile(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const profiles: (readonly [start: number, end: number])[] = [];
  let isInk = false;
  // A marker is 0xff, perhaps some more of them, and its number; then comes the length of what follows, with itself.
  for (let start = 2; start + COMPONENTS_OFFSET < bytes.length && bytes[start] === 0xff; ) {
    let at = start;
    while (bytes[at + 1] === 0xff) at++;
    const marker = bytes[at + 1]!;
    if (marker === START_OF_SCAN) break;
    const end = at + 2 + 256 * bytes[at + 2]! + bytes[at + 3]!;
    if (isFrame(marker)) isInk = bytes[at + COMPONENTS_OFFSET] === INKS;
    if (marker === APP2 && isProfile(bytes, at + 4)) profiles.push([start, end]);
    start = end;
  }
  if (!isInk || profiles.length === 0) return bytes;
  const kept = new Uint8Array(bytes.length);
  let [from, length] = [0, 0];
  for (const [start, end] of [...profiles, [bytes.length, bytes.length] as const]) {
    kept.set(bytes.subarray(from, start), length);
    length += start - from;
    from = end;
  }
  return kept.subarray(0, length);
}

const isProfile = (bytes: Uint8Array, at: number): boolean =>
  Array.from(PROFILE).every((character, i) => bytes[at + i] === character.charCodeAt(0));
