import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { catalogueFunctions, type SourceText, sourceFiles, textsIn } from '../../tools/testing/sourceWords.ts';
import { japanese } from './japanese/japanese.ts';
import { FILES } from './japanese/sharedFiles.ts';
import { SENTENCES } from './japanese/sharedSentences.ts';
import { PARTS, speak, translated } from './language.ts';

const englishOf = async (part: string): Promise<Words> =>
  Object.values((await import(`./${part}Words.ts`)) as Record<string, Words>)[0]!;

type Words = { readonly [key: string]: Words | string | readonly unknown[] | ((...args: never[]) => string) };

/** 'sort.move: function' for every word of a part. */
function shapeOf(words: Words, path = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && !Array.isArray(value)
      ? shapeOf(value as Words, `${path}${key}.`)
      : [`${path}${key}: ${Array.isArray(value) ? value.length : typeof value}`],
  );
}

describe.each(PARTS)('the words of %s', (part) => {
  it('are all there in Japanese, and none besides', async () => {
    expect(shapeOf(japanese.parts[part] as Words)).toEqual(shapeOf(await englishOf(part)));
  });

  it('have the same gaps, and fill each', () => {
    const [english, own] = [`src/words/${part}Words.ts`, `src/words/japanese/${part}.ts`].map(catalogueFunctions);
    expect(Object.fromEntries(own!)).toEqual(Object.fromEntries(english!));
    for (const [key, { parameters, used }] of english!) expect(used, key).toEqual(parameters);
  });

  it('are no longer than files may be', () => {
    for (const file of [`src/words/${part}Words.ts`, `src/words/japanese/${part}.ts`]) {
      expect(readFileSync(file, 'utf8').split('\n').length, file).toBeLessThanOrEqual(400);
    }
  });
});

/** Rooms whose words are those of the catalogue. */
const PAGE_ROOMS = ['page', 'panels', 'ui', 'runs', 'actions', 'store', 'pictures', 'session', 'words'];

/** Rooms that the command line shares, or that run in workers: they speak English, and `japanese/shared.ts` translates it. */
const SHARED_ROOMS = [
  'image',
  'learning',
  'latent',
  'modelFolder',
  'convert',
  'recipes',
  'imageWorker',
  'engine',
  'modelImport',
  'session',
  'actions',
  'panels',
  'pictures',
];

/** Texts of the page that are the same in every language. */
const SAME_EVERYWHERE = new Set(['Alae Studio', 'S', 'D', '{} dB', 'PSNR', 'MSE', 'SSIM', '{} MB', '{}px {}px']);
const COMMAND = /^npm run alae\b/;
const KEYS = /^(Ctrl|Shift|Space)( (Shift|Space|Delete|[A-Z]|[←↑→↓]))+$/;

/** Whether a text is a row of Tailwind's classes: half of them have hyphens, colons or brackets in them. */
function isClasses(text: string): boolean {
  const words = text.trim().split(' ');
  return words.filter((word) => /^[!*a-z[-].*[-:[(]\S/.test(word)).length >= words.length / 2;
}

/** What is read by programs and by nobody else. */
const UNREAD: readonly RegExp[] = [
  /^(crop|thumbnail|input|rival|reconstruction|mix|latent|between|encoded| at) \{\}/, // keys of pictures (pictureSpec.ts)
  /^\{\} as encoded$/,
  /^noise \{\}$|^no noise$/,
  /^(500|600|\{\}) \{\}px /,
  /^linear-gradient/,
  /^[\w.]+ (encode|bytearray|complex|frozenset|set|slice|object|defaultdict|deque|date|datetime|time|timedelta)$/,
  /^[\w.]+ (dtype|ndarray|scalar|device)$/,
  /^os posix nt /, // modules (unpickle.ts)
];

const isSentence = ({ text }: SourceText): boolean =>
  /^[A-Z“].*[a-z] \S/.test(text) ||
  /[a-z’]+ [a-z’]{2,}/.test(text) ||
  /\{\}[,:;.]? [a-z]{2,}|[a-z]{2,} \{\}/.test(text);

const TEMPLATES = new Set(Object.keys({ ...SENTENCES, ...FILES }));
const isKnown = ({ text }: SourceText): boolean => TEMPLATES.has(text) || UNREAD.some((pattern) => pattern.test(text));

const shown = ({ file, text }: SourceText): string => `${file}: ${text}`;

test('nothing is said on the page that is in no catalogue', () => {
  const files = PAGE_ROOMS.flatMap((room) => sourceFiles(`src/${room}`)).filter(
    (file) => !/src\/words\/(\w+Words|japanese)/.test(file),
  );
  const strays = files
    .flatMap(textsIn)
    .filter((text) => text.kind === 'words' || isSentence(text))
    .filter(({ text }) => !SAME_EVERYWHERE.has(text) && !COMMAND.test(text) && !KEYS.test(text) && !isClasses(text))
    .filter((text) => !isKnown(text));
  expect(strays.map(shown)).toEqual([]);
});

test('every sentence of the other rooms has its Japanese', () => {
  const strays = SHARED_ROOMS.flatMap((room) => sourceFiles(`src/${room}`))
    .flatMap(textsIn)
    .filter((text) => text.kind === 'literal' && isSentence(text) && !isClasses(text.text))
    .filter(({ text }) => !SAME_EVERYWHERE.has(text) && !KEYS.test(text))
    .filter((text) => !isKnown(text));
  expect(strays.map(shown)).toEqual([]);
});

test.each(Object.entries({ ...SENTENCES, ...FILES }))('“%s” has its gaps in Japanese', (english, own) => {
  const count = english.split('{}').length - 1;
  const gaps = [...own.matchAll(/\{(\d+)\}/g)].map(([, gap]) => Number(gap)).sort();
  expect(gaps).toEqual(Array.from({ length: count }, (_, i) => i + 1));
});

test('samples have Japanese names', () => {
  for (const list of ['samples', 'notCats']) {
    const { samples } = JSON.parse(readFileSync(`public/samples/${list}.json`, 'utf8')) as {
      samples: { name: string }[];
    };
    for (const { name } of samples) expect(TEMPLATES, name).toContain(name);
  }
});

test('what fails in a worker or on a server is said in Japanese where that is spoken', async () => {
  const sentence = '“cat.tif” is a TIFF or raw photo, which this browser cannot open: save it as JPEG or PNG first.';
  expect(translated(sentence)).toBe(sentence);
  await speak('ja');
  try {
    expect(translated(sentence)).toBe(
      '「cat.tif」はTIFF か RAW の写真で、このブラウザでは開けません。まず JPEG か PNG で保存してください。',
    );
    expect(
      translated('No backend can be used here. webgl: it does not start. wasm: this browser has no WebAssembly SIMD.'),
    ).toBe(
      'ここで使える計算方式がありません。webgl: 始まりません。wasm: このブラウザには WebAssembly SIMD がありません。',
    );
    expect(translated('TypeError: Failed to fetch')).toBe('TypeError: Failed to fetch');
  } finally {
    await speak('en');
  }
});

test('half-width katakana is nowhere', () => {
  const files = sourceFiles('src/words/japanese');
  expect(files.every((file) => existsSync(file))).toBe(true);
  for (const file of files) expect(readFileSync(file, 'utf8'), file).not.toMatch(/[\uFF61-\uFF9F]/);
});
