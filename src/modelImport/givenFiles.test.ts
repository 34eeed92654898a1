import { describe, expect, test } from 'vitest';
import { findCheckpoints, freeName, sortGivenFiles, stemOf } from './givenFiles.ts';

/** A file as react-dropzone gives it. */
function given(path: string): File {
  const file = new File([], path.split('/').at(-1)!);
  return Object.defineProperty(file, 'path', { value: path });
}

function sorted(...paths: readonly string[]) {
  const { models, photos } = sortGivenFiles(paths.map(given));
  return {
    models: models.map((model) =>
      model.kind === 'file' ? model.name : { [model.name]: [...model.files.keys()].toSorted() },
    ),
    photos: photos.map(({ name }) => name),
  };
}

describe('sorting what was dropped', () => {
  test('checkpoints and zips are models, the rest are photos', () => {
    expect(sorted('./a.PTH', './cat.jpg', './b.zip', './dog.txt')).toEqual({
      models: ['a.PTH', 'b.zip'],
      photos: ['cat.jpg', 'dog.txt'],
    });
  });

  test('what people take for checkpoints is no photo, and a checkpoint that was unpacked is one thing', () => {
    expect(
      sorted('a.pth.tar', 'b.pkl', 'c.safetensors', 'd.onnx', './old/archive/data.pkl', './old/archive/data/0'),
    ).toEqual({
      models: ['data.pkl', 'a.pth.tar', 'b.pkl', 'c.safetensors', 'd.onnx'],
      photos: [],
    });
  });

  test('a checkpoint of any name is known by how it begins', async () => {
    const [zip, pickle, text] = [
      [0x50, 0x4b, 3, 4],
      [0x80, 2],
      [0x43, 0x61],
    ].map((bytes, i) => new File([Uint8Array.from(bytes)], ['latest', 'pytorch_model.bin', 'notes'][i]!));
    const files = [zip!, pickle!, text!];
    const { models, photos } = sortGivenFiles(files, await findCheckpoints(files));
    expect(models.map(({ name }) => name)).toEqual(['latest', 'pytorch_model.bin']);
    expect(photos).toEqual([text]);
  });

  test('a folder with a model.json is one model, pictures in it included', () => {
    expect(sorted('/ffhq/model.json', '/ffhq/E-shard1of1.bin', '/ffhq/samples.png', '/cats/tom.png')).toEqual({
      models: [{ ffhq: ['E-shard1of1.bin', 'model.json', 'samples.png'] }],
      photos: ['tom.png'],
    });
  });

  test('a folder of model folders is several models', () => {
    expect(sorted('/models/a/model.json', '/models/a/E.bin', '/models/b/model.json').models).toEqual([
      { a: ['E.bin', 'model.json'] },
      { b: ['model.json'] },
    ]);
  });

  test('a loose model.json takes the shards beside it and no photos', () => {
    expect(sorted('./model.json', './E-shard1of1.bin', './cat.png')).toEqual({
      models: [{ model: ['E-shard1of1.bin', 'model.json'] }],
      photos: ['cat.png'],
    });
  });

  test('shards without a model.json are no model', () => {
    expect(sorted('/ffhq/E-shard1of1.bin').models).toEqual([]);
  });
});

test('names fit an address, and none is taken twice', () => {
  expect(freeName('My cats (final)', [])).toBe('My-cats-final');
  expect(freeName('cats', ['cats', 'cats-2'])).toBe('cats-3');
  expect(freeName('猫', [])).toBe('model');
  expect(stemOf('model_submitted.pth')).toBe('model_submitted');
  expect(stemOf('.pth')).toBe('.pth');
});
