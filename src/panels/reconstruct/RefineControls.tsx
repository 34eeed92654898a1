import { WandSparkles } from 'lucide-react';
import { useState } from 'react';
import { REFINE_DEFAULTS, type RefineOptions } from '../../latent/refinement.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogActions } from '../../ui/DialogActions.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { reconstructWords } from '../../words/reconstructWords.ts';

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
      <Choice title={reconstructWords.refining.whatMayChange} text={reconstructWords.refining.space[space]}>
        <Segmented
          label={reconstructWords.refining.whatMayChange}
          value={space}
          onChange={(value) => change({ space: value })}
          options={[
            { value: 'W+', text: reconstructWords.refining.layerByLayer },
            { value: 'W', text: reconstructWords.refining.allAtOnce },
          ]}
        />
      </Choice>
      <Choice title={reconstructWords.refining.howLong} text={reconstructWords.refining.steps(stepCount)}>
        <Segmented
          label={reconstructWords.refining.howLong}
          value={String(stepCount) as StepCount}
          onChange={(value) => change({ stepCount: Number(value) })}
          options={(Object.keys(STEP_COUNTS) as StepCount[]).map((count) => ({
            value: count,
            text: reconstructWords.refining[STEP_COUNTS[count]],
          }))}
        />
      </Choice>
      <div>
        <h3 className="flex justify-between text-sm font-semibold">
          {reconstructWords.refining.freedom} <span className="font-normal text-muted">{pullInWords(pull)}</span>
        </h3>
        <Slider
          label={reconstructWords.refining.freedom}
          className="my-1.5"
          value={-Math.log10(pull)}
          min={-PULL_EXPONENTS.max}
          max={-PULL_EXPONENTS.min}
          step={0.5}
          mark={-Math.log10(REFINE_DEFAULTS.pull)}
          valueText={pullInWords(pull)}
          onChange={(value) => change({ pull: 10 ** -value })}
        />
        <p className="text-xs text-muted">{reconstructWords.refining.freedomText}</p>
      </div>
      <div>
        <Switch
          text={reconstructWords.refining.texture}
          isOn={hasNoise}
          onChange={(isOn) => change({ hasNoise: isOn })}
        />
        <p className="mt-1.5 text-xs text-muted">{reconstructWords.refining.textureText}</p>
      </div>
      <DialogActions className="sm:justify-start">
        <Button type="submit" look="primary">
          <WandSparkles />
          {reconstructWords.refining.start}
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
  const { near, lead, free, freest } = reconstructWords.refining.pull;
  if (pull > 0.2) return near;
  if (pull > 0.02) return lead;
  return pull > 0.001 ? free : freest;
}
