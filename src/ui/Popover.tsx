import { clsx } from 'clsx';
import { Popover as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { useSheetPadding } from './messageRoom.ts';

interface PopoverProps {
  readonly trigger: ReactNode;
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

/** A small sheet beside the button that opened it. */
export function Popover({ trigger, label, children, className, ...control }: PopoverProps) {
  const padding = useSheetPadding();
  return (
    <Primitive.Root {...control}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          aria-label={label}
          sideOffset={8}
          collisionPadding={padding}
          className={clsx(
            'animate-rise z-40 max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-1.5rem)] overflow-y-auto rounded-2xl border border-line bg-surface p-4 shadow-card',
            className,
          )}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
