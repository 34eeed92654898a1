import { clsx } from 'clsx';
import { Minus, Plus } from 'lucide-react';
import type { Mark } from '../../store/examplesSlice.ts';

/** More or less, in the corner of an example's picture. */
export const MarkBadge = ({ mark }: { readonly mark: Mark }) => (
  <span
    aria-hidden
    className={clsx(
      'pointer-events-none absolute left-1/2 top-1.5 -translate-x-1/2 grid size-6 place-items-center rounded-full shadow-sm [&_svg]:size-4',
      mark === 'more' ? 'bg-accent text-on-accent' : 'bg-ink text-ground',
    )}
  >
    {mark === 'more' ? <Plus /> : <Minus />}
  </span>
);
