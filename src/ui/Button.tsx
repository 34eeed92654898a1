import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import { Tooltip } from './Tooltip.tsx';

const LOOKS = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  plain: 'border border-line bg-surface text-ink hover:border-line-strong',
  quiet: 'text-muted hover:bg-sunken hover:text-ink',
} as const;

type ButtonLook = keyof typeof LOOKS;

const SHARED =
  'touchable inline-flex shrink-0 items-center justify-center gap-2 rounded-full text-sm font-medium whitespace-nowrap ' +
  'transition-[background-color,border-color,color,scale] duration-150 active:scale-[0.97] ' +
  'disabled:pointer-events-none disabled:opacity-45 [&_svg]:size-4 [&_svg]:shrink-0';

type ButtonProps = ComponentProps<'button'> & { readonly look?: ButtonLook };

/** A button with words on it. */
export function Button({ look = 'plain', className, ...props }: ButtonProps) {
  return <button type="button" {...props} className={clsx(SHARED, 'h-9 px-4', LOOKS[look], className)} />;
}

/** A button with an icon on it; the label is its accessible name and its tooltip. */
export function IconButton({
  label,
  look = 'quiet',
  className,
  children,
  ...props
}: ButtonProps & { readonly label: string; readonly children: ReactNode }) {
  return (
    <Tooltip text={label}>
      <button
        type="button"
        aria-label={label}
        {...props}
        className={clsx(SHARED, 'size-9 [&_svg]:size-[1.125rem]', LOOKS[look], className)}
      >
        {children}
      </button>
    </Tooltip>
  );
}
