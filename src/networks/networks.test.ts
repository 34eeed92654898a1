import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs'; // the cpu backend and tfjs's own gradients
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Architecture,
  blockOfStyle,
  GENERATORS,
  resolutionOf,
  styleCountOf,
  styleCountUpTo,
} from './architecture.ts';
import { registerGradients } from './gradients.ts';
import { discriminate, encode, generate, map, repeatStyles, sampleZ, seededNoise } from './model.ts';
import {
  blur,
  channelMoments,
  conv3x3,
  convDownsample,
  downsample,
  leakyRelu,
  normalise,
  safeSqrt,
  upsample,
  upsampleConv,
} from './ops.ts';
import { createParams, type Params } from './params.ts';

beforeAll(async () => {
  tf.enableProdMode();
  expect(await tf.setBackend('cpu')).toBe(true);
  registerGradients();
});

const STEP = 1e-2;
const scalarOf = (tensor: tf.Tensor) => tensor.dataSync()[0]!;

/** How fast `f` grows from `x` in the direction `d`, by central differences. */
function slope(f: (x: tf.Tensor4D) => tf.Tensor, x: tf.Tensor4D, d: tf.Tensor4D): number {
  const at = (sign: number) => scalarOf(f(tf.add(x, tf.mul(d, sign * STEP))));
  return (at(1) - at(-1)) / (2 * STEP);
}

/** The same by the gradient. */
const slopeByGradient = (f: (x: tf.Tensor4D) => tf.Tensor, x: tf.Tensor4D, d: tf.Tensor4D): number =>
  scalarOf(tf.sum(tf.mul(tf.grad(f as (x: tf.Tensor) => tf.Tensor)(x), d)));

const corner = (x: tf.Tensor4D) => tf.slice(x, 0, [-1, 4, 4, -1]);

describe('on large maps resampling is fused with the convolution', () => {
  const kernel = { 'conv/weight': tf.randomNormal([3, 3, 2, 3], 0, 1, 'float32', 2) };
  const image = (height: number) => tf.randomNormal<tf.Rank.R4>([2, height, height, 2], 0, 1, 'float32', 1);
  const largest = (x: tf.Tensor) => scalarOf(tf.max(tf.abs(x)));

  it('into the same map: doubling', () => {
    const x = image(64);
    const expected = conv3x3(kernel, 'conv', upsample(x));
    expect(largest(tf.sub(upsampleConv(kernel, 'conv', x), expected))).toBeLessThan(1e-5 * largest(expected));
  });

  it('into the same map: doubling, with the line beyond the border', () => {
    const x = image(64);
    const expected = tf.conv2d(upsample(x), kernel['conv/weight'] as tf.Tensor4D, 1, 2);
    const ours = upsampleConv(kernel, 'conv', x, 1);
    expect(ours.shape).toEqual([2, 130, 130, 3]);
    expect(largest(tf.sub(ours, expected))).toBeLessThan(1e-5 * largest(expected));
  });

  it('into the same map: halving', () => {
    const x = image(128);
    const expected = downsample(conv3x3(kernel, 'conv', x));
    expect(largest(tf.sub(convDownsample(kernel, 'conv', x), expected))).toBeLessThan(1e-5 * largest(expected));
  });
});

