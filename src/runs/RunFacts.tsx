import type { ReactNode } from 'react';
import { timeLeft } from '../learning/curves.ts';
import { blockSize } from '../words/blockMeaning.ts';
import { duration } from '../words/figures.ts';
import { grouped } from '../words/language.ts';
import { runsWords } from '../words/runsWords.ts';
import type { Run } from './runStore.ts';

/** The run in numbers. */
export function RunFacts({ run }: { readonly run: Run }) {
  const last = run.stats.at(-1);
  if (!last) return null;
  const left = timeLeft(run.stats, run.levels);
  const { machine } = last;
  return (
    <section aria-label={runsWords.facts.label} className="rounded-3xl border border-line bg-surface p-5 xl:p-6">
      <dl className="grid h-full grid-cols-2 gap-x-5 gap-y-5 md:grid-cols-4 xl:grid-cols-2">
        <Fact term={runsWords.facts.level}>
          {blockSize(last.lod)}
          <Detail>{last.blend < 1 ? runsWords.fadingIn(Math.round(100 * last.blend)) : runsWords.facts.fadedIn}</Detail>
        </Fact>
        <Fact term={runsWords.facts.speed}>
          {last.imagesPerSecond.toFixed(1)}
          <Detail>{runsWords.facts.perSecond}</Detail>
        </Fact>
        <Fact term={runsWords.facts.imagesSeen}>
          {grouped(last.imagesSeen)}
          {last.totalImages !== undefined && <Detail>{runsWords.facts.of(grouped(last.totalImages))}</Detail>}
        </Fact>
        <Fact term={runsWords.facts.trainedFor}>
          {duration(last.elapsedMs)}
          <Detail>{runsWords.facts.steps(grouped(last.iteration))}</Detail>
        </Fact>
        {left && run.state !== 'finished' && (
          <Fact term={runsWords.facts.stillToGo}>
            {left.isLastLevel ? duration(left.totalMs) : runsWords.facts.over(duration(left.totalMs))}
            <Detail>
              {left.isLastLevel ? runsWords.facts.atThisSpeed : runsWords.facts.atThisLevel(duration(left.levelMs))}
            </Detail>
          </Fact>
        )}
        <Fact term={runsWords.facts.batch}>
          {runsWords.facts.batchImages(last.batchSize)}
          <Detail>{runsWords.facts.learningRate(last.learningRate)}</Detail>
        </Fact>
        {machine && (
          <>
            <Fact term={runsWords.facts.processor}>
              {runsWords.facts.cores(machine.busyCores.toFixed(1), machine.coreCount)}
              <Detail>{runsWords.facts.load(machine.loadAverage.toFixed(1))}</Detail>
            </Fact>
            <Fact term={runsWords.facts.memory}>
              {runsWords.facts.gigabytes((machine.residentBytes / 1e9).toFixed(2))}
              <Detail>{runsWords.facts.process(machine.pid, machine.host)}</Detail>
            </Fact>
          </>
        )}
      </dl>
    </section>
  );
}

const Fact = ({ term, children }: { readonly term: string; readonly children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-xs font-medium text-muted">{term}</dt>
    <dd className="mt-0.5 text-lg leading-snug font-semibold tracking-tight">{children}</dd>
  </div>
);

const Detail = ({ children }: { readonly children: ReactNode }) => (
  <span className="block text-xs font-normal tracking-normal text-muted [overflow-wrap:anywhere]">{children}</span>
);
