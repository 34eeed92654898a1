import { beforeEach, expect, test } from 'vitest';
import { ImageError } from '../image/imageError.ts';
import { useStudio } from '../store/studio.ts';
import { joinBatch } from './photoBatch.ts';

const studio = () => useStudio.getState();
const added = (name: string, outcome: 'framedCat' | 'notFound' | 'given') =>
  ({ kind: 'added', name, outcome }) as const;
const texts = () => studio().notices.map(({ text }) => text);

beforeEach(() => useStudio.setState(useStudio.getInitialState(), true));

test('thirty photos have one progress and one summary, with those that came meanwhile', () => {
  const note = joinBatch('adding', 28);
  for (let i = 0; i < 12; i++) note(added(`photo ${i}`, 'framedCat'));
  expect(studio().photoBatches.adding).toEqual({ done: 12, total: 28 });
  const other = joinBatch('adding', 2);
  expect(studio().photoBatches.adding).toEqual({ done: 12, total: 30 });
  for (let i = 12; i < 28; i++) note(added(`photo ${i}`, 'notFound'));
  other({ kind: 'leftOut', name: 'a.txt', error: new ImageError('notAnImage', '“a.txt” is not an image.') });
  expect(texts()).toEqual([]);
  other(added('last', 'framedCat'));
  expect(texts()).toEqual([
    '29 photos are in your library. Faces framed: 13. Not framed, since no face was found: 16; they are marked. ' +
      '“a.txt” is not an image.',
  ]);
  expect(studio().photoBatches).toEqual({});
});

test('a single photo has a sentence of its own, and none where its frame was known', () => {
  joinBatch('adding', 1)(added('Mog', 'framedCat'));
  joinBatch('adding', 1)(added('Mirror', 'given'));
  expect(texts()).toEqual(['The face in “Mog” has been framed. “Adjust crop” changes it.']);
});

test('photos that are added and faces that are looked for do not mix', () => {
  const adding = joinBatch('adding', 2);
  const framing = joinBatch('framing', 2);
  framing(added('a', 'framedCat'));
  adding(added('b', 'framedCat'));
  framing(added('c', 'notFound'));
  expect(texts()).toEqual(['Faces framed: 1. Not framed, since no face was found: 1; they are marked.']);
  expect(studio().photoBatches).toEqual({ adding: { done: 1, total: 2 } });
  adding(added('d', 'given')); // the next test begins with nothing under way
});
