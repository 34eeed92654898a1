import { useStudio } from '../../store/studio.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { TextureSwitch } from '../TextureSwitch.tsx';
import { ZoomChoice } from '../ZoomChoice.tsx';
import { MorphExport } from './MorphExport.tsx';

const FRAME_RATES = [10, 15, 24, 30] as const;

const PATH_WORDS = {
  linear: 'Straight from cat to cat, with a turn at each.',
  spline: 'One flowing curve through all cats, which it leaves as smoothly as it comes.',
} as const;

/** What holds for the whole film. */
export function MorphControls() {
  const { isLoop, path, framesPerSecond } = useStudio((s) => s.morph);
  const changeMorph = useStudio((s) => s.changeMorph);
  return (
    <section aria-label="The whole film" className="rounded-3xl border border-line bg-surface p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-semibold">The way between them</h2>
        <Segmented
          label="Way from picture to picture"
          value={path}
          onChange={(next) => changeMorph({ path: next })}
          options={[
            { value: 'spline', text: 'Curved' },
            { value: 'linear', text: 'Straight' },
          ]}
        />
      </div>
      <p className="mt-2 min-h-10 text-sm text-pretty text-muted">{PATH_WORDS[path]}</p>
      <div className="mt-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-4 border-t border-line pt-4">
        <Switch text="Loop" isOn={isLoop} onChange={(next) => changeMorph({ isLoop: next })} />
        <SelectField
          label="Frames per second"
          value={String(framesPerSecond)}
          onChange={(value) => changeMorph({ framesPerSecond: Number(value) })}
          options={FRAME_RATES.map((rate) => ({ value: String(rate), text: `${rate} frames/s` }))}
        />
        <ZoomChoice />
        <TextureSwitch />
      </div>
      <MorphExport />
    </section>
  );
}
