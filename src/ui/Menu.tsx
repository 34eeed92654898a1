import { Check } from 'lucide-react';
import { DropdownMenu as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { useSheetPadding } from './messageRoom.ts';

interface MenuProps {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
}

/** Choices and actions that unfold from a button; arrow keys and first letters move among them. */
export function Menu({ trigger, children }: MenuProps) {
  const padding = useSheetPadding();
  return (
    <Primitive.Root modal={false}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align="start"
          sideOffset={6}
          collisionPadding={padding}
          className="animate-rise z-40 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 overflow-y-auto rounded-2xl border border-line bg-surface p-1.5 shadow-card"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

const ENTRY =
  'flex min-h-9 pointer-coarse:min-h-11 cursor-pointer items-center gap-2.5 rounded-xl pr-3 pl-2.5 text-sm outline-none select-none ' +
  'data-disabled:pointer-events-none data-disabled:opacity-45 data-highlighted:bg-sunken [&_svg]:size-4 [&_svg]:shrink-0';

/** Of the entries that follow. */
export const MenuTitle = ({ children }: { readonly children: ReactNode }) => (
  <Primitive.Label className="px-2.5 pt-2 pb-1 text-xs font-semibold text-muted">{children}</Primitive.Label>
);

interface MenuChoiceProps<T extends string> {
  readonly title: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly onChange: (value: T) => void;
}

/** One of a few, under a title. */
export const MenuChoice = <T extends string>({ title, value, options, onChange }: MenuChoiceProps<T>) => (
  <Primitive.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
    <MenuTitle>{title}</MenuTitle>
    {options.map((option) => (
      <Primitive.RadioItem key={option.value} value={option.value} className={ENTRY}>
        <span className="size-4">
          <Primitive.ItemIndicator>
            <Check className="text-accent" />
          </Primitive.ItemIndicator>
        </span>
        {option.text}
      </Primitive.RadioItem>
    ))}
  </Primitive.RadioGroup>
);

interface MenuActionProps {
  readonly onChoose: () => void;
  readonly isDisabled?: boolean;
  /** The shortcut that does the same, as it is shown. */
  readonly keys?: string;
  /** An icon and words. */
  readonly children: ReactNode;
}

export const MenuAction = ({ onChoose, isDisabled = false, keys, children }: MenuActionProps) => (
  <Primitive.Item className={ENTRY} disabled={isDisabled} onSelect={onChoose}>
    {children}
    {keys && <span className="ml-auto pl-6 text-xs text-muted">{keys}</span>}
  </Primitive.Item>
);

export const MenuLine = () => <Primitive.Separator className="mx-2.5 my-1.5 h-px bg-line" />;
