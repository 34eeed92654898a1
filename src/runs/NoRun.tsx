import { Sprout, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { runsWords } from '../words/runsWords.ts';
import type { Run } from './runStore.ts';

/** Stands where the curves will be, and says what is being waited for. */
export const WaitingForRun = ({ run }: { readonly run: Run }) =>
  run.state === 'missing' ? (
    <EmptyState icon={<Sprout />} title={runsWords.waitingFor(run.directory)}>
      {runsWords.noDirectory}
      <Command>npm run alae -- train --dataset data/cats --out {run.directory}</Command>
    </EmptyState>
  ) : (
    <EmptyState icon={<Sprout />} title={runsWords.aboutToBegin(run.name)}>
      {runsWords.noLine}
    </EmptyState>
  );

/** The page without the command that feeds it, as on a static host. */
export const NothingWatched = () => (
  <EmptyState icon={<Sprout />} title={runsWords.nothingWatched}>
    {runsWords.nothingWatchedText}
    <Command>npm run alae -- watch runs/cats</Command>
    <a href="../" className="mt-5 inline-block font-medium text-accent underline underline-offset-4">
      {runsWords.toStudio}
    </a>
  </EmptyState>
);

export const NoAnswer = () => (
  <EmptyState icon={<TriangleAlert />} title={runsWords.watchingEnded}>
    {runsWords.watchingEndedText}
    <Command>npm run alae -- watch runs/cats</Command>
  </EmptyState>
);

const EmptyState = ({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) => (
  <div className="mx-auto grid min-h-[60dvh] max-w-xl place-items-center">
    <div className="flex flex-col items-center gap-3 text-center [&>svg]:size-9 [&>svg]:text-accent">
      {icon}
      <h1 className="text-2xl font-semibold tracking-tight text-balance [overflow-wrap:anywhere]">{title}</h1>
      <div className="text-pretty text-muted">{children}</div>
    </div>
  </div>
);

const Command = ({ children }: { readonly children: ReactNode }) => (
  <code className="mt-4 block rounded-2xl bg-sunken px-4 py-3 text-left text-sm text-ink [overflow-wrap:anywhere]">
    {children}
  </code>
);
