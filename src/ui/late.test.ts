import { createElement, Suspense } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { fetchLateParts, late } from './late.ts';

it('shows what stands in for a part until its code is fetched, then the part at once', async () => {
  const Named = ({ name }: { readonly name: string }) => `part ${name}`;
  const Part = late(async () => Named);
  const draw = () =>
    renderToStaticMarkup(createElement(Suspense, { fallback: 'waiting' }, createElement(Part, { name: 'a' })));
  expect(draw()).toContain('waiting');
  await fetchLateParts();
  expect(draw()).toBe('part a');
});

it('fetches parts of parts, up to the first that does not come', async () => {
  const fetched: string[] = [];
  const part = (name: string, load: () => void = () => {}) =>
    late(async () => {
      fetched.push(name);
      load();
      return () => null;
    });
  part('whole', () => part('piece'));
  await fetchLateParts();
  expect(fetched).toEqual(['whole', 'piece']);
  late(async () => {
    throw new Error('no network');
  });
  part('other');
  await fetchLateParts();
  expect(fetched).not.toContain('other');
});
