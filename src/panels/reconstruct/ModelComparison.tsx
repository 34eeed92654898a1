import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { endComparison } from '../../actions/compareModels.ts';
import type { Likeness } from '../../image/likeness.ts';
import type { ShownPicture } from '../../pictures/usePicture.ts';
import { rankFigure } from '../../store/libraryOrder.ts';
import { type PhotoItem, photosOf, selectSelectedItem } from '../../store/librarySlice.ts';
import { selectIsReady } from '../../store/modelSlice.ts';
import { type Contest, nearerOf, type Rival } from '../../store/rivalSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { Picture } from '../../ui/Picture.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { compareWords } from '../../words/compareWords.ts';
import { likenessInWords } from '../../words/likenessSentence.ts';
import { type ComparedTitles, comparedTitles } from '../../words/modelSentences.ts';
import { reconstructWords } from '../../words/reconstructWords.ts';
import { ItemPicture } from '../library/ItemPicture.tsx';
import { ModelStatusCard } from '../model/ModelStatus.tsx';
import { PictureProblem } from '../PictureProblem.tsx';
import { TextureSwitch } from '../TextureSwitch.tsx';
import { ComparisonExportMenu } from './ComparisonExportMenu.tsx';
import { useContest } from './useContest.ts';

/** What the two models that are compared are called; null while there are not two. */
export function useComparedTitles(): ComparedTitles | null {
  const model = useStudio((s) => s.model);
  const rival = useStudio((s) => s.rival);
  return model && rival ? comparedTitles(model, rival) : null;
}

/** The selected photo as two models redraw it, and the way back to one. */
export function ModelComparison({ rival }: { readonly rival: Rival }) {
  const item = useStudio(selectSelectedItem);
  const isReady = useStudio(selectIsReady);
  const titles = useComparedTitles();
  const [photo] = item ? photosOf(item) : [];
  return (
    <section aria-label={compareWords.label}>
      <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button onClick={endComparison}>
          <X />
          {compareWords.end}
        </Button>
        {rival.model && <ComparisonExportMenu />}
        <span className="flex max-sm:hidden">
          <TextureSwitch />
        </span>
      </div>
      {!isReady && <ModelStatusCard />}
      {isReady && !rival.model && <RivalStatus rival={rival} />}
      {isReady && rival.model && titles && photo && <UnderBoth key={photo.id} photo={photo} titles={titles} />}
      {isReady && rival.model && item && !photo && (
        <p className="rounded-3xl bg-sunken/60 px-6 py-10 text-center text-sm text-muted">
          {compareWords.drawn(item.name)}
        </p>
      )}
    </section>
  );
}

/** How far the other model has come. */
function RivalStatus({ rival: { title, progress } }: { readonly rival: Rival }) {
  return (
    <div className="grid min-h-60 place-items-center rounded-3xl bg-sunken/60">
      <div role="status" className="flex w-full max-w-xs flex-col gap-3 p-6">
        <p className="text-sm font-medium">{compareWords.starting(title)}</p>
        <ProgressBar
          label={compareWords.download}
          fraction={progress && progress.totalBytes > 0 ? progress.loadedBytes / progress.totalBytes : 0}
        />
      </div>
    </div>
  );
}

interface UnderBothProps {
  readonly photo: PhotoItem;
  readonly titles: ComparedTitles;
}

