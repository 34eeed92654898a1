import { X } from 'lucide-react';
import { Toast as Primitive } from 'radix-ui';
import type { Notice } from '../store/viewSlice.ts';
import { classNames } from './classNames.ts';

interface ToastsProps {
  readonly notices: readonly Notice[];
  readonly onDismiss: (id: string) => void;
}

/** Sentences that appear at the bottom and go by themselves; problems stay longer. */
export function Toasts({ notices, onDismiss }: ToastsProps) {
  return (
    <Primitive.Provider label="Message" swipeDirection="right">
      {notices.map(({ id, tone, text }) => (
        <Primitive.Root
          key={id}
          duration={tone === 'problem' ? 9000 : 3500}
          onOpenChange={(open) => !open && onDismiss(id)}
          className="animate-rise flex items-start gap-3 rounded-2xl border border-line bg-surface py-3 pr-2 pl-4 shadow-card"
        >
          <span
            className={classNames(
              'mt-1.5 size-2 shrink-0 rounded-full',
              tone === 'problem' ? 'bg-danger' : 'bg-accent',
            )}
          />
          <Primitive.Description className="grow text-sm">{text}</Primitive.Description>
          <Primitive.Close
            aria-label="Dismiss"
            className="grid size-7 shrink-0 place-items-center rounded-full text-muted hover:bg-sunken hover:text-ink"
          >
            <X className="size-4" />
          </Primitive.Close>
        </Primitive.Root>
      ))}
      <Primitive.Viewport className="fixed right-0 bottom-16 z-50 flex max-h-[60dvh] w-full max-w-md flex-col gap-2 overflow-y-auto p-4 outline-none lg:bottom-0" />
    </Primitive.Provider>
  );
}
