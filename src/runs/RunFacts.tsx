import type { ReactNode } from 'react';
import { timeLeft } from '../learning/curves.ts';
import { blockSize } from '../words/blockMeaning.ts';
import { duration, grouped } from '../words/figures.ts';
import type { Run } from './runStore.ts';

/** The run in numbers. */
export function RunFacts({ run }: { readonly run: Run }) {
  const last = run.stats.at(-1);
  if (!last) return null;
  const left = timeLeft(run.stats, run.levels);
  const { machine } = last;
  return (
    <section aria-label="In numbers" className="rounded-3xl border border-line bg-surface p-5 xl:p-6">
      <dl className="grid h-full grid-cols-2 gap-x-5 gap-y-5 md:grid-cols-4 xl:grid-cols-2">
        <Fact term="Level">
          {blockSize(last.lod)}
          <Detail>{last.blend < 1 ? `fading in, ${Math.round(100 * last.blend)}%` : 'fully faded in'}</Detail>
        </Fact>
        <Fact term="Speed">
          {last.imagesPerSecond.toFixed(1)}
          <Detail>images a second</Detail>
        </Fact>
        <Fact term="Images seen">
          {grouped(last.imagesSeen)}
          {last.totalImages !== undefined && <Detail>of {grouped(last.totalImages)}</Detail>}
        </Fact>
        <Fact term="Trained for">
          {duration(last.elapsedMs)}
          <Detail>{grouped(last.iteration)} steps</Detail>
        </Fact>
        {left && run.state !== 'finished' && (
          <Fact term="Still to go">
            {left.isLastLevel ? duration(left.totalMs) : `over ${duration(left.totalMs)}`}
            <Detail>
              {left.isLastLevel ? 'at this speed' : `${duration(left.levelMs)} at this level; finer ones are slower`}
            </Detail>
          </Fact>
        )}
        <Fact term="Batch">
          {last.batchSize} images
          <Detail>learning rate {last.learningRate}</Detail>
        </Fact>
        {machine && (
          <>
            <Fact term="Processor">
              {machine.busyCores.toFixed(1)} of {machine.coreCount}
              <Detail>cores busy; load of the machine {machine.loadAverage.toFixed(1)}</Detail>
            </Fact>
            <Fact term="Memory">
              {(machine.residentBytes / 1e9).toFixed(2)} GB
              <Detail>
                process {machine.pid} on {machine.host}
              </Detail>
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