/** On a phone the two stand side by side, and the photo below them; with a frame each, every model has its photo beside it. */
function UnderBoth({ photo, titles }: UnderBothProps) {
  const { pair, own, rival, contest } = useContest(photo);
  const measure = useStudio((s) => s.likenessMeasure);
  const nearer = contest && nearerOf(contest, measure);
  const hasTwoFrames = pair?.frame === 'own';
  const error = own.error ?? rival.error;
  return (
    <>
      <div className={hasTwoFrames ? 'mb-3' : 'mb-3 max-md:hidden'}>
        <Verdict contest={contest} titles={titles} />
      </div>
      <div
        className={
          hasTwoFrames
            ? 'grid grid-cols-2 gap-x-3 gap-y-4 sm:gap-x-5 xl:grid-cols-4'
            : 'mx-auto grid grid-cols-2 gap-x-3 gap-y-4 sm:gap-x-5 md:grid-cols-3 lg:max-w-[max(48rem,calc(300dvh-84rem))]'
        }
      >
        <Original
          photo={photo}
          text={hasTwoFrames ? compareWords.framedFor(titles.own) : compareWords.original}
          className={hasTwoFrames ? '' : 'max-md:order-last'}
        />
        <Redrawn
          name={photo.name}
          title={titles.own}
          picture={own}
          likeness={contest?.own}
          isNearer={nearer === 'own'}
        />
        {hasTwoFrames && <Original photo={pair.rival.input.item} text={compareWords.framedFor(titles.rival)} />}
        <Redrawn
          name={photo.name}
          title={titles.rival}
          picture={rival}
          likeness={contest?.rival}
          isNearer={nearer === 'rival'}
        />
        {!hasTwoFrames && (
          <div className="order-last self-center md:hidden">
            <Verdict contest={contest} titles={titles} />
          </div>
        )}
      </div>
      {error !== null && <PictureProblem error={error} onRetry={own.error === null ? rival.retry : own.retry} />}
      <p className="mt-4 max-w-3xl text-sm text-pretty text-muted">
        {compareWords.asEncoder} {hasTwoFrames && compareWords.twoFrames}
        {pair?.frame === 'unfitting' && compareWords.byHand(titles.rival)}
      </p>
    </>
  );
}

const CORNERS = 'rounded-2xl lg:rounded-3xl';

interface OriginalProps {
  readonly photo: PhotoItem;
  readonly text: string;
  readonly className?: string;
}

const Original = ({ photo, text, className = '' }: OriginalProps) => (
  <figure className={className}>
    <ItemPicture item={photo} label={photo.name} className={CORNERS} />
    <figcaption className="mt-2 truncate text-sm font-semibold">{text}</figcaption>
  </figure>
);

interface RedrawnProps {
  readonly name: string;
  readonly title: string;
  readonly picture: ShownPicture;
  readonly likeness: Likeness | undefined;
  readonly isNearer: boolean;
}

function Redrawn({ name, title, picture, likeness, isNearer }: RedrawnProps) {
  const zoom = useStudio((s) => s.zoom);
  return (
    <figure>
      <Picture
        pixels={picture.pixels}
        isStale={picture.isStale}
        zoom={zoom}
        label={compareWords.redrawn(name, title)}
        className={CORNERS}
      />
      <figcaption className="mt-2 text-sm">
        <span className="flex items-baseline justify-between gap-2">
          <span className="truncate font-semibold">{title}</span>
          {isNearer && <Nearer />}
        </span>
        <span className="block min-h-10 text-muted">
          {likeness && (
            <>
              <span className="text-ink">{likenessInWords(likeness)}</span>
              <br />
              <Figures likeness={likeness} />
            </>
          )}
        </span>
      </figcaption>
    </figure>
  );
}

/** Marks the model that comes nearer to a photo. */
export const Nearer = (): ReactNode => (
  <span className="shrink-0 rounded-full bg-accent-soft px-2 py-0.5 text-xs font-semibold text-accent-strong">
    {compareWords.nearer}
  </span>
);

const Figures = ({ likeness: { psnrDb, meanSquaredError, ssim } }: { readonly likeness: Likeness }) => (
  <span className="text-xs tabular-nums">
    {reconstructWords.figures(psnrDb.toFixed(1), meanSquaredError.toFixed(4), ssim.toFixed(3))}
  </span>
);

interface VerdictProps {
  readonly contest: Contest | null;
  readonly titles: ComparedTitles;
}

/** Which model is nearer to the photo, in a sentence. */
function Verdict({ contest, titles }: VerdictProps) {
  const measure = useStudio((s) => s.likenessMeasure);
  if (!contest) return <p className="min-h-6 text-sm text-muted" />;
  const [own, rival] = [rankFigure(contest.own, measure), rankFigure(contest.rival, measure)];
  return (
    <p role="status" className="min-h-6 text-pretty">
      {sentenceOf(nearerOf(contest, measure), titles, own, rival)}
    </p>
  );
}

function sentenceOf(nearer: ReturnType<typeof nearerOf>, titles: ComparedTitles, own: string, rival: string): string {
  if (nearer === 'own') return compareWords.ownNearer(titles.own, own, rival);
  if (nearer === 'rival') return compareWords.ownNearer(titles.rival, rival, own);
  return compareWords.same(own);
}
