import type { Pixels } from './pixels.ts';

/** What can be read off the picture of a cat's face that fills it, by simple means. Each is comparable between pictures only. */
export interface CatMeasures {
  /** Mean luma of the face: 0 to 1. */
  readonly brightness: number;
  /** Mean of red minus blue: -1 to 1. */
  readonly warmth: number;
  /** Standard deviation of luma: 0 to 0.5. */
  readonly contrast: number;
  /** Extent of what stands out where the eyes are, as a share of the picture's side. */
  readonly eyeSize: number;
  /** Height of the same by its width. */
  readonly eyeOpenness: number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Parts of the picture, from 0 to 1: what is beside the head counts for nothing. */
const FACE: Box = { left: 0.15, top: 0.15, right: 0.85, bottom: 0.9 };
/** Where framed cats have an eye each, with what is around it. */
const EYES: readonly Box[] = [
  { left: 0.14, top: 0.3, right: 0.48, bottom: 0.58 },
  { left: 0.52, top: 0.3, right: 0.86, bottom: 0.58 },
];
/** Nose and mouth: where the eyes are framed alike, they move sideways when the head turns. */
const MIDDLE: Box = { left: 0.3, top: 0.45, right: 0.7, bottom: 0.85 };

/** Measures a square picture of a framed cat. */
export function measureCat(picture: Pixels): CatMeasures {
  const face = coloursIn(picture, FACE);
  const lumas = face.map(lumaOf);
  const brightness = mean(lumas);
  const eyes = EYES.map((box) => eyeIn(picture, box));
  return {
    brightness,
    warmth: mean(face.map(([r, , b]) => r - b)),
    contrast: Math.sqrt(mean(lumas.map((luma) => (luma - brightness) ** 2))),
    eyeSize: mean(eyes.map(({ width, height }) => Math.sqrt(width * height))),
    eyeOpenness: mean(eyes.map(({ width, height }) => height / width)),
  };
}

/** How far is looked for a shift, as a share of the side. */
const MOST_SHIFT = 0.08;
/** Edges that go along less than this have not shifted but changed. */
const LEAST_CORRELATION = 0.5;

/**
 * How far the middle of the face lies further to the right in one picture than in another that is much like it, as a share of the
 * side: by the shift at which its upright edges agree best, between pixels too. 0 where they do not agree.
 */
export function sidewaysShift(from: Pixels, to: Pixels): number {
  const [before, after] = [uprightEdges(from), uprightEdges(to)];
  const side = from.width;
  const most = Math.round(MOST_SHIFT * side);
  const { left, top, right, bottom } = pixelBox(from, MIDDLE);
  const agreements = Array.from({ length: 2 * most + 1 }, (_, i) => {
    let [both, one, other] = [0, 0, 0];
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const a = before[y * side + x]!;
        const b = after[y * side + x + i - most] ?? 0;
        both += a * b;
        one += a * a;
        other += b * b;
      }
    }
    return one > 0 && other > 0 ? both / Math.sqrt(one * other) : 0;
  });
  const best = agreements.indexOf(Math.max(...agreements));
  return agreements[best]! < LEAST_CORRELATION ? 0 : (best - most + peakBeside(agreements, best)) / side;
}

/** How far the peak of a curve lies beside its largest value: that of the parabola through it and its neighbours, -0.5 to 0.5. */
function peakBeside(values: readonly number[], largest: number): number {
  const [before, at, after] = [values[largest - 1], values[largest]!, values[largest + 1]];
  if (before === undefined || after === undefined) return 0;
  const bend = before - 2 * at + after;
  return bend < 0 ? (before - after) / (2 * bend) : 0;
}

type Colour = readonly [r: number, g: number, b: number];

const lumaOf = ([r, g, b]: Colour): number => 0.299 * r + 0.587 * g + 0.114 * b;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const pixelBox = ({ width, height }: Pixels, { left, top, right, bottom }: Box): Box => ({
  left: Math.round(left * width),
  top: Math.round(top * height),
  right: Math.round(right * width),
  bottom: Math.round(bottom * height),
});

const colourAt = ({ width, data }: Pixels, x: number, y: number): Colour => {
  const at = 4 * (y * width + x);
  return [data[at]! / 255, data[at + 1]! / 255, data[at + 2]! / 255];
};

function coloursIn(picture: Pixels, part: Box): Colour[] {
  const { left, top, right, bottom } = pixelBox(picture, part);
  const colours: Colour[] = [];
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) colours.push(colourAt(picture, x, y));
  return colours;
}

/** Extent of what differs most from the fur in a part of the picture: twice the spread either way, as shares of the side. */
function eyeIn(picture: Pixels, part: Box): { readonly width: number; readonly height: number } {
  const { left, top, right, bottom } = pixelBox(picture, part);
  const colours = coloursIn(picture, part);
  const fur = [0, 1, 2].map((channel) => median(colours.map((colour) => colour[channel]!)));
  const distances = colours.map((colour) => Math.hypot(...colour.map((value, channel) => value - fur[channel]!)));
  const threshold = (mean(distances) + Math.max(...distances)) / 2;
  let [total, sumX, sumY, sumXX, sumYY] = [0, 0, 0, 0, 0];
  for (let y = 0; y < bottom - top; y++) {
    for (let x = 0; x < right - left; x++) {
      const weight = Math.max(0, distances[y * (right - left) + x]! - threshold);
      total += weight;
      sumX += weight * x;
      sumY += weight * y;
      sumXX += weight * x * x;
      sumYY += weight * y * y;
    }
  }
  // A pixel's own width keeps one that stands alone from having none.
  const extent = (sum: number, squares: number, side: number) =>
    (2 * Math.sqrt(Math.max(0, total > 0 ? squares / total - (sum / total) ** 2 : 0) + 1 / 12)) / side;
  return { width: extent(sumX, sumXX, picture.width), height: extent(sumY, sumYY, picture.height) };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** Differences of luma between each pixel's neighbours on the right and on the left [height · width]. */
function uprightEdges(picture: Pixels): Float32Array {
  const { width, height } = picture;
  const edges = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 1; x < width - 1; x++) {
      edges[y * width + x] = lumaOf(colourAt(picture, x + 1, y)) - lumaOf(colourAt(picture, x - 1, y));
    }
  }
  return edges;
}
