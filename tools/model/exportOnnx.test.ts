import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import * as ortWeb from 'onnxruntime-web/wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readModel, toParams } from '../../src/modelFolder/decodeWeights.ts';
import { blockResolution, resolutionOf, styleCountOf } from '../../src/networks/architecture.ts';
import { encode, generate, map } from '../../src/networks/model.ts';
import type { Params } from '../../src/networks/params.ts';
import { startBackend } from '../compute/backend.ts';
import { loadOrt } from '../compute/ort.ts';
import { PARITY_TOLERANCE, relativeDifference } from '../convert/goldenCases.ts';
import { UserError } from '../io/userError.ts';
import { tinyModel } from '../testing/tinyModel.ts';
import { GraphBuilder } from '../trace/graph.ts';
import { exportOnnx, ONNX_FILES } from './exportOnnx.ts';
import { folderSource } from './openModel.ts';

const ortNode = await loadOrt().catch(() => undefined);
ortWeb.env.wasm.numThreads = 1;

/** 128 pixels: the smallest size at which resampling and convolution are fused. */
const ARCHITECTURE = {
  layerCount: 6,
  startChannels: 4,
  maxChannels: 8,
  latentSize: 8,
  mappingLayers: 2,
  channels: 3,
} as const;

let root: string;
let folder: string;
let out: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-onnx-'));
  folder = path.join(root, 'tiny');
  const { files } = await tinyModel('tiny', ARCHITECTURE, 'wasm');
  await mkdir(folder);
  for (const [file, bytes] of files) await writeFile(path.join(folder, file), bytes);
  out = path.join(root, 'onnx');
  await exportOnnx({ folder, out, force: false });
});
afterAll(() => rm(root, { recursive: true, force: true }));

interface Values {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}
type Run = (file: string, feeds: Readonly<Record<string, Values>>) => Promise<Values>;

/** Runs a file of the export in one of the runtimes. */
const runIn =
  (ort: Pick<typeof ortWeb, 'InferenceSession' | 'Tensor'>): Run =>
  async (file, feeds) => {
    const session = await ort.InferenceSession.create(await readFile(path.join(out, file)));
    const tensors = Object.entries(feeds).map(
      ([name, { shape, values }]) => [name, new ort.Tensor('float32', values, [...shape])] as const,
    );
    const results = await session.run(Object.fromEntries(tensors));
    const [output] = session.outputNames as [string];
    await session.release();
    return { shape: results[output]!.dims, values: results[output]!.data as Float32Array };
  };

const valuesOf = (tensor: tf.Tensor): Values => ({ shape: tensor.shape, values: tensor.dataSync<'float32'>().slice() });
/** A feature map as ONNX files have it. */
const channelsFirst = (x: tf.Tensor4D): Values => valuesOf(tf.transpose(x, [0, 3, 1, 2]));

async function loadModel() {
  const { model, weights } = await readModel(folderSource(folder), { groups: ['F', 'E', 'G'] });
  await startBackend('wasm');
  return { architecture: model.architecture, params: toParams(weights) as Params };
}

const runtimes = [
  ['onnxruntime-web', runIn(ortWeb)] as const,
  ['onnxruntime-node', ortNode && runIn(ortNode)] as const,
];

