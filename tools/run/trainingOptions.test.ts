import { expect, it } from 'vitest';
import { PHOTO_DEFAULTS, parseTrainingOptions, TRAINING_DEFAULTS } from './trainingOptions.ts';

const refusal = (content: unknown): string => {
  try {
    parseTrainingOptions(content, 'cats.yaml');
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

it('takes an empty file for the defaults', () => {
  expect(parseTrainingOptions(null, 'cats.yaml')).toEqual(TRAINING_DEFAULTS);
});

it('names an option that there is not, and those that there are beside it', () => {
  expect(refusal({ learningRate: 0.1 })).toMatch(
    /^cats\.yaml is wrong at learningRate: there is no such option, only architecture, seed, .*\blearningRatePerLod\b.*\.$/,
  );
  expect(refusal({ architecture: { layers: 5 } })).toBe(
    'cats.yaml is wrong at architecture.layers: there is no such option, only layerCount, startChannels, maxChannels, ' +
      'latentSize, mappingLayers, channels, generator.',
  );
});

it('says what a file that holds no options must hold', () => {
  expect(refusal(['seed', 1])).toBe(
    'cats.yaml is wrong at the top level: it must hold lines of the form "option: value".',
  );
});

it('has no photo update unless it is asked for, and takes its defaults for what is left out', () => {
  expect(TRAINING_DEFAULTS.photo).toBeNull();
  expect(parseTrainingOptions({ photo: {} }, 'cats.yaml').photo).toEqual({
    pooledPixels: 16,
    pooled: 1,
    pixels: 0.2,
    code: 0.1,
    adversarial: 0.1,
  });
  expect(parseTrainingOptions({ photo: { pixels: 0.5 } }, 'cats.yaml').photo).toEqual({
    ...PHOTO_DEFAULTS,
    pixels: 0.5,
  });
  expect(refusal({ photo: { pixel: 1 } })).toBe(
    'cats.yaml is wrong at photo.pixel: there is no such option, only pooledPixels, pooled, pixels, code, adversarial.',
  );
  expect(refusal({ photo: { pooledPixels: 12 } })).toBe(
    'cats.yaml is wrong at photo.pooledPixels: must be a power of two.',
  );
});
