import type { ReactNode } from 'react';
import {
  EVALUATION_FOLDER,
  EVALUATION_SHEETS,
  type EvaluationFigures as Figures,
} from '../../modelFolder/evaluation.ts';
import { Sheet } from './Sheet.tsx';

/** How good a model is, for people who have never heard of any of the measures. */
export function EvaluationFigures({ figures, modelUrl }: { figures: Figures; modelUrl: string | null }) {
  return (
    <section className="mt-6" aria-labelledby="evaluation-heading">
      <h3 id="evaluation-heading" className="font-semibold">
        How good it is
      </h3>
      <p className="mt-1 text-sm text-muted">
        Measured on {figures.testImages.toLocaleString('en')} photos that it never saw in training.
      </p>
      <RealismTable figures={figures} />
      <Strangers figures={figures} />
      <dl className="mt-4 grid grid-cols-1 gap-3 text-sm sm:grid-cols-2">
        <Figure
          term="Likeness to the photo"
          value={`${figures.reconstructionPsnrDb.toFixed(1)} dB`}
          detail={`PSNR: 20 is a rough likeness, 30 a good one. SSIM ${figures.reconstructionSsim.toFixed(2)}, of 1 for the same picture.`}
        />
        <LikenessFigures figures={figures} />
        <Figure
          term="Numbers found again"
          value={percent(1 - figures.latentErrorShare)}
          detail="How much of a drawn picture’s latent numbers the encoder reads off it again; 100% is all."
        />
        <Figure
          term="Smoothness"
          value={figures.pathLengthFull.toPrecision(3)}
          detail={`Path length: how fast pictures change between two latents; lower is smoother. Near drawn latents ${figures.pathLengthEnds.toPrecision(3)}.`}
        />
        <Figure
          term="Distance from the training photos"
          value={`${figures.nearestTrainingRatio.toFixed(1)}×`}
          detail="How far a random picture is from the most similar training photo, against new photos. Copies would be near 0×."
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
          Strangers picked the right cat{' '}
          <strong>
            {judgedRowsRight} times of {judgedRows}
          </strong>
          , of five photos beside one that was redrawn. By chance: {Math.round(judgedRows / 5)}.
        </p>
      )}
      {judgedPairs > 0 && (
        <p className={judgedRows > 0 ? 'mt-2' : undefined}>
          {judgedRows > 0 ? 'They' : 'Strangers'} told a random picture from a photo{' '}
          <strong>
            {judgedPairsRight} times of {judgedPairs}
          </strong>
          . By chance: {Math.round(judgedPairs / 2)}.
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
          term="Its own photo among all"
          value={`place ${medianRankByFeatures.toLocaleString('en')} of ${testImages.toLocaleString('en')}`}
          detail={
            `Where a redrawn photo’s own photo stands among all test photos, the most similar first: the middle of all. ` +
            `First ${percent(firstShareByFeatures)}; chance is place ${Math.ceil(testImages / 2).toLocaleString('en')}.` +
            (medianRankByColours !== undefined && firstShareByColours !== undefined
              ? ` By colours alone place ${medianRankByColours.toLocaleString('en')}, first ${percent(firstShareByColours)}.`
              : '')
          }
        />
      )}
      {sharpnessOfReconstructions !== undefined && sharpnessOfSamples !== undefined && (
        <Figure
          term="Sharpness"
          value={sharpnessOfReconstructions.toFixed(2)}
          detail={`Edges of redrawn photos against those of the photos: 1 is right, less is soft. Random pictures ${sharpnessOfSamples.toFixed(2)}.`}
        />
      )}
      {trainingPsnrGapDb !== undefined && (
        <Figure
          term="Learnt by heart"
          value={`${decibels(trainingPsnrGapDb)} dB`}
          detail="How much closer it comes to photos that it learnt from than to new ones (PSNR); 0 is nothing by heart."
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
        <caption className="mb-3 text-left text-muted">
          How far its pictures are from real photos in the eyes of a network that was trained to tell images apart:
          lower is better, and real photos among themselves score the last column.
        </caption>
        <thead>
          <tr className="text-right text-xs text-muted">
            <td />
            <Head>Random pictures</Head>
            <Head>Redrawn photos</Head>
            <Head>Real photos</Head>
          </tr>
        </thead>
        <tbody>
          <Measure
            name="KID"
            unit="×1000"
            samples={thousandfold(figures.kidSamples, figures.kidSamplesSpread)}
            reconstructions={thousandfold(figures.kidReconstructions, figures.kidReconstructionsSpread)}
            floor={thousandfold(figures.kidFloor)}
          />
          <Measure
            name="Fréchet distance"
            samples={figures.frechetSamples.toFixed(2)}
            reconstructions={figures.frechetReconstructions.toFixed(2)}
            floor={figures.frechetFloor.toFixed(2)}
          />
        </tbody>
      </table>
      <p className="mt-3 text-xs text-muted">
        Features of the InceptionV3 in nsfwjs, so not comparable with published FID or KID. {figures.seeds} draws, mean
        ± standard deviation.
      </p>
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
        alt="Test photos, and below each what the model made of it"
        caption="Photos, each above its reconstruction: the best, the middling and the worst."
      />
      <Sheet
        url={`${folder}${EVALUATION_SHEETS.samples}`}
        alt="Random pictures of the model"
        caption="Random pictures, not selected."
      />
      <Sheet
        url={`${folder}${EVALUATION_SHEETS.nearest}`}
        alt="Random pictures, and below each the most similar training photo"
        caption="The random pictures that are closest to a training photo, which stands below each."
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
