import { clsx } from 'clsx';
import { Check, Crop, ScanFace, X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { removeItem } from '../../actions/library.ts';
import { useIsUnfamiliar } from '../../pictures/useIsUnfamiliar.ts';
import { rankFigure, ranksByLikeness } from '../../store/libraryOrder.ts';
import { itemKey, type LibraryItem } from '../../store/librarySlice.ts';
import { type StudioState, useStudio } from '../../store/studio.ts';
import { useCarry } from '../../ui/carrying.ts';
import { TextField } from '../../ui/EditableText.tsx';
import { LatePart } from '../../ui/LatePart.tsx';
import { late } from '../../ui/late.ts';
import { useInView } from '../../ui/useInView.ts';
import { libraryWords } from '../../words/libraryWords.ts';
import { ItemName } from './ItemName.tsx';
import { ItemPicture } from './ItemPicture.tsx';
import { MarkBadge } from './MarkBadge.tsx';

const CardMenu = late(async () => (await import('./CardMenu.tsx')).CardMenu);

const CORNER =
  'touchable absolute grid size-7 place-items-center rounded-full bg-surface/90 text-ink shadow-sm backdrop-blur-sm ' +
  'transition-opacity hover:bg-surface focus-visible:opacity-100 group-hover:opacity-100';

/** What the library is ranked by, while it is. */
function selectRankFigure(s: StudioState, item: LibraryItem): string | null {
  const likeness = s.likenesses[itemKey(item)];
  return likeness && ranksByLikeness(s.libraryOrder) ? rankFigure(likeness, s.likenessMeasure) : null;
}

/** Keys that were held while a card was pressed. */
export type HeldKeys = Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>;

interface LibraryCardProps {
  readonly item: LibraryItem;
  readonly onPress: (id: string, held: HeldKeys) => void;
}

/** A cat of the library: choose it, pick it with others, carry it elsewhere, adjust its crop, rename it, take it out. */
export function LibraryCard({ item, onPress }: LibraryCardProps) {
  const mark = useStudio((s) => s.marks[item.id]);
  const isSelected = useStudio((s) => s.selectedId === item.id);
  const isPicking = useStudio((s) => s.pickedIds !== null);
  const isPicked = useStudio((s) => s.pickedIds?.includes(item.id) ?? false);
  const openDialog = useStudio((s) => s.openDialog);
  const renameItem = useStudio((s) => s.renameItem);
  const [isRenamed, setRenamed] = useState(false);
  const { ref: card, isInView } = useInView<HTMLButtonElement>();
  const { node, listeners, isCarried } = useCarry<HTMLLIElement>(item.id);
  const isUnfamiliar = useIsUnfamiliar(item, isInView);
  const figure = useStudio((s) => selectRankFigure(s, item));
  // A finger cannot point first: it must not meet a button that it does not see.
  const cornerVisibility = isSelected && !isPicking ? 'opacity-100' : 'opacity-0 pointer-coarse:hidden';
  const isFaceMissing = isUnfamiliar || (item.kind === 'photo' && item.isUnframed === true);

  function pressKey(event: KeyboardEvent): void {
    if (event.key === 'F2') setRenamed(true);
    const isPress = event.key === ' ' || event.key === 'Enter';
    if (!isPress || !(event.shiftKey || event.ctrlKey || event.metaKey)) return;
    event.preventDefault(); // or it would be a press without these keys
    onPress(item.id, event);
  }

  return (
    <li ref={node} className={clsx('group relative w-22 shrink-0 lg:w-auto', isCarried && 'opacity-50')}>
      <button
        type="button"
        {...(isPicking ? { role: 'checkbox', 'aria-checked': isPicked } : { 'aria-pressed': isSelected })}
        ref={card}
        aria-keyshortcuts="F2"
        onClick={(event) => onPress(item.id, event)}
        onKeyDown={pressKey}
        {...listeners}
        className="block w-full rounded-picture text-left select-none [-webkit-touch-callout:none]"
      >
        <ItemPicture
          item={item}
          label=""
          drawnSize={256}
          className={clsx(
            'rounded-picture transition-[outline-color] outline-[3px] outline-offset-2',
            isSelected ? 'outline-accent' : 'outline-transparent',
            isPicking && !isPicked && 'opacity-60',
          )}
        />
        {isPicking && (
          <span
            aria-hidden
            className={clsx(
              'absolute top-1.5 right-1.5 grid size-6 place-items-center rounded-full border-2 shadow-sm',
              isPicked ? 'border-accent bg-accent text-on-accent' : 'border-line-strong bg-surface/90 text-transparent',
            )}
          >
            <Check className="size-4" />
          </span>
        )}
        {mark && <MarkBadge mark={mark} />}
        <span className={clsx('mt-1.5 flex flex-col text-xs text-muted max-sm:tiny:sr-only', isRenamed && 'hidden')}>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: F2 does it from the keyboard. */}
          <span
            title={libraryWords.card.renames(item.name)}
            className={clsx('min-w-0', isSelected && 'font-semibold text-ink')}
            onDoubleClick={() => setRenamed(true)}
          >
            <ItemName name={item.name} />
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
      {!isPicking && (
        <div className="pointer-events-none absolute inset-x-0 top-0 aspect-square">
          {isFaceMissing && (
            <button
              type="button"
              aria-label={
                isUnfamiliar ? libraryWords.card.unfamiliar(item.name) : libraryWords.card.unframed(item.name)
              }
              title={isUnfamiliar ? libraryWords.card.unfamiliarTitle : libraryWords.card.unframedTitle}
              className={clsx(CORNER, 'pointer-events-auto bottom-1.5 left-1.5 text-muted')}
              onClick={() => openDialog({ kind: 'crop', itemId: item.id, isSearching: true })}
            >
              <ScanFace className="size-3.5" />
            </button>
          )}
          <LatePart>
            <CardMenu
              item={item}
              onRename={() => setRenamed(true)}
              className={clsx(
                CORNER,
                'pointer-events-auto right-1.5 bottom-1.5 data-[state=open]:opacity-100',
                cornerVisibility,
              )}
            />
          </LatePart>
        </div>
      )}
      {item.kind === 'photo' && !isPicking && (
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
      {!isPicking && (
        <button
          type="button"
          aria-label={libraryWords.card.removeOf(item.name)}
          title={libraryWords.card.remove}
          className={clsx(CORNER, 'top-1.5 right-1.5', cornerVisibility)}
          onClick={() => removeItem(item.id)}
        >
          <X className="size-3.5" />
        </button>
      )}
    </li>
  );
}
