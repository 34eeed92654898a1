import type { ReactNode } from 'react';
import {
  EVALUATION_FOLDER,
  EVALUATION_SHEETS,
  type EvaluationFigures as Figures,
} from '../../modelFolder/evaluation.ts';
import { cardWords } from '../../words/cardWords.ts';
import { grouped } from '../../words/language.ts';
import { Sheet } from './Sheet.tsx';

/** How good a model is, for people who have never heard of any of the measures. */
export function EvaluationFigures({ figures, modelUrl }: { figures: Figures; modelUrl: string | null }) {
  return (
    <section className="mt-6" aria-labelledby="evaluation-heading">
      <h3 id="evaluation-heading" className="font-semibold">
        {cardWords.figures.heading}
      </h3>
      <p className="mt-1 text-sm text-muted">{cardWords.figures.measuredOn(grouped(figures.testImages))}</p>
      <RealismTable figures={figures} />
      <Strangers figures={figures} />
      <dl className="mt-4 grid grid-cols-1 gap-3 text-sm sm:grid-cols-2">
        <Figure
          term={cardWords.figures.likeness.term}
          value={`${figures.reconstructionPsnrDb.toFixed(1)} dB`}
          detail={cardWords.figures.likeness.detail(figures.reconstructionSsim.toFixed(2))}
        />
        <LikenessFigures figures={figures} />
        <Figure
          term={cardWords.figures.found.term}
          value={percent(1 - figures.latentErrorShare)}
          detail={cardWords.figures.found.detail}
        />
        <Figure
          term={cardWords.figures.smoothness.term}
          value={figures.pathLengthFull.toPrecision(3)}
          detail={cardWords.figures.smoothness.detail(figures.pathLengthEnds.toPrecision(3))}
        />
        <Figure
          term={cardWords.figures.distance.term}
          value={`${figures.nearestTrainingRatio.toFixed(1)}×`}
          detail={cardWords.figures.distance.detail}
        />
      </dl>
      {modelUrl && <Sheets folder={`${modelUrl}${EVALUATION_FOLDER}/`} />}
    </section>
  );
}

/** What people said who saw its pictures and nothing else, where they were asked. */
function Strangers({ figures }: { readonly figures: Figures }) {
  const { judgedRows = 0, judgedRowsRight = 0, judgedPairs = 0, judgedPairsRight = 0 } = figures;
  if (judgedRows + judgedPairs === 0) return null;
  return (
    <div className="mt-4 rounded-2xl bg-sunken p-4 text-sm">
      {judgedRows > 0 && (
        <p>
          {cardWords.strangers.rows.before}{' '}
          <strong>{cardWords.strangers.rows.count(judgedRowsRight, judgedRows)}</strong>
          {cardWords.strangers.rows.after(Math.round(judgedRows / 5))}
        </p>
      )}
      {judgedPairs > 0 && (
        <p className={judgedRows > 0 ? 'mt-2' : undefined}>
          {judgedRows > 0 ? cardWords.strangers.pairs.beforeToo : cardWords.strangers.pairs.before}{' '}
          <strong>{cardWords.strangers.pairs.count(judgedPairsRight, judgedPairs)}</strong>
          {cardWords.strangers.pairs.after(Math.round(judgedPairs / 2))}
        </p>
      )}
    </div>
  );
}

/** What newer models know of likeness. */
function LikenessFigures({ figures }: { readonly figures: Figures }) {
  const { testImages, medianRankByFeatures, firstShareByFeatures, medianRankByColours, firstShareByColours } = figures;
  const { sharpnessOfReconstructions, sharpnessOfSamples, trainingPsnrGapDb } = figures;
  return (
    <>
      {medianRankByFeatures !== undefined && firstShareByFeatures !== undefined && (
        <Figure
          term={cardWords.figures.rank.term}
          value={cardWords.figures.rank.value(grouped(medianRankByFeatures), grouped(testImages))}
          detail={
            cardWords.figures.rank.detail(percent(firstShareByFeatures), grouped(Math.ceil(testImages / 2))) +
            (medianRankByColours !== undefined && firstShareByColours !== undefined
              ? cardWords.figures.rank.colours(grouped(medianRankByColours), percent(firstShareByColours))
              : '')
          }
        />
      )}
      {sharpnessOfReconstructions !== undefined && sharpnessOfSamples !== undefined && (
        <Figure
          term={cardWords.figures.sharpness.term}
          value={sharpnessOfReconstructions.toFixed(2)}
          detail={cardWords.figures.sharpness.detail(sharpnessOfSamples.toFixed(2))}
        />
      )}
      {trainingPsnrGapDb !== undefined && (
        <Figure
          term={cardWords.figures.byHeart.term}
          value={`${decibels(trainingPsnrGapDb)} dB`}
          detail={cardWords.figures.byHeart.detail}
        />
      )}
    </>
  );
}