describe('derivatives against finite differences', () => {
  const kernel = { 'conv/weight': tf.randomNormal([3, 3, 3, 5], 0, 1, 'float32', 2) };
  const operations: Record<string, (x: tf.Tensor4D) => tf.Tensor> = {
    conv3x3: (x) => conv3x3(kernel, 'conv', x),
    blur,
    // A large map, whose corner is looked at.
    upsampleConv: (x) => corner(upsampleConv(kernel, 'conv', tf.tile(x, [1, 16, 16, 1]))),
    borderedConv: (x) => upsampleConv(kernel, 'conv', x, 1),
    borderedConvOnLargeMaps: (x) => corner(upsampleConv(kernel, 'conv', tf.tile(x, [1, 16, 16, 1]), 1)),
    convDownsample: (x) => corner(convDownsample(kernel, 'conv', tf.tile(x, [1, 32, 32, 1]))),
    upsample,
    downsample,
    leakyRelu,
    normalise: (x) => {
      const { centred, variance } = channelMoments(x);
      return normalise(centred, variance, 1e-5);
    },
    safeSqrt: (x) => safeSqrt(channelMoments(x).variance),
    matMul: (x) => tf.matMul(tf.reshape(x, [-1, 3]), tf.reshape(tf.slice(kernel['conv/weight'], 0, 1), [3, -1])),
    softplus: (x) => tf.softplus(x),
    exp: (x) => tf.exp(x),
  };

  it.each(Object.entries(operations))('%s, first and second', (_, operation) => {
    tf.tidy(() => {
      // Away from 0, where leaky ReLU has its corner.
      const raw = tf.randomNormal<tf.Rank.R4>([2, 4, 4, 3], 0, 1, 'float32', 1);
      const x = tf.add<tf.Tensor4D>(raw, tf.mul(tf.sign(raw), 0.1));
      const direction = tf.randomNormal<tf.Rank.R4>(x.shape, 0, 0.5, 'float32', 9);
      const weights = tf.randomNormal(operation(x).shape, 0, 1, 'float32', 5);
      // Squared, so that linear operations have second derivatives too.
      const f = (at: tf.Tensor4D) => tf.sum(tf.mul(tf.square(operation(at)), weights));
      const first = (at: tf.Tensor4D) => tf.sum(tf.mul(tf.grad(f as (x: tf.Tensor) => tf.Tensor)(at), direction));
      for (const g of [f, first]) {
        const expected = slope(g, x, direction);
        expect(Math.abs(slopeByGradient(g, x, direction) - expected)).toBeLessThan(0.01 * Math.abs(expected) + 0.01);
      }
    });
  });

  it('takes the gradient of a standard deviation of 0 to be 0', () => {
    const constant = tf.ones<tf.Rank.R4>([1, 4, 4, 1]);
    const gradient = tf.grad((x) => tf.sum(safeSqrt(channelMoments(x as tf.Tensor4D).variance)))(constant);
    expect([...gradient.dataSync()]).toEqual(Array(16).fill(0));
  });
});

describe('StyleGAN2’s generator', () => {
  const architecture: Architecture = {
    ...{ layerCount: 3, startChannels: 2, maxChannels: 4, latentSize: 3, mappingLayers: 1, channels: 3 },
    generator: 'stylegan2',
  };
  const count = styleCountOf(architecture);
  const params = () => createParams(architecture, 4);
  const codes = (seed: number) => tf.randomNormal<tf.Rank.R3>([2, count, 3], 0, 1, 'float32', seed);

  /** Initial weights, but for biases that keep features on one side or the other of leaky ReLU's corner, whatever the styles. */
  const unbent = (): Params => {
    let bias = 1;
    return Object.fromEntries(
      Object.entries(params()).map(([name, weight]) => {
        if (!/^G\/block\d\/bias\d$/.test(name)) return [name, weight];
        bias *= 4; // as large as four standard deviations of what the convolution makes of the features before
        return [name, tf.tensor1d(Array.from({ length: weight.size }, (_, i) => (i % 2 === 0 ? bias : -bias)))];
      }),
    );
  };

  it.each([
    { lod: 2, blend: 1 },
    { lod: 2, blend: 0.4 },
  ])('has first and second derivatives by its styles: blend $blend', (growth) => {
    tf.tidy(() => {
      const model = { architecture, params: unbent() };
      const noise = seededNoise(architecture, 2, { count: 2 });
      const asMap = (styles: tf.Tensor3D) => tf.reshape<tf.Rank.R4>(styles, [2, count, 3, 1]);
      const direction = asMap(codes(9));
      const f = (at: tf.Tensor4D) => {
        const image = generate(model, tf.reshape(at, [2, count, 3]), { ...growth, noise });
        return tf.mean(tf.square(image));
      };
      const first = (at: tf.Tensor4D) => tf.sum(tf.mul(tf.grad(f as (x: tf.Tensor) => tf.Tensor)(at), direction));
      const at = asMap(codes(6));
      for (const g of [f, first]) {
        const expected = slope(g, at, direction);
        expect(Math.abs(slopeByGradient(g, at, direction) - expected)).toBeLessThan(0.01 * Math.abs(expected));
      }
    });
  });

  it('fades a block in by its colours alone', () => {
    tf.tidy(() => {
      const [model, styles] = [{ architecture, params: params() }, codes(6)];
      const before = blur(upsample(generate(model, styles, { lod: 1 })));
      const after = generate(model, styles);
      expect(scalarOf(tf.max(tf.abs(tf.sub(generate(model, styles, { blend: 0 }), before))))).toBeLessThan(1e-6);
      const half = tf.mul(tf.add(before, after), 0.5);
      expect(scalarOf(tf.max(tf.abs(tf.sub(generate(model, styles, { blend: 0.5 }), half))))).toBeLessThan(1e-5);
    });
  });

  it('reads each style at its block, and the last one for the finest colours', () => {
    tf.tidy(() => {
      const model = { architecture, params: params() };
      const featuresOf = (styles: tf.Tensor3D) => {
        const features: Float32Array[] = [];
        generate(model, styles, { onFeatures: ({ x }) => features.push(x.dataSync<'float32'>()) });
        return features;
      };
      const styles = codes(6);
      const original = featuresOf(styles);
      for (let style = 0; style < count; style++) {
        const moved = tf.add<tf.Tensor3D>(styles, tf.reshape(tf.oneHot([style], count), [1, count, 1]));
        const same = featuresOf(moved).map((x, block) => x.every((value, i) => value === original[block]![i]));
        const firstChanged = style === count - 1 ? architecture.layerCount : blockOfStyle(architecture, style);
        expect(same, `style ${style}`).toEqual(original.map((_, block) => block < firstChanged));
      }
    });
  });
});

