import { refineWords } from '../../words/refineWords.ts';
import 'uplot/dist/uPlot.min.css';
import { useMemo, useState } from 'react';
import { Plot } from '../../ui/Plot.tsx';

/** The error of a refinement's pictures after 0, 1, 2 … steps. */
export function ErrorCurve({ errors }: { readonly errors: readonly number[] }) {
  const [pointed, setPointed] = useState<number | null>(null);
  const steps = useMemo(() => errors.map((_, step) => step), [errors]);
  const at = Math.min(pointed ?? errors.length - 1, errors.length - 1);
  const textOf = (step: number) => refineWords.error.after(errors[step]!.toFixed(4), step);
  return (
    <figure>
      <figcaption className="flex justify-between gap-3 text-sm">
        <span className="font-semibold" title={refineWords.error.meaning}>
          {refineWords.error.title}
        </span>
        <span className="text-muted tabular-nums">{at >= 0 && textOf(at)}</span>
      </figcaption>
      <Plot
        label={refineWords.error.label}
        x={steps}
        values={errors}
        smoothed={null}
        colour="--accent"
        levels={[]}
        isLogarithmic={false}
        range={[0, 1.05 * Math.max(1e-4, ...errors)]}
        sheet={null}
        pointed={pointed === null ? null : at}
        onPoint={setPointed}
        onChoose={() => {}}
        valueTextOf={textOf}
      />
    </figure>
  );
}
