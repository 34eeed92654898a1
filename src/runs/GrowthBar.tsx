import { clsx } from 'clsx';
import type { Level, Stats } from '../learning/feed.ts';
import { blockResolution } from '../networks/architecture.ts';
import { grouped } from '../words/language.ts';
import { runsWords } from '../words/runsWords.ts';

interface GrowthBarProps {
  readonly levels: readonly Level[];
  readonly last: Stats;
  readonly total: number;
}

/** How far the training has come, level by level. Short levels are drawn wider than they are, to be seen. */
export function GrowthBar({ levels, last, total }: GrowthBarProps) {
  const spans = levels
    .map((level, i) => ({ ...level, toImages: Math.min(total, levels[i + 1]?.fromImages ?? total) }))
    .filter(({ fromImages, toImages }) => toImages > fromImages);
  return (
    <ol aria-label={runsWords.levels} className="flex gap-1.5">
      {spans.map(({ lod, fromImages, toImages }) => {
        const part = Math.min(1, Math.max(0, (last.imagesSeen - fromImages) / (toImages - fromImages)));
        const isCurrent = lod === last.lod;
        return (
          <li
            key={lod}
            aria-current={isCurrent ? 'step' : undefined}
            className="min-w-0 basis-0"
            style={{ flexGrow: Math.max(0.12, (toImages - fromImages) / total) }}
          >
            <div className="h-2 overflow-hidden rounded-full bg-line">
              <div className="h-full rounded-full bg-accent" style={{ width: `${100 * part}%` }} />
            </div>
            <p className={clsx('mt-1.5 truncate text-xs', isCurrent ? 'font-semibold text-ink' : 'text-muted')}>
              {blockResolution(lod)}
              <span className="max-sm:sr-only">×{blockResolution(lod)}</span>
            </p>
            <p className="truncate text-xs text-muted max-sm:hidden">
              {isCurrent && last.blend < 1
                ? runsWords.fadingIn(Math.round(100 * last.blend))
                : runsWords.images(grouped(toImages - fromImages))}
            </p>
          </li>
        );
      })}
    </ol>
  );
}
