import { Tooltip as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';

export const TooltipProvider = ({ children }: { readonly children: ReactNode }) => (
  <Primitive.Provider delayDuration={450}>{children}</Primitive.Provider>
);

/** A few words beside a control, on hover and on keyboard focus. */
export function Tooltip({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          sideOffset={6}
          collisionPadding={8}
          className="animate-fade z-50 max-w-64 rounded-lg bg-ink px-2.5 py-1.5 text-xs font-medium text-ground shadow-card"
        >
          {text}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
