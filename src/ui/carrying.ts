import { type MouseEvent, type RefObject, type TouchEvent, useRef } from 'react';
import { create } from 'zustand';

/** What a place says of itself. */
export interface PlaceData {
  readonly title: string;
  readonly onTake: (ids: readonly string[]) => void;
}

/** Where things can be carried to. */
export interface Place {
  readonly id: string;
  readonly node: HTMLElement;
  readonly data: RefObject<PlaceData>;
}

/** A press on something that may become a carry. */
export type Press = MouseEvent | TouchEvent;

interface Carrying {
  /** What was picked up, as long as it is carried. */
  readonly liftedId: string | null;
  /** The place under it. */
  readonly overId: string | null;
  readonly places: readonly Place[];
  /** Lets a press begin to carry; null until `Carry` is there. */
  readonly onPress: ((press: Press, id: string, node: HTMLElement) => void) | null;
}

/** What is carried, and to where: the meeting place of things, places and `Carry`, which comes after the first screen. */
export const useCarrying = create<Carrying>(() => ({ liftedId: null, overId: null, places: [], onPress: null }));

interface Carried<Node extends HTMLElement> {
  /** Of what is carried. */
  readonly node: RefObject<Node | null>;
  readonly listeners: Readonly<Record<'onMouseDown' | 'onTouchStart', (press: Press) => void>>;
  readonly isCarried: boolean;
}

/** Makes something that can be carried. Only its listeners: by key it does what it always did. */
export function useCarry<Node extends HTMLElement>(id: string): Carried<Node> {
  const node = useRef<Node>(null);
  const isCarried = useCarrying(({ liftedId }) => liftedId === id);
  const begin = (press: Press) => {
    if (node.current) useCarrying.getState().onPress?.(press, id, node.current);
  };
  return { node, listeners: { onMouseDown: begin, onTouchStart: begin }, isCarried };
}
