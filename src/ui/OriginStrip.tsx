import { type MouseEvent, type ReactNode, useState } from 'react';
import { OriginSwitch, type ShownStrength } from './OriginSwitch.tsx';
import { StrengthPopover } from './StrengthPopover.tsx';
import { useStrengthGestures } from './useStrengthGestures.ts';

interface OriginStripProps {
  /** One per block, coarsest first. */
  readonly strengths: readonly ShownStrength[];
  readonly onSet: (block: number, strength: number) => void;
  /** The accessible name of a block's switch, without its state. */
  readonly labelOf: (block: number) => string;
  readonly size: 'small' | 'large';
  /** Row in the surrounding arrow navigation. */
  readonly navRow: number;
  /** What stands under a block's switch. */
  readonly captionOf?: (block: number) => ReactNode;
}

/** One S/D switch per block. Shares between S and D come to those who hold or pull a switch. */
export function OriginStrip({ strengths, onSet, labelOf, size, navRow, captionOf }: OriginStripProps) {
  const [held, setHeld] = useState<{ readonly control: HTMLElement; readonly block: number } | null>(null);
  const strengthAt = (block: number) => (strengths[block] === 'both' ? 0.5 : strengths[block]!);
  const { click, ...gestures } = useStrengthGestures({
    strengthAt,
    flipped: (block) => (strengths[block] === 1 ? 0 : 1),
    onSet,
    onHold: (control, block) => setHeld({ control, block }),
  });

  function openMenu(event: MouseEvent<HTMLElement>): void {
    const control = (event.target as HTMLElement).closest<HTMLElement>('[data-block]');
    if (!control) return;
    event.preventDefault();
    setHeld({ control, block: Number(control.dataset.block) });
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer moves over several switches in one gesture.
    <div
      className={size === 'large' ? 'flex justify-between gap-1' : 'flex gap-0.5'}
      {...gestures}
      onContextMenu={openMenu}
    >
      {strengths.map((strength, block) => (
        <div key={block} className={captionOf ? 'flex min-w-15 flex-col items-center gap-2 text-center' : 'contents'}>
          <OriginSwitch
            strength={strength}
            label={labelOf(block)}
            block={block}
            size={size}
            navRow={navRow}
            onClick={(event) => click(block, event.detail)}
            onSet={(next) => onSet(block, next)}
          />
          {captionOf?.(block)}
        </div>
      ))}
      {held && (
        <StrengthPopover
          anchor={held.control}
          label={labelOf(held.block)}
          strength={strengthAt(held.block)}
          onChange={(strength) => onSet(held.block, strength)}
          onClose={() => setHeld(null)}
        />
      )}
    </div>
  );
}
