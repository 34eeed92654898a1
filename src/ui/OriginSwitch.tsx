import type { CSSProperties, KeyboardEvent, MouseEvent } from 'react';
import { pressedKey } from '../base/pressedKey.ts';
import { uiWords } from '../words/uiWords.ts';

/** How much of a block the source gives, 0 to 1, or 'both' where rows differ. */
export type ShownStrength = number | 'both';

const KEYBOARD_STEP = 0.1;

interface OriginSwitchProps {
  readonly strength: ShownStrength;
  /** The accessible name without the state. */
  readonly label: string;
  readonly block: number;
  readonly size: 'small' | 'large';
  /** Row in the surrounding arrow navigation. */
  readonly navRow: number;
  readonly onClick: (event: MouseEvent) => void;
  readonly onSet: (strength: number) => void;
}

/** S or D: a switch, which also shows and takes what lies between. */
export function OriginSwitch({ strength, label, block, size, navRow, onClick, onSet }: OriginSwitchProps) {
  const place = strength === 'both' ? 0.5 : strength;
  const name = uiWords.origin.named(label, stateInWords(strength));
  const isWhole = strength === 0 || strength === 1;

  function pressKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = pressedKey(event.nativeEvent);
    const step = event.shiftKey ? ({ ArrowUp: KEYBOARD_STEP, ArrowDown: -KEYBOARD_STEP }[key] ?? 0) : 0;
    if (key === 's') onSet(1);
    else if (key === 'd') onSet(0);
    else if (step !== 0) {
      event.preventDefault();
      event.stopPropagation(); // arrows alone move the focus
      onSet(Math.round(Math.min(1, Math.max(0, place + step)) * 100) / 100);
    }
  }

  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles that it takes have aria-checked.
    <button
      type="button"
      role={isWhole ? 'switch' : 'checkbox'}
      aria-checked={isWhole ? strength === 1 : 'mixed'}
      aria-label={name}
      title={name}
      className="origin"
      style={{ '--strength': place } as CSSProperties}
      data-origin={stateOf(strength)}
      data-size={size}
      data-block={block}
      data-nav-row={navRow}
      data-nav-column={block}
      tabIndex={block === 0 ? 0 : -1}
      onClick={onClick}
      onKeyDown={pressKey}
    >
      <span aria-hidden className="origin-letter" data-letter="S">
        S
      </span>
      <span aria-hidden className="origin-letter" data-letter="D">
        D
      </span>
      <span aria-hidden className="origin-thumb">
        {strength === 'both' ? '' : strength === 1 ? 'S' : strength === 0 ? 'D' : Math.round(strength * 100)}
      </span>
    </button>
  );
}

const stateOf = (strength: ShownStrength) =>
  strength === 'both' ? 'both' : strength === 1 ? 'source' : strength === 0 ? 'destination' : 'part';

function stateInWords(strength: ShownStrength): string {
  const state = stateOf(strength);
  return state === 'part' ? uiWords.origin.part(Math.round(Number(strength) * 100)) : uiWords.origin.state[state];
}