describe.each(runtimes)('an export in %s (onnxruntime-node skipped where it is not installed)', (_, run) => {
  it.skipIf(!run).each([1, 3])('computes what tfjs does for a batch of %i', async (batch) => {
    const { architecture, params } = await loadModel();
    const { latentSize, channels } = architecture;
    const side = resolutionOf(architecture);
    const check = async (what: string, file: string, feeds: Readonly<Record<string, Values>>, expected: Values) => {
      const { shape, values } = await run!(file, feeds);
      expect(shape, what).toEqual(expected.shape);
      expect(relativeDifference(values, expected.values), what).toBeLessThan(PARITY_TOLERANCE);
    };

    const z = tf.randomNormal<tf.Rank.R2>([batch, latentSize], 0, 1, 'float32', 5);
    await check('F', ONNX_FILES.mapping, { z: valuesOf(z) }, valuesOf(map({ architecture, params }, z)));

    const images = tf.randomUniform<tf.Rank.R4>([batch, side, side, channels], -1, 1, 'float32', 6);
    const w = encode({ architecture, params }, images);
    await check('E', ONNX_FILES.encoder, { image: channelsFirst(images) }, valuesOf(w));

    const styles = tf.stack(
      Array.from({ length: styleCountOf(architecture) }, (_, i) =>
        map({ architecture, params }, tf.randomNormal<tf.Rank.R2>([batch, latentSize], 0, 1, 'float32', 100 + i)),
      ),
      1,
    ) as tf.Tensor3D;
    const noiseFree = channelsFirst(generate({ architecture, params }, styles));
    await check('G without noise', ONNX_FILES.generatorNoiseFree, { styles: valuesOf(styles) }, noiseFree);
    for (const count of new Set([1, batch])) {
      const noise = Array.from({ length: styleCountOf(architecture) }, (_, i) => {
        const resolution = blockResolution(Math.floor(i / 2));
        return tf.randomNormal<tf.Rank.R4>([count, resolution, resolution, 1], 0, 1, 'float32', 200 + i);
      });
      const planes = Object.fromEntries(noise.map((plane, i) => [`noise${i}`, channelsFirst(plane)]));
      const noisy = channelsFirst(generate({ architecture, params }, styles, { noise }));
      expect(relativeDifference(noisy.values, noiseFree.values)).toBeGreaterThan(10 * PARITY_TOLERANCE);
      await check(`G, ${count} noise`, ONNX_FILES.generator, { styles: valuesOf(styles), ...planes }, noisy);
    }
    tf.dispose(params);
  });
});

describe('exportOnnx', () => {
  it('refuses what is no model folder, and to replace what it has not written', async () => {
    const nowhere = path.join(root, 'nowhere');
    await expect(exportOnnx({ folder: nowhere, out: path.join(root, 'a'), force: false })).rejects.toThrow(
      /The model .*nowhere cannot be used: .* is not there/,
    );
    await expect(exportOnnx({ folder, out, force: false })).rejects.toThrow('already holds an export to ONNX');
    await expect(exportOnnx({ folder, out: folder, force: true })).rejects.toThrow('is not empty and not');
    await writeFile(path.join(root, 'file'), '');
    await expect(exportOnnx({ folder, out: path.join(root, 'file', 'a'), force: false })).rejects.toThrow(UserError);
    await exportOnnx({ folder, out, force: true });
  });
});

describe('a graph with an open batch', () => {
  const record = (batch: number, add: (graph: GraphBuilder, batch: number) => void) => {
    const graph = new GraphBuilder();
    graph.input('x', [batch, 6]);
    add(graph, batch);
    return graph;
  };
  const join = (add: (graph: GraphBuilder, batch: number) => void) => () =>
    record(2, add).withOpenBatch(record(3, add), () => 'N');

  it('refuses what holds for one batch size only', () => {
    const reshape = (lengths: (n: number) => number[]) =>
      join((graph, n) => graph.node('Reshape', ['x', graph.integers(lengths(n))]));
    expect(reshape((n) => [n, 2, 3])).not.toThrow();
    expect(reshape((n) => [n, 6 * n, 1])).toThrow('Input 1 of a Reshape depends on the batch size.');
    expect(join((graph, n) => graph.node('Mul', ['x', graph.scalar(1 / n)]))).toThrow('Input 1 of a Mul');
    expect(join((graph, n) => graph.node('Concat', ['x', 'x'], { axis: n - 2 }))).toThrow('A Concat depends');
    expect(
      join((graph, n) => {
        for (let i = 0; i < n; i++) graph.node(`Op${i}`, ['x']);
      }),
    ).toThrow('which operations there are');
  });
});
