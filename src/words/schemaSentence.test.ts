import { expect, it } from 'vitest';
import { parseSchema } from '../latent/styles.ts';
import { schemaSentence } from './schemaSentence.ts';

const sentence = (word: string) => schemaSentence(parseSchema(word, word.length));

it('says what the source gives', () => {
  expect(sentence('SDDDD')).toBe('Shape from the cat above; all else from the cat on the left.');
  expect(sentence('DDSSS')).toBe(
    'Eyes and muzzle, markings and colour and fur from the cat above; all else from the cat on the left.',
  );
});

it('names a meaning once that several blocks share', () => {
  expect(sentence('DDDDDDSSS')).toBe('Fine fur from the cat above; all else from the cat on the left.');
});

it('has sentences for all, nothing and rows that differ', () => {
  expect(sentence('SSS')).toBe('Everything comes from the cat above.');
  expect(sentence('DDD')).toBe('Everything comes from the cat on the left.');
  expect(schemaSentence([1, 'both'])).toMatch(/^The rows differ/);
});

it('says how much where the source gives a part', () => {
  expect(schemaSentence([1, 0, 0, 0.3, 0])).toBe(
    'Shape and 30% of markings from the cat above; all else from the cat on the left.',
  );
  expect(schemaSentence([0.5, 1, 1])).not.toContain('Everything');
});

it('calls the two by their names where they have others', () => {
  const names = { source: 'Tabby', destination: 'Tuxedo' };
  expect(schemaSentence([1, 0, 0, 0, 0], names)).toBe('Shape from Tabby; all else from Tuxedo.');
  expect(schemaSentence([0, 0], names)).toBe('Everything comes from Tuxedo.');
});
