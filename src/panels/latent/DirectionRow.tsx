import { RotateCcw, Star, X } from 'lucide-react';
import { positionAlong } from '../../latent/directions.ts';
import type { ListedDirection } from '../../store/directionsSlice.ts';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { useStudio } from '../../store/studio.ts';
import { IconButton } from '../../ui/Button.tsx';
import { EditableText } from '../../ui/EditableText.tsx';
import { RangeSlider, Slider } from '../../ui/Slider.tsx';
import { SortableRow } from '../../ui/SortableList.tsx';
import { blockRangeLabel, blockSize } from '../../words/blockMeaning.ts';
import { latentWords } from '../../words/latentWords.ts';
import { learntSentence } from '../../words/learntSentence.ts';
import { DirectionStrip, STRIP_REACH } from './DirectionStrip.tsx';
import { useLatent } from './useLatent.ts';

/** A slider goes this many σ from the average either way, and always as far as the strip shows. */
const REACH = 3;

/** Of a slider, in σ. Steps count from the photo's own value, so that it can be found again. */
const STEP = 0.05;
const toStep = (offset: number): number => Math.round(offset / STEP) * STEP;

interface DirectionRowProps {
  readonly item: LibraryItem;
  readonly direction: ListedDirection;
  /** Where the item lies in W [S]. */
  readonly w: Float32Array;
}

/** One direction: what it does as three pictures, its slider, and the layers that it moves. */
export function DirectionRow({ item, direction, w }: DirectionRowProps) {
  const { settings, layerCount, move } = useLatent(item);
  const changeDirection = useStudio((s) => s.changeDirection);
  const { id, name, kind, firstBlock, lastBlock, learntFrom } = direction;
  const offset = settings.offsets[id] ?? 0;
  const ownValue = positionAlong(direction, w);
  const value = signed(ownValue + offset);
  const inWords = offset === 0 ? latentWords.row.value(value) : latentWords.row.moved(value, signed(offset));
  return (
    <SortableRow id={id} name={name} className="py-3">
      <div className="grid items-center gap-x-5 gap-y-1 @sm:grid-cols-[10rem_minmax(0,1fr)] @xl:grid-cols-[15rem_minmax(0,1fr)]">
        <DirectionStrip item={item} direction={direction} offset={offset} onGo={(to) => move(id, to)} />
        <div className="min-w-0">
          <div className="flex items-center gap-2 text-sm">
            <EditableText
              text={name}
              label={latentWords.row.rename(name)}
              onChange={(next) => changeDirection(id, { name: next })}
            />
            <span
              title={latentWords.kinds[kind].meaning}
              className="rounded-full bg-sunken px-2 py-0.5 text-xs text-muted hidden @2xl:inline"
            >
              {latentWords.kinds[kind].text}
            </span>
            <span className="grow" />
            <RowButtons direction={direction} isMoved={offset !== 0} onReset={() => move(id, 0)} />
          </div>
          <Slider
            label={name}
            value={offset}
            min={toStep(Math.min(-REACH - ownValue, -STRIP_REACH))}
            max={toStep(Math.max(REACH - ownValue, STRIP_REACH))}
            step={STEP}
            mark={0}
            valueText={latentWords.row.deviations(value)}
            onChange={(next) => move(id, toStep(next))}
          />
          <div className="flex items-center gap-3 text-xs text-muted">
            <output className="w-32 shrink-0 text-ink">{inWords}</output>
            <span className="sr-only @xl:not-sr-only @xl:w-22 @xl:shrink-0 @xl:text-right">
              {blockRangeLabel(firstBlock, lastBlock)}
            </span>
            <RangeSlider
              label={latentWords.row.layers(name)}
              value={[firstBlock, lastBlock]}
              max={layerCount - 1}
              valueTextOf={blockSize}
              onChange={([first, last]) => changeDirection(id, { firstBlock: first, lastBlock: last })}
            />
          </div>
          {learntFrom && <p className="mt-1 text-xs text-pretty text-muted">{learntSentence(learntFrom)}</p>}
        </div>
      </div>
    </SortableRow>
  );
}

interface RowButtonsProps {
  readonly direction: ListedDirection;
  readonly isMoved: boolean;
  readonly onReset: () => void;
}

function RowButtons({ direction: { id, name, isStarred }, isMoved, onReset }: RowButtonsProps) {
  const changeDirection = useStudio((s) => s.changeDirection);
  const removeDirection = useStudio((s) => s.removeDirection);
  return (
    <div className="-mr-2 flex">
      <IconButton label={latentWords.row.reset(name)} disabled={!isMoved} onClick={onReset}>
        <RotateCcw />
      </IconButton>
      <IconButton
        label={latentWords.row.star(name)}
        aria-pressed={isStarred}
        className="aria-pressed:text-accent"
        onClick={() => changeDirection(id, { isStarred: !isStarred })}
      >
        <Star fill={isStarred ? 'currentColor' : 'none'} />
      </IconButton>
      <IconButton label={latentWords.row.remove(name)} onClick={() => removeDirection(id)}>
        <X />
      </IconButton>
    </div>
  );
}

const signed = (value: number) => `${value <= -0.05 ? '−' : '+'}${Math.abs(value).toFixed(1)}`; // no −0.0
