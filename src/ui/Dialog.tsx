import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { uiWords } from '../words/uiWords.ts';

interface DialogProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A sheet over the page; it is open as long as it is rendered. */
export function Dialog({ title, description, onClose, children, className }: DialogProps) {
  // Dialogs open out of the store: Radix knows of no trigger that the focus could go back to.
  const [opener] = useState(() => openerOf(document.activeElement));
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="animate-fade fixed inset-0 z-30 grid grid-cols-[minmax(0,1fr)] place-items-end overflow-y-auto border-t-(length:--room-above) border-b-(length:--room-below) border-transparent bg-scrim sm:place-items-center sm:p-6">
          <Primitive.Content
            {...(description === undefined && { 'aria-describedby': undefined })}
            onInteractOutside={(event) => {
              // Messages lie over dialogs, and are no way out of them.
              if (event.target instanceof Element && event.target.closest('[data-messages]')) event.preventDefault();
            }}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              if (opener instanceof HTMLElement) opener.focus();
            }}
            className={clsx(
              'animate-rise relative w-full rounded-t-3xl bg-surface p-5 shadow-card sm:rounded-3xl sm:p-7',
              className ?? 'max-w-2xl',
            )}
          >
            <div className="mb-5 pr-10">
              <Primitive.Title className="text-xl font-semibold text-balance">{title}</Primitive.Title>
              {description !== undefined && (
                <Primitive.Description className="mt-1 text-sm text-muted">{description}</Primitive.Description>
              )}
            </div>
            {children}
            <Primitive.Close
              aria-label={uiWords.close}
              className="touchable absolute top-4 right-4 grid size-9 place-items-center rounded-full text-muted hover:bg-sunken hover:text-ink sm:top-6 sm:right-6"
            >
              <X className="size-5" />
            </Primitive.Close>
          </Primitive.Content>
        </Primitive.Overlay>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** An entry of a menu is gone by the time the dialog closes; the button that unfolded the menu is not. */
function openerOf(element: Element | null): Element | null {
  const menu = element?.closest('[role=menu]');
  return menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : element;
}
