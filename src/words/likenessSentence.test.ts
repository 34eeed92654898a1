import { expect, it } from 'vitest';
import { likenessInWords, likenessSentence } from './likenessSentence.ts';

const same = { meanSquaredError: 0, psnrDb: Number.POSITIVE_INFINITY, ssim: 1 };
const opposite = { meanSquaredError: 1, psnrDb: 0, ssim: 0 };
const cat = { meanSquaredError: 0.04, psnrDb: 13.98, ssim: 0.31 };

it('calls identical pictures nearly the same and opposite ones not alike', () => {
  expect(likenessInWords(same)).toBe('Nearly the same picture');
  expect(likenessInWords(cat)).toBe('A distant likeness');
  expect(likenessInWords(opposite)).toBe('Not much alike');
});

it('speaks of colour in percent and of structure in words', () => {
  expect(likenessSentence(same)).toBe('A pixel’s colour is typically off by 0%; shapes and textures agree.');
  expect(likenessSentence(cat)).toBe('A pixel’s colour is typically off by 20%; only the rough layout agrees.');
  expect(likenessSentence(opposite)).toBe('A pixel’s colour is typically off by 100%; the shapes are different ones.');
});
