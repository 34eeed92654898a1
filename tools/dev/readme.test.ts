import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const [english, japanese] = ['README.md', 'README.ja.md'].map((file) => readFileSync(file, 'utf8')) as [string, string];

const headings = (text: string): string[] => withoutCode(text).match(/^#+(?= )/gm) ?? [];
const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '');

/** Commands in blocks and between backticks, without what is said of them. */
const commands = (text: string): string[] =>
  [
    ...[...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block]) => block!.trim().split('\n')),
    ...[...text.matchAll(/`(npm run [^`]+)`/g)].map(([, command]) => command!),
  ].map((line) => line.replace(/\s+#.*$/, ''));

const pictures = (text: string): string[] =>
  [...text.matchAll(/docs\/screenshots\/(?:ja-)?([\w-]+?)-(?:light|dark)\.webp/g)].map(([, name]) => name!);

test('README.ja.md has the headings of README.md, one for one', () => {
  expect(headings(japanese)).toEqual(headings(english));
});

test('README.ja.md gives the commands of README.md', () => {
  expect(commands(english)).toContain('npm ci && npm start');
  expect(commands(japanese)).toEqual(commands(english));
});

test('README.ja.md shows the pictures of README.md', () => {
  expect(pictures(japanese)).toEqual(pictures(english));
});

test('each README names the other', () => {
  expect(english).toContain('(README.ja.md)');
  expect(japanese).toContain('(README.md)');
});
