import { expect, it } from 'vitest';
import { pressedKey } from './pressedKey.ts';

it.each([
  ['a', 'KeyA', 'a'],
  ['A', 'KeyA', 'a'], // Caps Lock
  ['a', 'KeyQ', 'a'], // AZERTY
  ['q', 'KeyA', 'q'],
  ['z', 'KeyW', 'z'],
  ['ф', 'KeyA', 'a'],
  ['Я', 'KeyZ', 'z'],
  ['α', 'KeyA', 'a'],
  ['ち', 'KeyA', 'a'],
  ['Process', 'KeyR', 'r'],
  ['ö', 'Semicolon', 'ö'],
  ['?', 'Slash', '?'],
  ['1', 'Numpad1', '1'],
  ['ArrowUp', 'ArrowUp', 'ArrowUp'],
  ['Dead', 'KeyE', 'Dead'],
])('%s at %s is %s', (key, code, wanted) => {
  expect(pressedKey({ key, code })).toBe(wanted);
});
