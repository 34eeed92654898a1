import { clsx } from 'clsx';
import { Crop, ScanFace, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { removeItem } from '../../actions/library.ts';
import { useIsUnfamiliar } from '../../pictures/useIsUnfamiliar.ts';
import { rankFigure, ranksByLikeness } from '../../store/libraryOrder.ts';
import { itemKey, type LibraryItem } from '../../store/librarySlice.ts';
import { type StudioState, useStudio } from '../../store/studio.ts';
import { TextField } from '../../ui/EditableText.tsx';
import { libraryWords } from '../../words/libraryWords.ts';
import { ItemPicture } from './ItemPicture.tsx';
import { MarkBadge } from './MarkBadge.tsx';

const CORNER =
  'touchable absolute grid size-7 place-items-center rounded-full bg-surface/90 text-ink shadow-sm backdrop-blur-sm ' +
  'transition-opacity hover:bg-surface focus-visible:opacity-100 group-hover:opacity-100';

/** What the library is ranked by, while it is. */
function selectRankFigure(s: StudioState, item: LibraryItem): string | null {
  const likeness = s.likenesses[itemKey(item)];
  return likeness && ranksByLikeness(s.libraryOrder) ? rankFigure(likeness, s.likenessMeasure) : null;
}

/** A cat of the library: choose it, adjust its crop, rename it, take it out. */
export function LibraryCard({ item }: { readonly item: LibraryItem }) {
  const mark = useStudio((s) => s.marks[item.id]);
  const isSelected = useStudio((s) => s.selectedId === item.id);
  const selectItem = useStudio((s) => s.selectItem);
  const openDialog = useStudio((s) => s.openDialog);
  const renameItem = useStudio((s) => s.renameItem);
  const [isRenamed, setRenamed] = useState(false);
  const card = useRef<HTMLButtonElement>(null);
  const isUnfamiliar = useIsUnfamiliar(item);
  const figure = useStudio((s) => selectRankFigure(s, item));
  // A finger cannot point first: it must not meet a button that it does not see.
  const cornerVisibility = isSelected ? 'opacity-100' : 'opacity-0 pointer-coarse:hidden';
  return (
    <li className="group relative w-22 shrink-0 lg:w-auto">
      <button
        type="button"
        aria-pressed={isSelected}
        ref={card}
        aria-keyshortcuts="F2"
        onClick={() => selectItem(item.id)}
        onKeyDown={(event) => event.key === 'F2' && setRenamed(true)}
        className="block w-full rounded-picture text-left"
      >
        <ItemPicture
          item={item}
          label=""
          drawnSize={256}
          className={clsx(
            'rounded-picture transition-[outline-color] outline-[3px] outline-offset-2',
            isSelected ? 'outline-accent' : 'outline-transparent',
          )}
        />
        {mark && <MarkBadge mark={mark} />}
        <span className={clsx('mt-1.5 flex flex-col text-xs text-muted', isRenamed && 'hidden')}>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: F2 does it from the keyboard. */}
          <span
            title={libraryWords.card.renames(item.name)}
            className={clsx('truncate', isSelected && 'font-semibold text-ink')}
            onDoubleClick={() => setRenamed(true)}
          >
            {item.name}
          </span>
          {figure !== null && <span>{figure}</span>}
        </span>
      </button>
      {isRenamed && (
        <TextField
          text={item.name}
          label={libraryWords.card.rename(item.name)}
          onChange={(name) => renameItem(item.id, name)}
          onLeave={(isByKey) => {
            setRenamed(false);
            if (isByKey) card.current?.focus();
          }}
          className="mt-1 h-7 w-full text-xs"
        />
      )}
      {isUnfamiliar && (
        <div className="pointer-events-none absolute inset-x-0 top-0 aspect-square">
          <button
            type="button"
            aria-label={libraryWords.card.unfamiliar(item.name)}
            title={libraryWords.card.unfamiliarTitle}
            className={clsx(CORNER, 'pointer-events-auto bottom-1.5 left-1.5 text-muted')}
            onClick={() => openDialog({ kind: 'crop', itemId: item.id, isSearching: true })}
          >
            <ScanFace className="size-3.5" />
          </button>
        </div>
      )}
      {item.kind === 'photo' && (
        <button
          type="button"
          aria-label={libraryWords.card.adjustCropOf(item.name)}
          title={libraryWords.card.adjustCrop}
          className={clsx(CORNER, 'top-1.5 left-1.5', cornerVisibility)}
          onClick={() => openDialog({ kind: 'crop', itemId: item.id })}
        >
          <Crop className="size-3.5" />
        </button>
      )}
      <button
        type="button"
        aria-label={libraryWords.card.removeOf(item.name)}
        title={libraryWords.card.remove}
        className={clsx(CORNER, 'top-1.5 right-1.5', cornerVisibility)}
        onClick={() => removeItem(item.id)}
      >
        <X className="size-3.5" />
      </button>
    </li>
  );
}
