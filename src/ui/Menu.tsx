import { DropdownMenu as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';

interface MenuProps {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
}

/** A list of things to do, behind the button that opens it. */
export const Menu = ({ trigger, children }: MenuProps) => (
  <Primitive.Root modal={false}>
    <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
    <Primitive.Portal>
      <Primitive.Content
        sideOffset={6}
        collisionPadding={12}
        className="animate-rise z-50 min-w-52 rounded-2xl border border-line bg-surface p-1.5 shadow-card"
      >
        {children}
      </Primitive.Content>
    </Primitive.Portal>
  </Primitive.Root>
);

interface MenuItemProps {
  readonly icon: ReactNode;
  readonly text: string;
  /** Keys that do the same. */
  readonly keys?: string;
  readonly isDisabled?: boolean;
  readonly onSelect: () => void;
}

export const MenuItem = ({ icon, text, keys, isDisabled = false, onSelect }: MenuItemProps) => (
  <Primitive.Item
    disabled={isDisabled}
    onSelect={onSelect}
    className="flex h-9 cursor-pointer items-center gap-2.5 rounded-xl px-3 text-sm font-medium outline-none select-none data-disabled:pointer-events-none data-disabled:opacity-45 data-highlighted:bg-sunken [&_svg]:size-4 [&_svg]:text-muted"
  >
    {icon}
    {text}
    {keys && <span className="ml-auto pl-6 text-xs text-muted">{keys}</span>}
  </Primitive.Item>
);

export const MenuLine = () => <Primitive.Separator className="mx-2 my-1.5 h-px bg-line" />;
