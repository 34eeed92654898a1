import { useStudio } from '../../store/studio.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { morphWords } from '../../words/morphWords.ts';
import { TextureSwitch } from '../TextureSwitch.tsx';
import { ZoomChoice } from '../ZoomChoice.tsx';
import { MorphExport } from './MorphExport.tsx';

const FRAME_RATES = [10, 15, 24, 30] as const;

/** What holds for the whole film. */
export function MorphControls() {
  const { isLoop, path, framesPerSecond } = useStudio((s) => s.morph);
  const changeMorph = useStudio((s) => s.changeMorph);
  return (
    <section aria-label={morphWords.controls.label} className="rounded-3xl border border-line bg-surface p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-semibold">{morphWords.controls.heading}</h2>
        <Segmented
          label={morphWords.controls.way}
          value={path}
          onChange={(next) => changeMorph({ path: next })}
          options={[
            { value: 'spline', text: morphWords.controls.curved },
            { value: 'linear', text: morphWords.controls.straight },
          ]}
        />
      </div>
      <p className="mt-2 min-h-10 text-sm text-pretty text-muted">{morphWords.ways[path]}</p>
      <div className="mt-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-4 border-t border-line pt-4">
        <Switch text={morphWords.controls.loop} isOn={isLoop} onChange={(next) => changeMorph({ isLoop: next })} />
        <SelectField
          label={morphWords.controls.rate}
          value={String(framesPerSecond)}
          onChange={(value) => changeMorph({ framesPerSecond: Number(value) })}
          options={FRAME_RATES.map((rate) => ({ value: String(rate), text: morphWords.controls.rateOf(rate) }))}
        />
        <ZoomChoice />
        <TextureSwitch />
      </div>
      <MorphExport />
    </section>
  );
}
