import { nearest, nearestLine } from '../learning/curves.ts';
import { type Level, sheetPath } from '../learning/feed.ts';
import { FramePlayer } from '../ui/FramePlayer.tsx';
import { blockSize } from '../words/blockMeaning.ts';
import { momentInWords } from '../words/figures.ts';
import { runsWords } from '../words/runsWords.ts';
import { sheetBands } from '../words/sheetBands.ts';
import { selectStats, useRun } from './runStore.ts';

/** The sample sheets of the run on a slider. The newest is followed until another one is chosen. */
export function SheetPlayer({ levels }: { readonly levels: readonly Level[] }) {
  const sheets = useRun((s) => s.run?.sheets) ?? [];
  const pictures = useRun((s) => s.pictures);
  const chosen = useRun((s) => s.sheet);
  const stats = useRun(selectStats);
  const last = sheets.length - 1;
  const index = chosen === null ? last : nearest(sheets, chosen);
  const seen = sheets[index];

  if (seen === undefined) {
    return (
      <section
        aria-label={runsWords.sheets.samples}
        className="grid min-h-72 place-items-center rounded-3xl bg-sunken/60 p-8 text-center"
      >
        <p className="max-w-sm text-balance text-muted">{runsWords.sheets.coming}</p>
      </section>
    );
  }
  const moment = momentInWords(seen, stats[nearestLine(stats, seen)]?.lod);

  return (
    <section
      aria-label={runsWords.sheets.samples}
      className="flex min-w-0 flex-col rounded-3xl border border-line bg-surface p-4 sm:p-5"
    >
      <FramePlayer
        label={runsWords.sheets.sheet}
        frameCount={sheets.length}
        index={index}
        onChoose={(i) => useRun.setState({ sheet: i >= last ? null : sheets[i]! })}
        addressOf={(i) => pictures?.[i] ?? sheetPath(sheets[i]!)}
        frameText={moment}
        bands={sheetBands()}
        aspectRatio={12 / 5}
        marks={marksOf(levels, sheets)}
        lastText={runsWords.sheets.newest}
        pictureClassName="min-w-160"
      >
        <p className="mt-2 text-sm">
          <span className="font-semibold">{moment}</span>
          <span className="text-muted">
            {chosen === null
              ? runsWords.sheets.placeNewest(index + 1, sheets.length)
              : runsWords.sheets.place(index + 1, sheets.length)}
          </span>
        </p>
      </FramePlayer>
    </section>
  );
}

/** From which sheet on a level shows. */
const marksOf = (levels: readonly Level[], sheets: readonly number[]) =>
  levels
    .map(({ lod, fromImages }) => ({
      text: blockSize(lod),
      index: sheets.findIndex((sheet) => sheet > fromImages),
    }))
    .filter(({ index }, i, all) => index >= 0 && index !== all[i + 1]?.index);
