import { clsx } from 'clsx';
import { Moon, Sun } from 'lucide-react';
import { useMemo } from 'react';
import { chooseLanguage } from '../actions/language.ts';
import { setTheme } from '../actions/theme.ts';
import { levelsSeen } from '../learning/curves.ts';
import type { RunState } from '../learning/feed.ts';
import { LOSSES } from '../learning/losses.ts';
import { IconButton } from '../ui/Button.tsx';
import { LanguageButton } from '../ui/LanguageButton.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { Switch } from '../ui/Switch.tsx';
import { useShownTheme } from '../ui/useShownTheme.ts';
import { Wordmark } from '../ui/Wordmark.tsx';
import { duration } from '../words/figures.ts';
import { grouped, locale } from '../words/language.ts';
import { runsWords } from '../words/runsWords.ts';
import { CurveCard } from './CurveCard.tsx';
import { GrowthBar } from './GrowthBar.tsx';
import { NoAnswer, NothingWatched, WaitingForRun } from './NoRun.tsx';
import { RunFacts } from './RunFacts.tsx';
import { RunOptions } from './RunOptions.tsx';
import { type Connection, type Run, useRun } from './runStore.ts';
import { SheetPlayer } from './SheetPlayer.tsx';

export function RunPage() {
  const connection = useRun((s) => s.connection);
  const run = useRun((s) => s.run);
  const isDark = useShownTheme() === 'dark';
  return (
    <>
      <header className="sticky top-0 z-20 border-b border-line bg-ground">
        <div className="mx-auto flex h-14 max-w-[1500px] items-center justify-between gap-3 px-4 sm:px-8 lg:h-16">
          <Wordmark />
          <span className="flex items-center gap-2">
            <StateBadge connection={connection} run={run} />
            <LanguageButton onChoose={(language) => chooseLanguage(language).catch(() => {})} />
            <IconButton
              label={isDark ? runsWords.lightTheme : runsWords.darkTheme}
              onClick={() => setTheme(isDark ? 'light' : 'dark')}
            >
              {isDark ? <Sun /> : <Moon />}
            </IconButton>
          </span>
        </div>
      </header>
      <main className="mx-auto max-w-[1500px] px-4 pt-5 pb-16 sm:px-8 lg:pt-8">
        <Content connection={connection} run={run} />
      </main>
    </>
  );
}

function Content({ connection, run }: { readonly connection: Connection; readonly run: Run | null }) {
  if (connection === 'absent') return <NothingWatched />;
  if (!run) return connection === 'lost' ? <NoAnswer /> : null;
  if (run.stats.length === 0) return <WaitingForRun run={run} />;
  return <Training run={run} />;
}

function Training({ run }: { readonly run: Run }) {
  const isLogarithmic = useRun((s) => s.isLogarithmic);
  const isSmooth = useRun((s) => s.isSmooth);
  const levels = useMemo(() => (run.levels.length > 0 ? run.levels : levelsSeen(run.stats)), [run]);
  const last = run.stats.at(-1)!;
  const hasMachine = last.machine !== undefined;
  const losses = useMemo(() => LOSSES.filter((loss) => run.stats.some((line) => line[loss] !== undefined)), [run]);
  return (
    <div className="flex flex-col gap-8 lg:gap-10">
      <div>
        <h1 className="text-2xl font-semibold tracking-tight [overflow-wrap:anywhere] lg:text-3xl">{run.name}</h1>
        <p className="mt-1.5 mb-5 text-muted text-pretty">{sentenceOn(run)}</p>
        {last.totalImages !== undefined && run.levels.length > 0 && (
          <GrowthBar levels={run.levels} last={last} total={last.totalImages} />
        )}
      </div>
      <div className="grid grid-cols-1 gap-5 xl:grid-cols-[minmax(0,1fr)_21rem]">
        <SheetPlayer levels={levels} />
        <RunFacts run={run} />
      </div>
      <section aria-labelledby="losses-heading">
        <header className="mb-4 flex flex-wrap items-center gap-x-6 gap-y-3">
          <h2 id="losses-heading" className="grow text-xl font-semibold tracking-tight">
            {runsWords.losses}
          </h2>
          <Switch text={runsWords.smooth} isOn={isSmooth} onChange={(next) => useRun.setState({ isSmooth: next })} />
          <Segmented
            label={runsWords.scale}
            value={isLogarithmic ? 'log' : 'linear'}
            options={[
              { value: 'linear', text: runsWords.linear },
              { value: 'log', text: runsWords.log },
            ]}
            onChange={(scale) => useRun.setState({ isLogarithmic: scale === 'log' })}
          />
        </header>
        <div className={clsx('grid grid-cols-1 gap-5 lg:grid-cols-2', losses.length % 3 === 0 && 'xl:grid-cols-3')}>
          {losses.map((loss) => (
            <CurveCard key={loss} curve={loss} levels={levels} />
          ))}
        </div>
      </section>
      <section aria-labelledby="machine-heading">
        <h2 id="machine-heading" className="mb-4 text-xl font-semibold tracking-tight">
          {runsWords.machine}
        </h2>
        <div className="grid grid-cols-1 gap-5 lg:grid-cols-2 xl:grid-cols-3">
          <CurveCard curve="imagesPerSecond" levels={levels} />
          {hasMachine && <CurveCard curve="busyCores" levels={levels} />}
          {hasMachine && <CurveCard curve="residentGigabytes" levels={levels} />}
        </div>
      </section>
      {run.options.length > 0 && <RunOptions options={run.options} />}
    </div>
  );
}

function sentenceOn(run: Run): string {
  const last = run.stats.at(-1)!;
  const seen = grouped(last.imagesSeen);
  const time = duration(last.elapsedMs);
  if (run.state === 'finished') return runsWords.finished(seen, time);
  if (run.state === 'stopped') return runsWords.stopped(seen, time);
  const silentMs = last.writtenAt === undefined ? 0 : run.asOf - last.writtenAt;
  const silence = silentMs > SILENT_MS ? runsWords.silence(duration(silentMs)) : '';
  return runsWords.training(run.directory, seen, time) + silence;
}

/** A trainer writes a line about every ten seconds; a checkpoint and a sheet may come between. */
const SILENT_MS = 60_000;

const DOTS: Readonly<Record<RunState, string>> = {
  missing: 'bg-line-strong',
  waiting: 'bg-line-strong',
  running: 'bg-accent animate-shimmer',
  stopped: 'bg-line-strong',
  finished: 'bg-accent',
};

function StateBadge({ connection, run }: { readonly connection: Connection; readonly run: Run | null }) {
  if (!run) return null;
  const isLost = connection === 'lost';
  const dot = isLost ? 'bg-danger' : DOTS[run.state];
  return (
    <span role="status" className="flex items-center gap-2 rounded-full bg-sunken px-3 py-1.5 text-sm font-medium">
      <span className={clsx('size-2 rounded-full', dot)} />
      {isLost ? runsWords.noAnswer : runsWords.states[run.state]}
      {connection === 'report' && (
        <span className="text-muted max-sm:hidden">
          {runsWords.asOf(new Date(run.asOf).toLocaleString(locale(), REPORT_DATE))}
        </span>
      )}
    </span>
  );
}

const REPORT_DATE = { dateStyle: 'medium', timeStyle: 'short' } as const;
