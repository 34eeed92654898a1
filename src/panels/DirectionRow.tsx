import { RotateCcw } from 'lucide-react';
import { positionAlong } from '../latent/directions.ts';
import { blockRangeLabel, blockSize } from '../store/blockMeaning.ts';
import { axisOf } from '../store/directionAxes.ts';
import type { ListedDirection } from '../store/directionsSlice.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { IconButton } from '../ui/Button.tsx';
import { RangeSlider, Slider } from '../ui/Slider.tsx';
import { DirectionStrip } from './DirectionStrip.tsx';
import { useLatent } from './useLatent.ts';

/** A slider reaches this many σ either way, farther if the photo lies outside. */
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
  const { id, name, firstBlock, lastBlock } = direction;
  const offset = settings.offsets[id] ?? 0;
  const ownValue = positionAlong(axisOf(id), w);
  const reach = Math.max(REACH, Math.ceil(Math.abs(ownValue)));
  return (
    <li className="grid gap-x-5 py-3.5 sm:grid-cols-[15rem_minmax(0,1fr)]">
      <DirectionStrip item={item} direction={direction} onGo={(to) => move(id, to)} />
      <div>
        <div className="flex h-8 items-center gap-2 text-sm">
          <span className="font-semibold">{name}</span>
          <output className="text-muted">
            {signed(ownValue + offset)} σ{offset !== 0 && `, moved ${signed(offset)}`}
          </output>
          <span className="grow" />
          <IconButton label={`Reset ${name}`} disabled={offset === 0} onClick={() => move(id, 0)}>
            <RotateCcw />
          </IconButton>
        </div>
        <Slider
          label={name}
          value={offset}
          min={toStep(-reach - ownValue)}
          max={toStep(reach - ownValue)}
          step={STEP}
          mark={0}
          valueText={`${signed(ownValue + offset)} standard deviations`}
          onChange={(next) => move(id, toStep(next))}
        />
        <div className="flex items-center gap-4 text-xs text-muted">
          <span className="w-32 shrink-0">{blockRangeLabel(firstBlock, lastBlock)}</span>
          <RangeSlider
            label={`Layers of ${name}`}
            value={[firstBlock, lastBlock]}
            max={layerCount - 1}
            valueTextOf={blockSize}
            onChange={([first, last]) => changeDirection(id, { firstBlock: first, lastBlock: last })}
          />
        </div>
      </div>
    </li>
  );
}

const signed = (value: number) => `${value <= -0.05 ? '−' : '+'}${Math.abs(value).toFixed(1)}`; // no −0.0
