import { Switch as Primitive } from 'radix-ui';

interface SwitchProps {
  readonly text: string;
  readonly isOn: boolean;
  readonly disabled?: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** On or off, with its words beside it. */
export function Switch({ text, isOn, disabled = false, onChange }: SwitchProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the radix switch inside is a labelable button.
    <label className="touchable inline-flex cursor-pointer items-center gap-2.5 text-sm font-medium has-disabled:cursor-default has-disabled:opacity-50">
      <Primitive.Root
        checked={isOn}
        disabled={disabled}
        onCheckedChange={onChange}
        className="relative h-6 w-10 shrink-0 rounded-full bg-line-strong transition-colors data-[state=checked]:bg-accent"
      >
        <Primitive.Thumb className="block size-4.5 translate-x-0.75 rounded-full bg-surface shadow-sm transition-transform duration-200 data-[state=checked]:translate-x-4.75" />
      </Primitive.Root>
      {text}
    </label>
  );
}
