/** The value of a function at a place, and its gradient there. */
export interface Slope {
  readonly value: number;
  readonly gradient: Float32Array;
}

/** Pairs of steps and changes of the gradient that the curvature is estimated from, if they find room in `HISTORY_NUMBERS`. */
const HISTORY_LENGTH = 20;
const HISTORY_NUMBERS = 2 ** 22;
/** A step is taken when it keeps this part of the descent that the slope promised (Armijo's condition). */
const SUFFICIENT = 1e-4;
/** Shorter steps than these parts of the last one tried are not believed in, nor longer ones. */
const [SHORTEST, LONGEST] = [0.1, 0.5];

interface Pair {
  readonly step: Float32Array;
  readonly change: Float32Array;
  /** 1 / (step · change) */
  readonly inverse: number;
}

/**
 * Seeks a minimum by L-BFGS (Nocedal and Wright, Numerical Optimization 2006, algorithms 7.4 and 7.5) with backtracking.
 * @param evaluate is asked for one place after the other, the start included; null ends the search
 * @param firstLength Euclidean length of the first step, when nothing is known of the curvature
 */
export async function minimise(
  start: Float32Array,
  evaluate: (x: Float32Array) => Promise<Slope | null>,
  firstLength: number,
): Promise<void> {
  const capacity = Math.max(1, Math.min(HISTORY_LENGTH, Math.floor(HISTORY_NUMBERS / start.length)));
  const pairs: Pair[] = [];
  let x = start;
  let here = await evaluate(x);
  while (here && Number.isFinite(here.value)) {
    const direction = quasiNewtonDirection(here.gradient, pairs);
    const descent = dot(direction, here.gradient);
    const length = Math.sqrt(dot(direction, direction));
    if (!(length > 0)) return; // a flat place
    let rate = pairs.length > 0 ? 1 : firstLength / length;
    let next: Float32Array;
    let there: Slope | null;
    for (;;) {
      next = x.map((value, i) => value + rate * direction[i]!);
      there = await evaluate(next);
      if (!there || there.value <= here.value + SUFFICIENT * rate * descent) break;
      if (next.every((value, i) => value === x[i])) return; // no shorter step can be told from none
      rate *= shorterBy(here.value, there.value, rate * descent);
    }
    if (there) remember(pairs, capacity, difference(next, x), difference(there.gradient, here.gradient));
    x = next;
    here = there;
  }
}

/** The two-loop recursion: minus the gradient, times what the pairs tell of the inverse of the Hessian. */
function quasiNewtonDirection(gradient: Float32Array, pairs: readonly Pair[]): Float32Array {
  const direction = gradient.map((value) => -value);
  const shares: number[] = [];
  for (let i = pairs.length - 1; i >= 0; i--) {
    const { step, change, inverse } = pairs[i]!;
    shares[i] = inverse * dot(step, direction);
    addScaled(direction, change, -shares[i]!);
  }
  const newest = pairs.at(-1);
  if (newest) {
    const scale = 1 / (newest.inverse * dot(newest.change, newest.change));
    for (let i = 0; i < direction.length; i++) direction[i]! *= scale;
  }
  for (const [i, { step, change, inverse }] of pairs.entries()) {
    addScaled(direction, step, shares[i]! - inverse * dot(change, direction));
  }
  return direction;
}

/** Where the parabola through value, slope and the value that was tried has its minimum, as a part of the step tried. */
function shorterBy(value: number, tried: number, slope: number): number {
  const part = -slope / (2 * (tried - value - slope));
  return Number.isFinite(part) ? Math.min(LONGEST, Math.max(SHORTEST, part)) : SHORTEST;
}

/** Keeps a pair if the function curves upwards along it, as a minimum's surroundings do. */
function remember(pairs: Pair[], capacity: number, step: Float32Array, change: Float32Array): void {
  const curvature = dot(step, change);
  if (curvature <= 1e-10 * Math.sqrt(dot(step, step) * dot(change, change))) return;
  pairs.push({ step, change, inverse: 1 / curvature });
  if (pairs.length > capacity) pairs.shift();
}

const difference = (a: Float32Array, b: Float32Array): Float32Array => a.map((value, i) => value - b[i]!);

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addScaled(target: Float32Array, x: Float32Array, scale: number): void {
  for (let i = 0; i < target.length; i++) target[i]! += scale * x[i]!;
}
