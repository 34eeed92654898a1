import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { LibraryItem } from '../../store/librarySlice.ts';
import type { MorphKey } from '../../store/morphSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { morphWords } from '../../words/morphWords.ts';
import { ItemName } from '../library/ItemName.tsx';
import { ItemPicture } from '../library/ItemPicture.tsx';
import { SegmentChip } from './SegmentChip.tsx';

interface MorphKeyCardProps {
  readonly morphKey: MorphKey;
  readonly item: LibraryItem;
  /** From 1. */
  readonly place: number;
  /** The playhead is at this picture, or in the segment after it. */
  readonly isActive: boolean;
  /** How much of that segment lies behind the playhead. */
  readonly progress: number;
  /** Whether there is a segment after it. */
  readonly leadsOn: boolean;
  readonly closesLoop: boolean;
  readonly onShow: () => void;
}

/** A picture on the timeline and the way to the next one. */
export function MorphKeyCard(props: MorphKeyCardProps) {
  const { morphKey, item, place, isActive, progress, leadsOn, closesLoop, onShow } = props;
  const removeMorphKey = useStudio((s) => s.removeMorphKey);
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id: morphKey.id,
  });
  function takeOff(control: Element): void {
    // The focus goes on to the next picture, or to the plus after the last one.
    control.closest('li')?.nextElementSibling?.querySelector('button')?.focus();
    removeMorphKey(morphKey.id);
  }
  function press(event: KeyboardEvent): void {
    if (event.key === 'Delete' || event.key === 'Backspace') takeOff(event.currentTarget);
    else listeners?.onKeyDown?.(event);
  }
  return (
    <li
      ref={setNodeRef}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      className={clsx('group relative flex shrink-0 items-start', isDragging && 'z-10')}
    >
      <div className="relative w-24 sm:w-28">
        <button
          type="button"
          ref={setActivatorNodeRef}
          {...attributes}
          {...listeners}
          onKeyDown={press}
          onClick={onShow}
          aria-label={morphWords.key.picture(item.name, place)}
          className={clsx(
            'block w-full cursor-grab rounded-2xl transition-[scale] active:cursor-grabbing',
            isDragging && 'scale-105',
          )}
        >
          <ItemPicture
            item={item}
            label=""
            drawnSize={256}
            className={clsx(
              'rounded-2xl outline-[3px] outline-offset-2 transition-[outline-color]',
              isActive ? 'outline-accent' : 'outline-transparent',
              isDragging && 'shadow-card',
            )}
          />
        </button>
        <button
          type="button"
          aria-label={morphWords.key.takeOff(place, item.name)}
          title={morphWords.key.off}
          onClick={({ currentTarget }) => takeOff(currentTarget)}
          className="touchable absolute top-1.5 right-1.5 grid size-6 place-items-center rounded-full bg-surface/90 opacity-0 shadow-sm transition-opacity group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
        >
          <X className="size-3.5" />
        </button>
        <ItemName name={item.name} className="mt-1.5 text-xs text-muted" />
      </div>
      {leadsOn && <SegmentChip morphKey={morphKey} place={place} progress={progress} closesLoop={closesLoop} />}
    </li>
  );
}
