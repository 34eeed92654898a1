import { clsx } from 'clsx';
import type { ReactNode } from 'react';

/** What a dialog leads to, at its end; on a phone it stays in sight at the lower edge. */
export const DialogActions = ({
  className,
  children,
}: {
  readonly className?: string;
  readonly children: ReactNode;
}) => (
  <div
    className={clsx(
      'flex justify-end gap-2 max-sm:sticky max-sm:bottom-0 max-sm:z-10 max-sm:-mx-5 max-sm:-mb-5 max-sm:bg-surface max-sm:px-5 max-sm:pt-3 max-sm:pb-5',
      className,
    )}
  >
    {children}
  </div>
);
