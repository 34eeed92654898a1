import { expect, test } from 'vitest';
import { batchSentence, photoSentence } from './photoSentences.ts';

const NOTHING = { added: null, framed: 0, fitting: 0, notFound: 0, leftOut: [], onlyProblem: null };

test('many photos are summed up once, and what does not occur is not named', () => {
  expect(batchSentence({ ...NOTHING, added: 30, framed: 24, fitting: 2, notFound: 4 })).toBe(
    '30 photos are in your library. Faces framed: 24. Framed well already: 2. ' +
      'Not framed, since no face was found: 4; they are marked.',
  );
  expect(batchSentence({ ...NOTHING, added: 1, onlyProblem: '“a.txt” is not an image.' })).toBe(
    '1 photo is in your library. “a.txt” is not an image.',
  );
  const texts = ['a.txt', 'b.txt'].map((name) => ({ name, code: 'notAnImage' }) as const);
  expect(batchSentence({ ...NOTHING, added: 0, leftOut: texts })).toBe(
    '2 files were left out: 2 no image (“a.txt”, “b.txt”).',
  );
  expect(batchSentence(NOTHING)).toBe('There was nothing to frame.');
});

test('one photo is named, and a frame that nobody moved is no news', () => {
  expect(photoSentence('garden', 'framedCat')).toContain('The face in “garden” has been framed.');
  expect(photoSentence('stripes', 'notFound')).toContain('it stays as it is');
  expect(photoSentence('Mog', 'fits')).toBe(null);
});
