/** A key as the browser tells of it. */
type Pressed = Pick<KeyboardEvent, 'key' | 'code'>;

/**
 * The key that a shortcut is written with, in lower case where it is one letter. On layouts whose letters are not Latin
 * (Cyrillic, Greek, Japanese kana) it is the Latin one in the same place; where they are, what the key says counts alone,
 * or one place would do two things on AZERTY.
 */
export function pressedKey({ key, code }: Pressed): string {
  const isForeign = key === 'Process' || (key.length <= 2 && key > '\u007f'); // 'Process' is what input methods send
  const [, place] = (isForeign && /^(?:Key|Digit)(.)$/.exec(code)) || [];
  const named = place ?? key;
  return named.length === 1 ? named.toLowerCase() : named;
}
