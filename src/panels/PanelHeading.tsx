import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { SlowNote } from './SlowNote.tsx';

interface PanelHeadingProps {
  readonly title: string;
  /** On a phone the sentence has no room here: the panel says it further down. */
  readonly isBriefOnPhones?: boolean;
  readonly children: ReactNode;
}

/** What a panel is for, in a title and one plain sentence. */
export const PanelHeading = ({ title, isBriefOnPhones = false, children }: PanelHeadingProps) => (
  <header className={clsx('max-w-3xl lg:mb-7 lg:short:mb-5', isBriefOnPhones ? 'mb-3 sm:mb-5' : 'mb-5')}>
    <h1 className="text-2xl font-semibold tracking-tight text-balance max-sm:tiny:text-xl lg:text-3xl lg:short:text-2xl">
      {title}
    </h1>
    <p className={clsx('mt-1.5 text-muted text-pretty lg:short:mt-1', isBriefOnPhones && 'max-sm:hidden')}>
      {children}
    </p>
    <div className={clsx(isBriefOnPhones && 'max-sm:hidden')}>
      <SlowNote />
    </div>
  </header>
);
