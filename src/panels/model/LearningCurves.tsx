import { cardWords } from '../../words/cardWords.ts';
import { curveWords } from '../../words/curveWords.ts';
import 'uplot/dist/uPlot.min.css';
import '../../ui/curves.css';
import { useEffect, useMemo, useState } from 'react';
import { type Learning, readLearning } from '../../modelFolder/learningFile.ts';
import { urlSource } from '../../modelFolder/source.ts';
import type { ModelCard } from '../../store/modelSlice.ts';
import { Plot } from '../../ui/Plot.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { threeDigits } from '../../words/figures.ts';
import { grouped } from '../../words/language.ts';
import { type LearningPlot, learningPlots, unknownStretches } from './learningPlots.ts';

interface LearningCurvesProps {
  readonly model: ModelCard;
  /** Of its folder; null where this browser keeps it. */
  readonly modelUrl: string | null;
}

/** How the model learnt: what was measured of it, and its losses, over images seen. */
export function LearningCurves({ model, modelUrl }: LearningCurvesProps) {
  const { learning, hasFailed } = useLearning(model, modelUrl);
  const plots = useMemo(() => (learning ? learningPlots(learning) : []), [learning]);
  const [title, setTitle] = useState<string | null>(null);
  const plot = plots.find((it) => it.title === title) ?? plots[0];
  if (hasFailed) return <p className="mt-6 text-sm text-muted">{cardWords.learning.failed}</p>;
  if (!plot || !learning) return null;
  const unknown = unknownStretches(learning.losses).map(([from, to]) =>
    cardWords.learning.stretch(grouped(from), grouped(to)),
  );
  return (
    <section className="mt-6" aria-labelledby="learning-heading">
      <h3 id="learning-heading" className="font-semibold">
        {cardWords.learning.heading}
      </h3>
      <div className="mt-3 overflow-x-auto">
        <Segmented
          label={cardWords.learning.curve}
          value={plot.title}
          options={plots.map((it) => ({ value: it.title, text: it.title }))}
          onChange={setTitle}
        />
      </div>
      <Curve key={plot.title} plot={plot} />
      <p className="mt-2 text-xs text-pretty text-muted">
        {plot.meaning}
        {plot.levels.length > 0 && unknown.length > 0 && cardWords.learning.unknown(unknown)}
      </p>
    </section>
  );
}

function Curve({ plot }: { readonly plot: LearningPlot }) {
  const { title, unit, x, values } = plot;
  const [pointed, setPointed] = useState<number | null>(null);
  const textOf = (index: number) => {
    const value = values[index];
    return value == null
      ? cardWords.learning.notRecorded
      : cardWords.learning.at(threeDigits(value), unit, grouped(x[index]!));
  };
  return (
    <figure className="mt-3">
      <figcaption className="text-right text-sm text-muted tabular-nums">{textOf(pointed ?? x.length - 1)}</figcaption>
      <Plot
        {...plot}
        label={curveWords.valueByValue(title)}
        smoothed={null}
        isLogarithmic={false}
        sheet={null}
        pointed={pointed}
        onPoint={setPointed}
        onChoose={() => {}}
        valueTextOf={textOf}
      />
    </figure>
  );
}

interface FoundLearning {
  /** Null until it is here, and where the model brings none. */
  readonly learning: Learning | null;
  readonly hasFailed: boolean;
}

function useLearning(model: ModelCard, modelUrl: string | null): FoundLearning {
  const [found, setFound] = useState<FoundLearning>({ learning: null, hasFailed: false });
  useEffect(() => {
    let isCurrent = true;
    const show = (result: FoundLearning) => isCurrent && setFound(result);
    sourceOf(model, modelUrl)
      .then((source) => readLearning(source, model))
      .then(
        (learning) => show({ learning, hasFailed: false }),
        () => show({ learning: null, hasFailed: true }),
      );
    return () => {
      isCurrent = false;
    };
  }, [model, modelUrl]);
  return found;
}

async function sourceOf({ name }: ModelCard, modelUrl: string | null) {
  if (modelUrl !== null) return urlSource(modelUrl);
  const { keptModelSource } = await import('../../modelImport/keptModels.ts');
  return keptModelSource(name);
}
