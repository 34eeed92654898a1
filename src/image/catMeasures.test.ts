import { expect, test } from 'vitest';
import { measureCat, sidewaysShift } from './catMeasures.ts';
import type { Pixels } from './pixels.ts';

interface Made {
  /** Of the fur: 0 to 255. */
  readonly fur?: readonly [number, number, number];
  /** Of the eyes, as shares of the side. */
  readonly eyeWidth?: number;
  readonly eyeHeight?: number;
  /** How far nose and eyes lie to the right. */
  readonly turn?: number;
  /** How much darker the stripes are. */
  readonly stripes?: number;
}

const SIDE = 64;

/** A face of fur with stripes, two dark eyes and a nose. */
function face({ fur = [150, 140, 130], eyeWidth = 0.1, eyeHeight = 0.08, turn = 0, stripes = 10 }: Made = {}): Pixels {
  const data = new Uint8ClampedArray(4 * SIDE * SIDE);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const [x, y] = [((i % SIDE) + 0.5) / SIDE, (Math.floor(i / SIDE) + 0.5) / SIDE];
    const isIn = (cx: number, cy: number, width: number, height: number) =>
      Math.hypot((x - cx - turn) / width, (y - cy) / height) < 0.5;
    const isEye = isIn(0.32, 0.46, eyeWidth, eyeHeight) || isIn(0.68, 0.46, eyeWidth, eyeHeight);
    const isDark = isEye || isIn(0.5, 0.68, 0.14, 0.1);
    const shade = Math.floor(y * 12) % 2 === 0 ? -stripes : stripes;
    data.set([...fur.map((value) => (isDark ? 20 : value + shade)), 255], 4 * i);
  }
  return { width: SIDE, height: SIDE, data };
}

const plain = measureCat(face());

test('brightness, warmth and contrast are told apart', () => {
  const light = measureCat(face({ fur: [200, 190, 180] }));
  expect(light.brightness - plain.brightness).toBeCloseTo(50 / 255, 1);
  expect(light.warmth).toBeCloseTo(plain.warmth, 1);
  const warm = measureCat(face({ fur: [180, 140, 100] }));
  expect(warm.warmth - plain.warmth).toBeGreaterThan(0.15);
  expect(warm.brightness).toBeCloseTo(plain.brightness, 1);
  const striped = measureCat(face({ stripes: 50 }));
  expect(striped.contrast).toBeGreaterThan(1.3 * plain.contrast);
  expect(striped.brightness).toBeCloseTo(plain.brightness, 1);
});

test('larger eyes are larger and as open; narrow ones are less open', () => {
  const large = measureCat(face({ eyeWidth: 0.2, eyeHeight: 0.16 }));
  expect(large.eyeSize).toBeGreaterThan(1.5 * plain.eyeSize);
  expect(large.eyeOpenness).toBeCloseTo(plain.eyeOpenness, 0);
  const narrow = measureCat(face({ eyeWidth: 0.16, eyeHeight: 0.05 }));
  expect(narrow.eyeOpenness).toBeLessThan(0.6 * plain.eyeOpenness);
  // Light eyes in dark fur count as much.
  const dark = measureCat(face({ fur: [10, 10, 10], stripes: 0 }));
  expect(Number.isFinite(dark.eyeSize)).toBe(true);
});

test('a face that turns moves its middle sideways, whatever becomes of the light', () => {
  expect(sidewaysShift(face(), face({ turn: 4 / 64 }))).toBeCloseTo(4 / 64, 2);
  expect(sidewaysShift(face({ turn: 4 / 64 }), face({ fur: [220, 210, 200] }))).toBeCloseTo(-4 / 64, 2);
  expect(sidewaysShift(face(), face({ fur: [200, 190, 180] }))).toBeCloseTo(0, 2);
});

test('a turn by less than a pixel is one, and a sum of them is no less', () => {
  const steps = [0, 0.5, 1, 1.5, 2].map((pixels) => face({ turn: pixels / SIDE, stripes: 0 }));
  const shifts = steps.slice(1).map((to, i) => SIDE * sidewaysShift(steps[i]!, to));
  const sum = shifts.reduce((total, shift) => total + shift, 0);
  expect(sum).toBeGreaterThan(1.5);
  expect(sum).toBeLessThan(2.5);
});

test('pictures without anything in them have not turned', () => {
  const blank: Pixels = { width: SIDE, height: SIDE, data: new Uint8ClampedArray(4 * SIDE * SIDE).fill(128) };
  expect(sidewaysShift(blank, face())).toBe(0);
  expect(measureCat(blank).contrast).toBeCloseTo(0);
});
