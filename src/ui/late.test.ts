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

it('fetches parts of parts, and passes over those that do not come', async () => {
  const fetched: string[] = [];
  late(async () => {
    throw new Error('no network');
  });
  late(async () => {
    fetched.push('whole');
    late(async () => {
      fetched.push('piece');
      return () => null;
    });
    return () => null;
  });
  await fetchLateParts();
  expect(fetched).toContain('whole');
  expect(fetched).toContain('piece');
});
