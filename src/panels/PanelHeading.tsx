import type { ReactNode } from 'react';
import { SlowNote } from './SlowNote.tsx';

/** What a panel is for, in a title and one plain sentence. */
export const PanelHeading = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <header className="mb-5 max-w-2xl lg:mb-7">
    <h1 className="text-2xl font-semibold tracking-tight text-balance lg:text-3xl">{title}</h1>
    <p className="mt-1.5 text-muted text-pretty">{children}</p>
    <SlowNote />
  </header>
);
