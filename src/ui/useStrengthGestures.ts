import { type PointerEvent, useEffect, useRef } from 'react';

/** What a press on a switch has become. */
type Gesture =
  | { readonly kind: 'press'; readonly block: number; readonly x: number; readonly y: number }
  /** Sideways over the neighbours: all of them take what the first one flips to. */
  | { readonly kind: 'sweep'; readonly strength: number }
  /** Up and down: the share of the source. */
  | { readonly kind: 'pull'; readonly block: number; readonly y: number; readonly from: number }
  /** Held still until something else took over. */
  | { readonly kind: 'hold' };

const HOLD_MS = 500;
/** A finger is never quite still. */
const STILL_PX = 6;
/** The way from nothing to everything. */
const PULL_PX = 80;
/** Of the share that pulling gives: whole tenths are easier to find again. */
const STEPS = 10;

interface StrengthGesturesOptions {
  /** What a block's switch shows; a switch that stands for several values is at a half. */
  readonly strengthAt: (block: number) => number;
  /** What a click makes of a block. */
  readonly flipped: (block: number) => number;
  readonly onSet: (block: number, strength: number) => void;
  readonly onHold: (control: HTMLElement, block: number) => void;
}

/**
 * Handlers for the element around a row of switches that carry `data-block`. A click flips a switch. With a mouse or a pen,
 * sweeping sideways flips neighbours alike, and pulling up or down sets a share. Holding still, by touch too, is `onHold`'s.
 */
export function useStrengthGestures({ strengthAt, flipped, onSet, onHold }: StrengthGesturesOptions) {
  const gesture = useRef<Gesture | null>(null);
  const holdTimer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const stopHold = () => clearTimeout(holdTimer.current);
  useEffect(() => stopHold, []);

  function press(event: PointerEvent<HTMLElement>): void {
    stopHold();
    gesture.current = null;
    const control = switchAt(event);
    if (!control || event.button !== 0) return;
    const block = Number(control.dataset.block);
    gesture.current = { kind: 'press', block, x: event.clientX, y: event.clientY };
    holdTimer.current = setTimeout(() => {
      gesture.current = { kind: 'hold' };
      onHold(control, block);
    }, HOLD_MS);
  }

  function move(event: PointerEvent<HTMLElement>): void {
    const { current } = gesture;
    if (!current || event.buttons !== 1) return;
    if (current.kind === 'press') begin(event, current);
    else if (current.kind === 'sweep') sweep(event, current.strength);
    else if (current.kind === 'pull') {
      const share = current.from + (current.y - event.clientY) / PULL_PX;
      set(current.block, Math.round(Math.min(1, Math.max(0, share)) * STEPS) / STEPS);
    }
  }

  function begin(event: PointerEvent<HTMLElement>, { block, x, y }: Gesture & { kind: 'press' }): void {
    const [across, down] = [Math.abs(event.clientX - x), Math.abs(event.clientY - y)];
    if (Math.max(across, down) < STILL_PX) return;
    stopHold();
    if (event.pointerType === 'touch') return; // the page scrolls
    if (down > across) {
      event.currentTarget.setPointerCapture(event.pointerId);
      gesture.current = { kind: 'pull', block, y, from: strengthAt(block) };
    } else if (switchAt(event)?.dataset.block !== String(block)) {
      gesture.current = { kind: 'sweep', strength: flipped(block) };
      set(block, flipped(block));
      sweep(event, flipped(block));
    }
  }

  function sweep(event: PointerEvent<HTMLElement>, strength: number): void {
    const control = switchAt(event);
    if (control) set(Number(control.dataset.block), strength);
  }

  function set(block: number, strength: number): void {
    if (strengthAt(block) !== strength) onSet(block, strength);
  }

  return {
    onPointerDown: press,
    onPointerMove: move,
    onPointerUp: stopHold,
    onPointerCancel: stopHold,
    /** Of a switch: a click that ends a movement is none. @param detail of the event; 0 comes from a key */
    click(block: number, detail: number): void {
      const isClick = detail === 0 || gesture.current === null || gesture.current.kind === 'press';
      gesture.current = null;
      if (isClick) onSet(block, flipped(block));
    },
  };
}

/** The switch under the pointer, in the row that listens. */
function switchAt(event: PointerEvent<HTMLElement>): HTMLElement | null {
  const under = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-block]') ?? null;
  return under && event.currentTarget.contains(under) ? under : null;
}
