import { expect, test } from 'vitest';
import { areaOf, boxOf } from './cropperArea.ts';

const PHOTO = { width: 400, height: 300 };

test('an upright box is its own area', () => {
  expect(areaOf({ left: 20, top: 30, size: 100 }, PHOTO)).toEqual({ x: 20, y: 30, width: 100, height: 100 });
});

test.each([-30, -7, 0, 12, 30])('a box turned by %i degrees comes back from its area', (angle) => {
  const box = { left: 120, top: 60, size: 90, angle };
  const back = boxOf(areaOf(box, PHOTO), angle, PHOTO);
  expect(back.left).toBeCloseTo(box.left);
  expect(back.top).toBeCloseTo(box.top);
  expect(back).toMatchObject({ size: 90, angle });
});

test('a box in the middle stays there however it is turned', () => {
  const { x, y } = areaOf({ left: 150, top: 100, size: 100, angle: 90 }, PHOTO);
  expect(x).toBeCloseTo(100);
  expect(y).toBeCloseTo(150);
});
