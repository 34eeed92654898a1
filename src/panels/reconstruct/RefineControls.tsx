import { WandSparkles } from 'lucide-react';
import { useState } from 'react';
import { REFINE_DEFAULTS, type RefineOptions } from '../../latent/refinement.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogActions } from '../../ui/DialogActions.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { Switch } from '../../ui/Switch.tsx';

const SPACES = {
  'W+': 'Each layer may go its own way: closer to the picture, a little less of a cat. Its name: W+.',
  W: 'All layers keep to one set of numbers: every result is a cat that the model could dream up. Its name: W.',
} as const satisfies Record<RefineOptions['space'], string>;

const STEP_COUNTS = [
  { value: '20', text: 'Quick' },
  { value: '60', text: 'Thorough' },
  { value: '200', text: 'Patient' },
] as const;

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
      <Choice title="What may change" text={SPACES[space]}>
        <Segmented
          label="What may change"
          value={space}
          onChange={(value) => change({ space: value })}
          options={[
            { value: 'W+', text: 'Layer by layer' },
            { value: 'W', text: 'All at once' },
          ]}
        />
      </Choice>
      <Choice title="How long" text={`${stepCount} steps. You can stop at any time, and keep the best so far.`}>
        <Segmented
          label="How long"
          value={String(stepCount) as (typeof STEP_COUNTS)[number]['value']}
          onChange={(value) => change({ stepCount: Number(value) })}
          options={STEP_COUNTS}
        />
      </Choice>
      <div>
        <h3 className="flex justify-between text-sm font-semibold">
          Freedom <span className="font-normal text-muted">{pullInWords(pull)}</span>
        </h3>
        <Slider
          label="Freedom"
          className="my-1.5"
          value={-Math.log10(pull)}
          min={-PULL_EXPONENTS.max}
          max={-PULL_EXPONENTS.min}
          step={0.5}
          mark={-Math.log10(REFINE_DEFAULTS.pull)}
          valueText={pullInWords(pull)}
          onChange={(value) => change({ pull: 10 ** -value })}
        />
        <p className="text-xs text-muted">How far the numbers may go from the first try’s.</p>
      </div>
      <div>
        <Switch text="Fine texture too" isOn={hasNoise} onChange={(isOn) => change({ hasNoise: isOn })} />
        <p className="mt-1.5 text-xs text-muted">
          Draws fur and eyes pixel by pixel, where the model rolls dice otherwise. It comes closest, but only the PNG
          file has it: the library keeps no texture.
        </p>
      </div>
      <DialogActions className="sm:justify-start">
        <Button type="submit" look="primary">
          <WandSparkles />
          Start
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
  if (pull > 0.2) return 'stays near the first try';
  if (pull > 0.02) return 'on a long lead';
  return pull > 0.001 ? 'free' : 'as free as it likes';
}
