/** What the studio speaks, as BCP 47 tags. */
export const LANGUAGES = ['en', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What each calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', ja: '日本語' };

/** The parts of the catalogue: each is `<part>Words.ts` in English and `japanese/<part>.ts` in Japanese. */
export const PARTS = [
  'page',
  'help',
  'ui',
  'panel',
  'layer',
  'likeness',
  'curve',
  'card',
  'model',
  'compare',
  'refine',
  'reconstruct',
  'latent',
  'kittens',
  'name',
  'morph',
  'mix',
  'session',
  'library',
  'framing',
  'runs',
  'notice',
  'file',
  'error',
] as const;
type Part = (typeof PARTS)[number];

/** What another language makes of the English words. */
export interface Catalogue {
  readonly parts: Readonly<Record<Part, object>>;
  /** Of a sentence of a room of `src` that speaks English alone; the sentence itself where it is not known. */
  readonly translate: (sentence: string) => string;
}

/** Null: English. */
let japanese: Catalogue | null = null;
const listeners = new Set<() => void>();

export const language = (): Language => (japanese ? 'ja' : 'en');

/** How numbers, dates and lists are written. */
export const locale = (): string => (japanese ? 'ja' : 'en-GB');

/** '41,200' */
export const grouped = (count: number): string => Math.round(count).toLocaleString(locale());

/** Speaks a language from now on; its catalogue is fetched where it is not English. */
export async function speak(wanted: Language): Promise<void> {
  const catalogue = wanted === 'ja' ? (await import('./japanese/japanese.ts')).japanese : null;
  if (catalogue === japanese) return;
  japanese = catalogue;
  for (const listener of listeners) listener();
}

/** Calls `listener` whenever another language is spoken. @returns what ends that */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A part's words: the English ones, for as long as no other language is spoken. They are not for keeping in constants. */
export const spoken = <Words extends object>(part: Part, english: Words): Words =>
  new Proxy(english, { get: (words, key) => Reflect.get(japanese?.parts[part] ?? words, key) });

/**
 * A sentence of a room that speaks English and nothing else, since the command line, workers and files have it from there
 * too, in the language that is spoken: `japanese/shared.ts` knows it by its English text.
 */
export const translated = (sentence: string): string => japanese?.translate(sentence) ?? sentence;
