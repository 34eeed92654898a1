import { RotateCcw } from 'lucide-react';
import type { PrincipalComponents } from '../engine/protocol.ts';
import { blockRangeLabel, blockSize } from '../store/blockMeaning.ts';
import { type Dial, dialDefaults } from '../store/latentSlice.ts';
import { withDial } from '../store/latentStyles.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { dialEndRequest } from '../store/renderings.ts';
import { useStudio } from '../store/studio.ts';
import { usePicture } from '../store/usePicture.ts';
import { IconButton } from '../ui/Button.tsx';
import { Picture } from '../ui/Picture.tsx';
import { RangeSlider, Slider } from '../ui/Slider.tsx';
import { useLatent } from './useLatent.ts';

/** A dial reaches this many σ either way, farther if the photo lies outside. */
const REACH = 3;

/** Of a dial, in σ. Steps count from the photo's own value, so that it can be found again. */
const STEP = 0.05;
const toStep = (offset: number): number => Math.round(offset / STEP) * STEP;

interface DialRowProps {
  readonly item: LibraryItem;
  readonly components: PrincipalComponents;
  readonly component: number;
  /** Where the photo lies along the component, in σ. */
  readonly ownValue: number;
}

/** One direction: its ends as pictures, its slider, and the layers it acts on. */
export function DialRow({ item, components, component, ownValue }: DialRowProps) {
  const { settings, layerCount } = useLatent(item);
  const setLatent = useStudio((s) => s.setLatent);
  const dial = settings.dials[component] ?? dialDefaults(layerCount);
  const reach = Math.max(REACH, Math.ceil(Math.abs(ownValue)));
  const value = ownValue + dial.offset;
  const lowest = toStep(-reach - ownValue);
  const highest = toStep(reach - ownValue);
  const name = `Dial ${component + 1}`;
  const set = (part: Partial<Dial>) => setLatent(item.id, withDial(settings, component, part, layerCount));
  const end = (offset: number) => ({ item, components, component, dial: { ...dial, offset }, layerCount });

  return (
    <li className="grid grid-cols-[3.5rem_minmax(0,1fr)_3.5rem] items-center gap-x-4 py-3.5 sm:grid-cols-[4.5rem_minmax(0,1fr)_4.5rem] sm:gap-x-5">
      <DialEnd {...end(lowest)} label={`${name} at its low end`} onChoose={() => set({ offset: lowest })} />
      <div>
        <div className="flex h-8 items-center gap-2 text-sm">
          <span className="font-semibold">{name}</span>
          <output className="text-muted">
            {signed(value)} σ{dial.offset !== 0 && `, moved ${signed(dial.offset)}`}
          </output>
          <span className="grow" />
          <IconButton
            label={`Reset ${name.toLowerCase()}`}
            disabled={dial.offset === 0}
            onClick={() => set({ offset: 0 })}
          >
            <RotateCcw />
          </IconButton>
        </div>
        <Slider
          label={name}
          value={dial.offset}
          min={lowest}
          max={highest}
          step={STEP}
          mark={0}
          valueText={`${signed(value)} standard deviations`}
          onChange={(offset) => set({ offset: toStep(offset) })}
        />
        <div className="flex items-center gap-4 text-xs text-muted">
          <span className="w-32 shrink-0">{blockRangeLabel(dial.firstBlock, dial.lastBlock)}</span>
          <RangeSlider
            label={`Layers of ${name.toLowerCase()}`}
            value={[dial.firstBlock, dial.lastBlock]}
            max={layerCount - 1}
            valueTextOf={blockSize}
            onChange={([firstBlock, lastBlock]) => set({ firstBlock, lastBlock })}
          />
        </div>
      </div>
      <DialEnd {...end(highest)} label={`${name} at its high end`} onChoose={() => set({ offset: highest })} />
    </li>
  );
}

interface DialEndProps {
  readonly item: LibraryItem;
  readonly components: PrincipalComponents;
  readonly component: number;
  readonly dial: Dial;
  readonly layerCount: number;
  readonly label: string;
  readonly onChoose: () => void;
}

/** What the cat becomes at an end of the dial; pressing it goes there. */
function DialEnd({ item, components, component, dial, layerCount, label, onChoose }: DialEndProps) {
  const { pixels, isStale } = usePicture(dialEndRequest(item, components, component, dial, layerCount));
  return (
    <button type="button" onClick={onChoose} className="block w-full rounded-xl hover:opacity-85">
      <Picture pixels={pixels} isStale={isStale} drawnSize={192} label={label} className="rounded-xl" />
    </button>
  );
}

const signed = (value: number) => `${value <= -0.05 ? '−' : '+'}${Math.abs(value).toFixed(1)}`; // no −0.0
