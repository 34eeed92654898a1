import { expect, test } from 'vitest';
import { FACE_ALONE, faceInside, frameAround } from './modelFraming.ts';

/** A face below the middle, as in pictures of whole heads. */
const HEADS = { left: 0.2, top: 0.25, size: 0.6 };

test('the frame of a model of faces is the face', () => {
  expect(frameAround({ left: 10, top: 20, size: 30 }, FACE_ALONE)).toEqual({ left: 10, top: 20, size: 30 });
});

test('the frame of a model of heads is larger, and has the face where that model has it', () => {
  const frame = frameAround({ left: 20, top: 25, size: 60 }, HEADS);
  expect(frame.left).toBeCloseTo(0);
  expect(frame.top).toBeCloseTo(0);
  expect(frame.size).toBeCloseTo(100);
});

test('around a face that lies on its side, the frame goes out where its forehead is', () => {
  const frame = frameAround({ left: 0, top: 0, size: 60, angle: 90 }, { left: 0.2, top: 0.4, size: 0.6 });
  expect(frame.left + frame.size / 2).toBeCloseTo(30 + 20); // it looks to the right, and up is there
  expect(frame.top + frame.size / 2).toBeCloseTo(30);
  expect(frame.angle).toBe(90);
});

test.each([0, -25, 90, 200])('the face of a frame turned by %i degrees is the one it was made around', (angle) => {
  const face = { left: 120, top: 60, size: 90, angle };
  const back = faceInside(frameAround(face, HEADS), HEADS);
  expect(back.left).toBeCloseTo(face.left);
  expect(back.top).toBeCloseTo(face.top);
  expect(back).toMatchObject({ size: expect.closeTo(90), angle });
});
