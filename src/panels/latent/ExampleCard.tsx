import { clsx } from 'clsx';
import type { KeyboardEvent } from 'react';
import { type Mark, nextMark } from '../../store/examplesSlice.ts';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { useStudio } from '../../store/studio.ts';
import { latentWords } from '../../words/latentWords.ts';
import { ItemPicture } from '../library/ItemPicture.tsx';
import { MarkBadge } from '../library/MarkBadge.tsx';

const MARK_KEYS: Readonly<Record<string, Mark | null>> = {
  '+': 'more',
  '=': 'more',
  '-': 'less',
  '0': null,
  Delete: null,
};
const OUTLINES: Readonly<Record<Mark | 'none', string>> = {
  more: 'outline-accent',
  less: 'outline-ink',
  none: 'outline-transparent',
};

/** A cat of the library that is marked as an example: pressing it goes through more, less and neither. */
export function ExampleCard({ item, index }: { readonly item: LibraryItem; readonly index: number }) {
  const mark = useStudio((s) => s.marks[item.id]);
  const setMark = useStudio((s) => s.setMark);
  function pressKey(event: KeyboardEvent): void {
    const next = MARK_KEYS[event.key];
    if (next !== undefined) setMark(item.id, next);
  }
  return (
    <li>
      <button
        type="button"
        aria-label={latentWords.marks.card(item.name, latentWords.marks[mark ?? 'none'])}
        data-nav-row={0}
        data-nav-column={index}
        onClick={() => setMark(item.id, nextMark(mark))}
        onKeyDown={pressKey}
        className="relative block w-full rounded-xl text-left"
      >
        <ItemPicture
          item={item}
          label=""
          drawnSize={256}
          className={clsx(
            'rounded-xl outline-[3px] -outline-offset-1 transition-[outline-color,opacity]',
            OUTLINES[mark ?? 'none'],
          )}
        />
        {mark && <MarkBadge mark={mark} />}
        <span className="mt-1 block truncate text-xs text-muted">{item.name}</span>
      </button>
    </li>
  );
}
