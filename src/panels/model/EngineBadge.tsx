import { Cpu } from 'lucide-react';
import type { EngineInfo } from '../../engine/protocol.ts';
import { useStudio } from '../../store/studio.ts';
import { Popover } from '../../ui/Popover.tsx';
import { BACKEND_NAMES } from '../../words/backends.ts';
import { translated } from '../../words/language.ts';
import { modelWords } from '../../words/modelWords.ts';

/** What computes, and why nothing faster does. */
export function EngineBadge() {
  const job = useStudio((s) => s.modelJob);
  const isForced = useStudio((s) => s.forcedBackend !== null);
  if (job.state !== 'done') return null;
  const { backend, workerCount, rejected } = job.info;
  return (
    <Popover
      label={modelWords.whatComputes}
      className="w-84"
      trigger={
        <button
          type="button"
          aria-label={modelWords.computedBy(badgeText(job.info))}
          className="touchable inline-flex h-9 items-center gap-2 rounded-full px-3 text-sm font-medium whitespace-nowrap text-muted hover:bg-sunken hover:text-ink"
        >
          <Cpu className="size-4" />
          <span className="max-sm:sr-only lg:max-xl:sr-only">{badgeText(job.info)}</span>
        </button>
      }
    >
      <p className="font-semibold">{BACKEND_NAMES[backend]}</p>
      <p className="mt-1 text-sm text-muted">
        {modelWords.backends[backend]}
        {workerCount > 1 && ` ${modelWords.workers(workerCount)}`}
        {isForced && ` ${modelWords.addressAsks}`}
      </p>
      {rejected.length > 0 && (
        <>
          <p className="mt-4 text-sm font-semibold">{modelWords.triedBefore}</p>
          <ul className="mt-1 flex flex-col gap-2 text-sm text-muted">
            {rejected.map(({ backend: name, reason }) => (
              <li key={name}>
                <span className="font-medium text-ink">{modelWords.rejected(BACKEND_NAMES[name])}</span>{' '}
                {translated(reason)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Popover>
  );
}

const badgeText = ({ backend, workerCount }: EngineInfo): string =>
  workerCount > 1 ? `${BACKEND_NAMES[backend]} ×${workerCount}` : BACKEND_NAMES[backend];