/** Realism: what random pictures, redrawn photos and real photos score. */
function RealismTable({ figures }: { readonly figures: Figures }) {
  return (
    <div className="mt-4 rounded-2xl bg-sunken p-4">
      <table className="w-full text-sm">
        <caption className="mb-3 text-left text-muted">{cardWords.realism.caption}</caption>
        <thead>
          <tr className="text-right text-xs text-muted">
            <td />
            <Head>{cardWords.realism.random}</Head>
            <Head>{cardWords.realism.redrawn}</Head>
            <Head>{cardWords.realism.real}</Head>
          </tr>
        </thead>
        <tbody>
          <Measure
            name={cardWords.realism.kid}
            unit="×1000"
            samples={thousandfold(figures.kidSamples, figures.kidSamplesSpread)}
            reconstructions={thousandfold(figures.kidReconstructions, figures.kidReconstructionsSpread)}
            floor={thousandfold(figures.kidFloor)}
          />
          <Measure
            name={cardWords.realism.frechet}
            samples={figures.frechetSamples.toFixed(2)}
            reconstructions={figures.frechetReconstructions.toFixed(2)}
            floor={figures.frechetFloor.toFixed(2)}
          />
        </tbody>
      </table>
      <p className="mt-3 text-xs text-muted">{cardWords.realism.note(figures.seeds)}</p>
    </div>
  );
}

const Head = ({ children }: { readonly children: ReactNode }) => (
  <th scope="col" className="pb-1 pl-2 align-bottom font-medium">
    {children}
  </th>
);

interface MeasureProps {
  readonly name: string;
  readonly unit?: string;
  readonly samples: ReactNode;
  readonly reconstructions: ReactNode;
  readonly floor: ReactNode;
}

const Measure = ({ name, unit, samples, reconstructions, floor }: MeasureProps) => (
  <tr className="border-t border-line text-right tabular-nums">
    <th scope="row" className="py-2 text-left font-medium">
      {name} {unit && <span className="font-normal text-muted">{unit}</span>}
    </th>
    <td className="pl-2">{samples}</td>
    <td className="pl-2">{reconstructions}</td>
    <td className="pl-2 text-muted">{floor}</td>
  </tr>
);

const Figure = ({
  term,
  value,
  detail,
}: {
  readonly term: string;
  readonly value: string;
  readonly detail: string;
}) => (
  <div className="rounded-2xl bg-sunken p-4">
    <dt className="text-xs font-medium text-muted">{term}</dt>
    <dd>
      <span className="text-lg font-semibold tabular-nums">{value}</span>
      <span className="mt-0.5 block text-xs text-muted">{detail}</span>
    </dd>
  </div>
);

function Sheets({ folder }: { readonly folder: string }) {
  return (
    <div className="mt-4 grid grid-cols-1 gap-4 sm:grid-cols-2">
      <Sheet
        url={`${folder}${EVALUATION_SHEETS.reconstructions}`}
        alt={cardWords.sheets.reconstructionsAlt}
        caption={cardWords.sheets.reconstructions}
      />
      <Sheet
        url={`${folder}${EVALUATION_SHEETS.samples}`}
        alt={cardWords.sheets.samplesAlt}
        caption={cardWords.sheets.samples}
      />
      <Sheet
        url={`${folder}${EVALUATION_SHEETS.nearest}`}
        alt={cardWords.sheets.nearestAlt}
        caption={cardWords.sheets.nearest}
        className="sm:col-span-2"
      />
    </div>
  );
}

const percent = (share: number): string => `${(100 * share).toFixed(0)}%`;

const decibels = (value: number): string => withMinus(value.toFixed(2));

/** No minus before a zero, and a real one elsewhere. */
const withMinus = (number: string): string => number.replace(/^-(0\.0+)$/, '$1').replace('-', '−');

const thousandfold = (value: number, spread?: number): string => {
  const mean = withMinus((1000 * value).toFixed(2));
  return spread === undefined ? mean : `${mean} ± ${(1000 * spread).toFixed(2)}`;
};
