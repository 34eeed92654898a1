import type { Stats } from './feed.ts';
import type { LossName } from './losses.ts';

/** Losses of the two adversaries when D cannot tell real from generated and says so: every score is 0. */
export const BALANCE = { discriminator: 2 * Math.LN2, generator: Math.LN2 } as const;
/** Undefined for a curve that has no balance. */
export const balanceOf = (curve: string): number | undefined => (BALANCE as Record<string, number>)[curve];

/** The curves that tell whether a training goes well. */
export type JudgedCurve = LossName | 'imagesPerSecond';

/** What a curve says about the training. */
interface Verdict {
  /** `early`: too little to go by. */
  readonly tone: 'good' | 'watch' | 'early';
  readonly text: string;
}

/** A verdict is on the median of this many of the newest lines, all of one level of detail. */
const RECENT = 15;
const FEWEST = 4;
/** Bounds within which neither adversary is far ahead: a rule of thumb. */
const [CAUGHT, FOOLED] = [0.2, 0.8];
/** A change of less than this part of the value is none. */
const STEADY = 0.05;

/** What the newest lines say, in a sentence. @param stats not empty */
export function verdictOn(curve: JudgedCurve, stats: readonly Stats[]): Verdict {
  const lod = stats.at(-1)?.lod;
  const level = stats.slice(stats.findLastIndex((line) => line.lod !== lod) + 1);
  const recent = level.slice(-RECENT);
  if (recent.length < FEWEST) return { tone: 'early', text: 'This level has only begun: too early to tell.' };
  switch (curve) {
    case 'discriminator':
      return onDiscriminator(medianOf(recent, (line) => line.discriminator));
    case 'generator':
      return onGenerator(medianOf(recent, (line) => line.generator));
    case 'latent':
      return onError(level.map((line) => line.latent));
    case 'photo':
      return onError(level.flatMap((line) => line.photo ?? []));
    case 'imagesPerSecond':
      return onSpeed(level, recent);
  }
}

/** e^(-loss/2) is the probability, as a geometric mean, that D gives to the right answer; the penalty makes it less. */
function onDiscriminator(loss: number): Verdict {
  const text = `At ${loss.toFixed(2)}`;
  if (loss < 0.8) {
    const right = percent(Math.exp(-loss / 2));
    return { tone: 'watch', text: `${text} it is ${right} sure of the right answer: D is ahead, G has to catch up.` };
  }
  if (loss < 1.1) return { tone: 'good', text: `${text}, a little below the balance of 1.39: D is slightly ahead.` };
  if (loss <= 1.7) return { tone: 'good', text: `${text}, near the balance of 1.39: neither side wins.` };
  if (loss <= 2.5) {
    return { tone: 'good', text: `${text}, somewhat above the balance of 1.39: the penalty comes on top of it.` };
  }
  return {
    tone: 'watch',
    text:
      `${text}, far above the balance of 1.39: D is wrong often or its penalty is large. That is usual in the first minutes ` +
      'of a level; if it stays or grows, the learning rate is too high.',
  };
}

/** e^(-loss) is the probability, as a geometric mean, that D gives to a generated image's being real. */
function onGenerator(loss: number): Verdict {
  const passes = Math.exp(-loss);
  const text = `A generated image passes for real with ${percent(passes)}`;
  if (passes < CAUGHT) return { tone: 'watch', text: `${text}: D sees through most of them, and G learns from that.` };
  if (passes > FOOLED)
    return { tone: 'watch', text: `${text}: D is fooled by nearly all, so G learns little from it.` };
  return { tone: 'good', text: `${text}; 50% is balance.` };
}

/** @param level a reconstruction's error, line by line of this level */
function onError(level: readonly number[]): Verdict {
  if (level.length < FEWEST) return { tone: 'early', text: 'It has only begun: too early to tell.' };
  const now = median(level.slice(-RECENT));
  if (level.length < 2 * RECENT) return { tone: 'early', text: `Now ${now.toFixed(3)}; the level is young.` };
  const before = median(level.slice(-2 * RECENT, -RECENT));
  const first = median(level.slice(0, RECENT));
  const since = `${now.toFixed(3)} now, ${first.toFixed(3)} at the beginning of this level`;
  if (now > before * (1 + STEADY))
    return { tone: 'watch', text: `${since}: rising just now. A while of that is usual.` };
  if (now < before * (1 - STEADY)) return { tone: 'good', text: `${since}: falling, reconstructions get closer.` };
  return { tone: 'good', text: `${since}: steady just now.` };
}

function onSpeed(level: readonly Stats[], recent: readonly Stats[]): Verdict {
  const of = (line: Stats) => line.imagesPerSecond;
  const [now, usual] = [medianOf(recent, of), medianOf(level, of)];
  const text = `${now.toFixed(1)} images a second`;
  if (now < 0.8 * usual) {
    return {
      tone: 'watch',
      text: `${text}, usually ${usual.toFixed(1)} at this level: perhaps something else uses the machine.`,
    };
  }
  return { tone: 'good', text: `${text}, steady for this level.` };
}

const medianOf = (lines: readonly Stats[], of: (line: Stats) => number): number => median(lines.map(of));

function median(numbers: readonly number[]): number {
  const values = [...numbers].sort((a, b) => a - b);
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
}

const percent = (part: number): string => `${Math.round(100 * part)}%`;
