import { memo } from 'react';
import { sharedSide } from '../../actions/compareModels.ts';
import type { Likeness } from '../../image/likeness.ts';
import { comparablePhotos, contestKey, modelPairOf } from '../../pictures/rivalPair.ts';
import { useNoise } from '../../pictures/useNoise.ts';
import type { ShownPicture } from '../../pictures/usePicture.ts';
import { rankFigure } from '../../store/libraryOrder.ts';
import { type PhotoItem, photosOf } from '../../store/librarySlice.ts';
import type { ModelCard } from '../../store/modelSlice.ts';
import { nearerOf, type Tally, tallyOf } from '../../store/rivalSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Picture } from '../../ui/Picture.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { scrollBehaviour } from '../../ui/reducedMotion.ts';
import { compareWords } from '../../words/compareWords.ts';
import type { ComparedTitles } from '../../words/modelSentences.ts';
import { tallySentence } from '../../words/tallySentence.ts';
import { ItemPicture } from '../library/ItemPicture.tsx';
import { useOrderedItems } from '../library/useOrderedItems.ts';
import { Nearer, useComparedTitles } from './ModelComparison.tsx';
import { useContest } from './useContest.ts';

/** Every photo of the library as two models redraw it, and what that comes to. */
export function ModelGallery({ own, rival }: { readonly own: ModelCard; readonly rival: ModelCard }) {
  const photos = comparablePhotos(useOrderedItems());
  const titles = useComparedTitles();
  if (!titles || photos.length === 0) return null;
  return (
    <section aria-label={compareWords.all} className="mt-10">
      <h2 className="text-lg font-semibold">{compareWords.all}</h2>
      <Outcome photos={photos} own={own} rival={rival} titles={titles} />
      <ul className="mt-6 grid grid-cols-1 gap-x-6 gap-y-6 sm:grid-cols-2 xl:grid-cols-3">
        {photos.map((photo) => (
          <Trio key={photo.id} photo={photo} titles={titles} />
        ))}
      </ul>
    </section>
  );
}

interface OutcomeProps {
  readonly photos: readonly PhotoItem[];
  readonly own: ModelCard;
  readonly rival: ModelCard;
  readonly titles: ComparedTitles;
}

/** The means over all photos, and which model is nearer how often. */
function Outcome({ photos, own, rival, titles }: OutcomeProps) {
  const noise = useNoise();
  const measure = useStudio((s) => s.likenessMeasure);
  const contests = useStudio((s) => s.contests);
  const known = photos.map((photo) => contests[contestKey(modelPairOf(photo, own, rival), own, noise)]);
  const done = known.filter((contest) => contest !== undefined).length;
  const tally = tallyOf(
    known.flatMap((contest) => contest ?? []),
    measure,
  );
  const side = sharedSide(own, rival);
  return (
    <>
      {done < photos.length && (
        <div className="mt-3 max-w-xs text-xs text-muted">
          <p className="mb-1.5" aria-live="polite">
            {compareWords.comparing(done + 1, photos.length)}
          </p>
          <ProgressBar label={compareWords.comparingLabel} fraction={done / photos.length} />
        </div>
      )}
      {tally && (
        <>
          <p className="mt-2 text-pretty">{tallySentence(tally, titles, measure)}</p>
          <Means tally={tally} titles={titles} />
          <p className="mt-2 text-xs text-pretty text-muted">{compareWords.measuredAt(side)}</p>
        </>
      )}
    </>
  );
}

