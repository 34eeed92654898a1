import { FILES } from './sharedFiles.ts';
import { SENTENCES } from './sharedSentences.ts';

/*
 * Rooms below the catalogue, the command line among those that call them, say what fails in English, and workers and servers
 * hand it on as text. So that text is the key: where it is shown, its template is looked for among those that are known here,
 * and what stood in its gaps is translated in turn. `catalogue.test.ts` reads every such sentence out of the source and
 * wants its template here.
 */

interface Template {
  readonly pattern: RegExp;
  /** With `{1}`, `{2}` … for what stood in the gaps. */
  readonly japanese: string;
  readonly literalLength: number;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const templateOf = ([english, japanese]: [string, string]): Template => {
  const literals = english.split('{}');
  return {
    pattern: new RegExp(`^${literals.map(escaped).join('([\\s\\S]*?)')}$`),
    japanese,
    literalLength: literals.join('').length,
  };
};

/** The most particular ones first. Made when the first sentence is to be translated. */
let templates: readonly Template[] | null = null;

const known = (): readonly Template[] => {
  templates ??= Object.entries({ ...SENTENCES, ...FILES })
    .map(templateOf)
    .sort((a, b) => b.literalLength - a.literalLength);
  return templates;
};

/** A sentence, or several one after the other, or what stood in the gap of one, in Japanese; as it is where nothing is known of it. */
export function translateShared(text: string): string {
  const whole = translateOne(text);
  if (whole !== null) return whole;
  const quoted = /^“([\s\S]*)”$/.exec(text);
  if (quoted) return `「${quoted[1]}」`;
  const sentences = text.split(/(?<=[.!?]) (?=\S)/);
  if (sentences.length === 1) return text;
  const translated = sentences.map((sentence) => translateOne(sentence));
  return translated.every((each) => each === null) ? text : translated.map((each, i) => each ?? sentences[i]).join('');
}

function translateOne(text: string): string | null {
  for (const { pattern, japanese } of known()) {
    const match = pattern.exec(text);
    if (match) return japanese.replace(/\{(\d+)\}/g, (_, gap: string) => translateShared(match[Number(gap)] ?? ''));
  }
  return null;
}
