import { Popover as Primitive } from 'radix-ui';
import { uiWords } from '../words/uiWords.ts';
import { Slider } from './Slider.tsx';

interface StrengthPopoverProps {
  /** The switch that it belongs to. */
  readonly anchor: HTMLElement;
  readonly label: string;
  /** 0 to 1. */
  readonly strength: number;
  readonly onChange: (strength: number) => void;
  readonly onClose: () => void;
}

/** The share that the source gives to a block, on a slider. It is open as long as it is rendered. */
export function StrengthPopover({ anchor, label, strength, onChange, onClose }: StrengthPopoverProps) {
  const percent = Math.round(strength * 100);
  return (
    <Primitive.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Primitive.Anchor virtualRef={{ current: anchor }} />
      <Primitive.Portal>
        <Primitive.Content
          aria-label={uiWords.origin.shareOf(label)}
          sideOffset={8}
          collisionPadding={12}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.focus();
          }}
          // A press on the slider is none on the switches, of which it is a child in React's tree.
          onPointerDown={(event) => event.stopPropagation()}
          onPointerMove={(event) => event.stopPropagation()}
          onKeyDown={(event) => event.stopPropagation()}
          className="animate-rise z-50 w-64 max-w-[calc(100vw-1.5rem)] rounded-2xl border border-line bg-surface p-4 shadow-card"
        >
          <p className="text-sm font-semibold">{label}</p>
          <p className="mb-1 text-xs text-muted">{uiWords.origin.part(percent)}</p>
          <div className="flex items-center gap-3 text-xs font-bold text-muted">
            <span aria-hidden>D</span>
            <Slider
              label={uiWords.origin.share}
              value={percent}
              min={0}
              max={100}
              step={5}
              valueText={uiWords.origin.part(percent)}
              onChange={(next) => onChange(next / 100)}
            />
            <span aria-hidden>S</span>
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