describe('which styles are a block’s', () => {
  it.each([{ layerCount: 1 }, { layerCount: 5 }])('is said by both functions alike: $layerCount blocks', (base) => {
    for (const generator of GENERATORS) {
      const order = { ...base, generator };
      const styles = [...Array(styleCountOf(order)).keys()];
      for (let blocks = 0; blocks <= base.layerCount; blocks++) {
        const first = styles.filter((style) => blockOfStyle(order, style) < blocks);
        expect(first).toEqual(styles.slice(0, styleCountUpTo(order, blocks)));
      }
    }
    expect([0, 1, 2, 3, 4, 5].map((style) => blockOfStyle({ layerCount: 3, generator: 'stylegan2' }, style))).toEqual([
      0, 1, 1, 2, 2, 2,
    ]);
  });
});

describe('any architecture', () => {
  const base = { startChannels: 1, maxChannels: 2, latentSize: 3, mappingLayers: 1 };
  const cases: Architecture[] = [
    { ...base, layerCount: 1, channels: 1 },
    { ...base, layerCount: 5, channels: 1 },
    { ...base, layerCount: 5, channels: 3 },
    { ...base, layerCount: 7, channels: 3 },
    { ...base, layerCount: 1, channels: 3, generator: 'stylegan2' },
    { ...base, layerCount: 7, channels: 1, generator: 'stylegan2' },
  ];

  it.each(cases)(
    '$layerCount blocks, $channels channels, $generator: shapes, finite values, nothing leaked',
    (architecture) => {
      const before = tf.memory().numTensors;
      tf.tidy(() => {
        const resolution = resolutionOf(architecture);
        const params = createParams(architecture, 1);
        const w = map({ architecture, params }, sampleZ(1, 1, architecture.latentSize));
        const noise = seededNoise(architecture, 4);
        const image = generate({ architecture, params }, repeatStyles(w, styleCountOf(architecture)), { noise });
        expect(image.shape).toEqual([1, resolution, resolution, architecture.channels]);
        expect(Number.isFinite(scalarOf(tf.sum(image)))).toBe(true);
        const encoded = encode({ architecture, params }, image);
        expect(encoded.shape).toEqual([1, architecture.latentSize]);
        expect(Number.isFinite(scalarOf(discriminate({ architecture, params }, encoded)))).toBe(true);
      });
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  it('draws the same weights, latents and noise from the same seed, and others from another', () => {
    const architecture: Architecture = { ...base, layerCount: 2, channels: 3 };
    const values = (seed: number) => [
      ...sampleZ(seed, 2, 3).dataSync(),
      ...seededNoise(architecture, seed)[2]!.dataSync(),
      ...createParams(architecture, seed)['F/layer0/weight']!.dataSync(),
    ];
    expect(values(1)).toEqual(values(1));
    expect(values(1)).not.toEqual(values(2));
  });
});
