import { Tooltip as Primitive } from 'radix-ui';
import { type PointerEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import { formatSchema, type Schema } from '../../latent/styles.ts';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { schemaSentence } from '../../words/schemaSentence.ts';
import { ItemPicture } from '../library/ItemPicture.tsx';

interface ParentsTooltipProps {
  readonly source: LibraryItem;
  readonly destination: LibraryItem;
  readonly schema: Schema;
  /** The mixture's button. */
  readonly children: ReactElement;
}

const HOLD_MS = 400;

/** Both parents of a mixture and who gives what: on hover, on keyboard focus, and while a finger rests on it. */
export function ParentsTooltip({ source, destination, schema, children }: ParentsTooltipProps) {
  const [isOpen, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const touch = useTouchHold(setOpen);
  // A focus that a closing dialog gives back, or that a press brings, asks for nothing.
  const isAsked = () => trigger.current?.matches(':hover, :focus-visible');
  return (
    <Primitive.Root open={isOpen} onOpenChange={(next) => setOpen(next && Boolean(isAsked()))}>
      <Primitive.Trigger asChild ref={trigger} {...touch}>
        {children}
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          aria-label={schemaSentence(schema)}
          sideOffset={8}
          collisionPadding={8}
          className="animate-fade pointer-events-none z-50 w-60 rounded-2xl border border-line bg-surface p-3 shadow-card"
        >
          <div className="grid grid-cols-2 gap-2.5">
            <Parent item={source} letter="S" tone="bg-accent text-on-accent" />
            <Parent item={destination} letter="D" tone="bg-ink text-ground" />
          </div>
          <p className="mt-2.5 text-xs text-pretty">
            {schemaSentence(schema)} <span className="tracking-wide text-muted">{formatSchema(schema)}</span>
          </p>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** Opens while a finger rests, and swallows the click and the menu that would follow. */
function useTouchHold(setOpen: (isOpen: boolean) => void) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const isHeld = useRef(false);
  useEffect(() => () => clearTimeout(timer.current), []);
  function release(): void {
    clearTimeout(timer.current);
    if (isHeld.current) setOpen(false);
  }
  return {
    onPointerDown(event: PointerEvent): void {
      isHeld.current = false;
      if (event.pointerType !== 'touch') return;
      timer.current = setTimeout(() => {
        isHeld.current = true;
        setOpen(true);
      }, HOLD_MS);
    },
    onPointerUp: release,
    onPointerCancel: release,
    onContextMenu: (event: React.MouseEvent) => isHeld.current && event.preventDefault(),
    onClickCapture(event: React.MouseEvent): void {
      if (!isHeld.current) return;
      isHeld.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

interface ParentProps {
  readonly item: LibraryItem;
  readonly letter: 'S' | 'D';
  readonly tone: string;
}

const Parent = ({ item, letter, tone }: ParentProps) => (
  <div>
    <ItemPicture item={item} label="" drawnSize={256} className="rounded-xl" />
    <p className="mt-1 flex items-center gap-1.5 text-xs">
      <b className={`grid size-4 shrink-0 place-items-center rounded-full text-[0.625rem] ${tone}`}>{letter}</b>
      <span className="truncate">{item.name}</span>
    </p>
  </div>
);
