import type { ReactNode } from 'react';
import { evaluationFigures } from '../../modelFolder/evaluation.ts';
import type { ModelConversion, ModelTraining } from '../../modelFolder/schema.ts';
import { resolutionOf } from '../../networks/architecture.ts';
import type { ModelCard } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { blockSize } from '../../words/blockMeaning.ts';
import { cardWords } from '../../words/cardWords.ts';
import { grouped, translated } from '../../words/language.ts';
import { inOwnWords } from '../../words/modelSentences.ts';
import { EvaluationFigures } from './EvaluationFigures.tsx';
import { LearningCurves } from './LearningCurves.tsx';
import { ModelChooser } from './ModelChooser.tsx';
import { Sheet } from './Sheet.tsx';

/** What the model is, where it comes from, and what may be done with it. */
export function ModelCardDialog() {
  const model = useStudio((s) => s.model);
  const modelUrl = useStudio((s) => s.modelUrl);
  const closeDialog = useStudio((s) => s.closeDialog);
  if (!model) {
    return (
      <Dialog title={cardWords.chooser.models} onClose={closeDialog} className="max-w-2xl">
        <ModelChooser />
      </Dialog>
    );
  }
  const figures = evaluationFigures(model.evaluation);
  return (
    <Dialog
      title={inOwnWords(model).title}
      description={inOwnWords(model).description}
      onClose={closeDialog}
      className="max-w-2xl"
    >
      <ModelChooser />
      <CardRows model={model} />
      {figures && <EvaluationFigures figures={figures} modelUrl={modelUrl} />}
      <LearningCurves key={model.fingerprint} model={model} modelUrl={modelUrl} />
      {modelUrl && (
        <Sheet
          url={`${modelUrl}samples.png`}
          alt={cardWords.card.sampleSheetAlt}
          caption={cardWords.card.sampleSheet}
          className="mt-6"
        />
      )}
    </Dialog>
  );
}

function CardRows({ model }: { readonly model: ModelCard }) {
  const { architecture, training, conversion, licence, evaluation } = model;
  const side = resolutionOf(architecture);
  return (
    <dl className="grid grid-cols-1 gap-x-8 gap-y-4 text-sm sm:grid-cols-2">
      <Row term={cardWords.card.pictures}>{cardWords.card.pixels(side, architecture.layerCount)}</Row>
      <Row term={cardWords.card.latent}>
        {cardWords.card.numbers(architecture.latentSize, architecture.maxChannels)}
      </Row>
      {architecture.generator === 'stylegan2' && <Row term={cardWords.card.generator}>{cardWords.card.styleGan2}</Row>}
      {training && <TrainingRows training={training} />}
      {conversion && <ConversionRows conversion={conversion} />}
      <Row term={cardWords.card.licence} isWide>
        {cardWords.card.licenceText(licence.spdx, inOwnWords(model).licence)}
      </Row>
      {evaluation && !evaluationFigures(evaluation) && (
        <Row term={cardWords.card.evaluation} isWide>
          <ul className="grid grid-cols-1 gap-x-8 gap-y-1 sm:grid-cols-2">
            {Object.entries(evaluation).map(([name, value]) => (
              <li key={name} className="flex justify-between gap-4">
                <span className="text-muted">{inWords(name)}</span>
                <span className="text-right">{typeof value === 'number' ? Number(value.toPrecision(4)) : value}</span>
              </li>
            ))}
          </ul>
        </Row>
      )}
    </dl>
  );
}

function TrainingRows({ training }: { readonly training: ModelTraining }) {
  return (
    <>
      <Row term={cardWords.card.imagesSeen}>
        {grouped(training.imagesSeen)}
        {training.photoImagesSeen !== undefined && (
          <span className="block text-muted">{cardWords.card.photosSeen(grouped(training.photoImagesSeen))}</span>
        )}
      </Row>
      <Row term={cardWords.card.trainedUpTo}>
        {cardWords.card.finished(blockSize(training.lodReached), training.date)}
      </Row>
      <Row term={cardWords.card.data}>{training.dataset}</Row>
      <Row term={cardWords.card.schedule}>
        <span className="block first-letter:uppercase">{training.schedule}</span>
        {training.commit && (
          <span className="block text-muted">{cardWords.card.commit(training.commit.slice(0, 10))}</span>
        )}
      </Row>
    </>
  );
}

function ConversionRows({ conversion: { file, sha256, weights } }: { readonly conversion: ModelConversion }) {
  return (
    <>
      <Row term={cardWords.card.convertedFrom}>
        <span className="wrap-anywhere">{file}</span>
        {cardWords.card.checkpoint(translated(weights))}
        {sha256 && <span className="block text-muted wrap-anywhere">{cardWords.card.sha(sha256.slice(0, 16))}</span>}
      </Row>
      <Row term={cardWords.card.training}>{cardWords.card.unknownTraining}</Row>
    </>
  );
}

const Row = ({ term, isWide, children }: { term: string; isWide?: boolean; children: ReactNode }) => (
  <div className={isWide ? 'sm:col-span-2' : undefined}>
    <dt className="mb-0.5 text-xs font-medium text-muted">{term}</dt>
    <dd>{children}</dd>
  </div>
);

/** 'reconstructionPsnrDb' → 'reconstruction psnr db': names carry their units. */
const inWords = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
