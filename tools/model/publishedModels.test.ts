import { access, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readGroups, readModelFile, readModelIndex, verifyShard } from '../../src/modelFolder/read.ts';
import { packModelIndex } from '../../src/modelFolder/write.ts';
import { folderSource } from './openModel.ts';

const MODELS = 'public/models';
const index = await readModelIndex(folderSource(MODELS));
const folders = index.models.map(({ name }) => path.join(MODELS, name));

/** The most that E and G may weigh, which the first picture waits for, and a whole folder. */
const MOST_BYTES = { codec: 8e6, folder: 16e6 };

it('the list of published models says what their folders say, of all of them', async () => {
  const found = await readdir(MODELS, { withFileTypes: true });
  expect(found.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort()).toEqual(
    index.models.map(({ name }) => name).sort(),
  );
  const models = await Promise.all(folders.map((folder) => readModelFile(folderSource(folder))));
  const [, bytes] = packModelIndex(models);
  expect(index).toEqual(JSON.parse(new TextDecoder().decode(bytes)));
});

describe.each(folders)('%s', (folder) => {
  const source = folderSource(folder);

  it('has every file that it names, weights and directions as they were recorded', async () => {
    const model = await readModelFile(source);
    const groups = await readGroups(source, model, ['E', 'G', 'F', 'D', 'check']);
    expect(groups.E!.length + groups.G!.length).toBeLessThan(MOST_BYTES.codec);
    if (model.directions) await verifyShard(model.directions, await source.fetch(model.directions.path));
    const others = [
      ...(model.replay?.frames ?? []).map((frame) => frame.path),
      ...(model.learning ? [model.learning] : []),
    ];
    await Promise.all(others.map((file) => access(path.join(folder, file))));
  });

  it('is no larger than a model may be', async () => {
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const sizes = files.filter((file) => file.isFile()).map((file) => stat(path.join(file.parentPath, file.name)));
    const bytes = (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
    expect(bytes).toBeLessThan(MOST_BYTES.folder);
  });
});
