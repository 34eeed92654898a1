import { WandSparkles } from 'lucide-react';
import { useState } from 'react';
import { REFINE_DEFAULTS, type RefineOptions } from '../../latent/refinement.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogActions } from '../../ui/DialogActions.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { refineWords } from '../../words/refineWords.ts';

const STEP_COUNTS = { '20': 'quick', '60': 'thorough', '200': 'patient' } as const;
type StepCount = keyof typeof STEP_COUNTS;

/** The pull is chosen on a scale of tens: 10^-4 to 1. */
const PULL_EXPONENTS = { min: -4, max: 0 } as const;

/** What is varied, for how long, and how freely. */
export function RefineControls({ onStart }: { readonly onStart: (options: RefineOptions) => void }) {
  const [options, setOptions] = useState(REFINE_DEFAULTS);
  const change = (part: Partial<RefineOptions>) => setOptions({ ...options, ...part });
  const { space, hasNoise, stepCount, pull } = options;
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        onStart(options);
      }}
    >
      <Choice title={refineWords.whatMayChange} text={refineWords.space[space]}>
        <Segmented
          label={refineWords.whatMayChange}
          value={space}
          onChange={(value) => change({ space: value })}
          options={[
            { value: 'W+', text: refineWords.layerByLayer },
            { value: 'W', text: refineWords.allAtOnce },
          ]}
        />
      </Choice>
      <Choice title={refineWords.howLong} text={refineWords.steps(stepCount)}>
        <Segmented
          label={refineWords.howLong}
          value={String(stepCount) as StepCount}
          onChange={(value) => change({ stepCount: Number(value) })}
          options={(Object.keys(STEP_COUNTS) as StepCount[]).map((count) => ({
            value: count,
            text: refineWords[STEP_COUNTS[count]],
          }))}
        />
      </Choice>
      <div>
        <h3 className="flex justify-between text-sm font-semibold">
          {refineWords.freedom} <span className="font-normal text-muted">{pullInWords(pull)}</span>
        </h3>
        <Slider
          label={refineWords.freedom}
          className="my-1.5"
          value={-Math.log10(pull)}
          min={-PULL_EXPONENTS.max}
          max={-PULL_EXPONENTS.min}
          step={0.5}
          mark={-Math.log10(REFINE_DEFAULTS.pull)}
          valueText={pullInWords(pull)}
          onChange={(value) => change({ pull: 10 ** -value })}
        />
        <p className="text-xs text-muted">{refineWords.freedomText}</p>
      </div>
      <div>
        <Switch text={refineWords.texture} isOn={hasNoise} onChange={(isOn) => change({ hasNoise: isOn })} />
        <p className="mt-1.5 text-xs text-muted">{refineWords.textureText}</p>
      </div>
      <DialogActions className="sm:justify-start">
        <Button type="submit" look="primary">
          <WandSparkles />
          {refineWords.start}
        </Button>
      </DialogActions>
    </form>
  );
}

interface ChoiceProps {
  readonly title: string;
  readonly text: string;
  readonly children: React.ReactNode;
}

const Choice = ({ title, text, children }: ChoiceProps) => (
  <div>
    <h3 className="mb-1.5 text-sm font-semibold">{title}</h3>
    {children}
    <p className="mt-1.5 min-h-8 text-xs text-pretty text-muted">{text}</p>
  </div>
);

function pullInWords(pull: number): string {
  const { near, lead, free, freest } = refineWords.pull;
  if (pull > 0.2) return near;
  if (pull > 0.02) return lead;
  return pull > 0.001 ? free : freest;
}