/** For those who compare encoders. */
function Means({ tally, titles }: { readonly tally: Tally; readonly titles: ComparedTitles }) {
  const row = (title: string, { psnrDb, meanSquaredError, ssim }: Likeness, nearer: number) => (
    <tr>
      <th scope="row" className="max-w-40 truncate pr-4 text-left font-medium">
        {title}
      </th>
      <td className="pr-4">{compareWords.decibels(psnrDb.toFixed(2))}</td>
      <td className="pr-4">{meanSquaredError.toFixed(4)}</td>
      <td className="pr-4">{ssim.toFixed(3)}</td>
      <td>{nearer}</td>
    </tr>
  );
  return (
    <table className="mt-3 text-sm tabular-nums">
      <caption className="sr-only">{compareWords.means}</caption>
      <thead className="text-left text-xs text-muted">
        <tr>
          <th scope="col" className="pr-4 font-normal">
            {compareWords.meanOf(tally.count)}
          </th>
          <th scope="col" className="pr-4 font-normal">
            {compareWords.psnr}
          </th>
          <th scope="col" className="pr-4 font-normal">
            {compareWords.mse}
          </th>
          <th scope="col" className="pr-4 font-normal">
            {compareWords.ssim}
          </th>
          <th scope="col" className="font-normal">
            {compareWords.nearer}
          </th>
        </tr>
      </thead>
      <tbody>
        {row(titles.own, tally.own, tally.ownNearer)}
        {row(titles.rival, tally.rival, tally.rivalNearer)}
      </tbody>
    </table>
  );
}

/** A photo and both models' pictures of it; in frames of their own, each has its photo in a corner. */
const Trio = memo(function Trio({ photo, titles }: { readonly photo: PhotoItem; readonly titles: ComparedTitles }) {
  const { pair, own, rival, contest } = useContest(photo);
  const measure = useStudio((s) => s.likenessMeasure);
  const selectItem = useStudio((s) => s.selectItem);
  const nearer = contest && nearerOf(contest, measure);

  function show(): void {
    const item = useStudio.getState().items.find((each) => photosOf(each).some(({ id }) => id === photo.id));
    if (item) selectItem(item.id);
    window.scrollTo({ top: 0, behavior: scrollBehaviour() });
  }

  return (
    <li>
      <button type="button" onClick={show} className="group block w-full rounded-picture text-left">
        <span className="mb-1.5 block truncate text-sm font-medium">{photo.name}</span>
        <span className="grid grid-cols-3 gap-px overflow-hidden rounded-picture transition-shadow group-hover:shadow-card">
          <ItemPicture item={photo} label="" drawnSize={256} className="rounded-none" />
          <Redrawn name={photo.name} title={titles.own} picture={own} />
          <span className="relative">
            <Redrawn name={photo.name} title={titles.rival} picture={rival} />
            {pair?.frame === 'own' && (
              <span className="absolute right-1 bottom-1 w-1/3 rounded-md ring-2 ring-surface">
                <ItemPicture item={pair.rival.input.item} label="" drawnSize={128} className="rounded-md" />
              </span>
            )}
          </span>
        </span>
        <span className="mt-1.5 grid grid-cols-3 gap-px text-xs">
          <span />
          <Figure title={titles.own} likeness={contest?.own} isNearer={nearer === 'own'} />
          <Figure title={titles.rival} likeness={contest?.rival} isNearer={nearer === 'rival'} />
        </span>
      </button>
    </li>
  );
});

interface RedrawnProps {
  readonly name: string;
  readonly title: string;
  readonly picture: ShownPicture;
}

function Redrawn({ name, title, picture: { pixels, isStale } }: RedrawnProps) {
  const zoom = useStudio((s) => s.zoom);
  return (
    <Picture
      pixels={pixels}
      isStale={isStale}
      zoom={zoom}
      drawnSize={256}
      label={compareWords.redrawn(name, title)}
      className="rounded-none"
    />
  );
}

interface FigureProps {
  readonly title: string;
  readonly likeness: Likeness | undefined;
  readonly isNearer: boolean;
}

function Figure({ title, likeness, isNearer }: FigureProps) {
  const measure = useStudio((s) => s.likenessMeasure);
  return (
    <span className="min-w-0 pr-1">
      <span className="block truncate text-muted">{title}</span>
      {likeness && (
        <span className="flex flex-wrap items-center gap-x-1.5 tabular-nums">
          {rankFigure(likeness, measure)}
          {isNearer && <Nearer />}
        </span>
      )}
    </span>
  );
}
