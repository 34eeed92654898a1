import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { servePage, servesFolder } from './servePage.ts';

it('answers with a folder as it is, not as it was when the page was built', async () => {
  const root = await mkdtemp(path.join(os.tmpdir(), 'alae-serve-'));
  const [outDir, models] = [path.join(root, 'dist'), path.join(root, 'models')];
  await mkdir(path.join(outDir, 'models', 'gone'), { recursive: true });
  await mkdir(models);
  await writeFile(path.join(outDir, 'index.html'), '<title>page</title>');
  await writeFile(path.join(outDir, 'models', 'index.json'), '"built"');
  await writeFile(path.join(outDir, 'models', 'gone', 'model.json'), '"built"');
  await writeFile(path.join(models, 'index.json'), '"first"');
  await writeFile(path.join(root, 'secret.json'), '"secret"');
  const plugins = [servesFolder('models', models)];
  const { address, close } = await servePage({ outDir, port: 4399, open: false, plugins, isGuest: true });
  try {
    const get = (file: string, headers = {}) => fetch(new URL(file, address), { headers });
    expect(await (await get('')).text()).toContain('page');
    const first = await get('models/index.json');
    expect(first.headers.get('content-type')).toBe('application/json');
    expect(first.headers.get('cache-control')).toBe('no-cache');
    expect(await first.json()).toBe('first');
    const etag = first.headers.get('etag')!;
    expect((await get('models/index.json', { 'if-none-match': etag })).status).toBe(304);
    await writeFile(path.join(models, 'index.json'), '"published since"');
    expect(await (await get('models/index.json', { 'if-none-match': etag })).json()).toBe('published since');
    expect((await get('models/gone/model.json')).status).toBe(404);
    expect((await get('models/')).status).toBe(404);
    expect((await get('models/..%2fsecret.json')).status).toBe(404);
    expect((await get('models/%')).status).toBe(404);
  } finally {
    await close();
    await rm(root, { recursive: true, force: true });
  }
});
