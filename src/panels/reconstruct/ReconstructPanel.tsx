import { ScanFace, WandSparkles } from 'lucide-react';
import { Suspense } from 'react';
import { photoOf } from '../../pictures/assets.ts';
import { useLookProgress } from '../../pictures/lookProgress.ts';
import { pairOf } from '../../pictures/pictureSpec.ts';
import { useIsUnfamiliar } from '../../pictures/useIsUnfamiliar.ts';
import { usePicture } from '../../pictures/usePicture.ts';
import { type LibraryItem, type PhotoItem, selectSelectedItem } from '../../store/librarySlice.ts';
import { lookAt } from '../../store/lookSlice.ts';
import { selectIsReady, selectLayerCount } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { late } from '../../ui/late.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { blockSize } from '../../words/blockMeaning.ts';
import { reconstructWords } from '../../words/reconstructWords.ts';
import { NoCatsYet } from '../library/NoCatsYet.tsx';
import { ReplayLink } from '../model/ReplayLink.tsx';
import { PanelHeading } from '../PanelHeading.tsx';
import { PictureProblem } from '../PictureProblem.tsx';
import { SlowNote } from '../SlowNote.tsx';
import { TextureSwitch } from '../TextureSwitch.tsx';
import { ZoomChoice } from '../ZoomChoice.tsx';
import { LikenessFigures } from './LikenessFigures.tsx';
import { PairGallery } from './PairGallery.tsx';
import { PairPictures } from './PairPictures.tsx';
import { SecondLook } from './SecondLook.tsx';
import { useLikeness } from './useLikeness.ts';

const CompareMenu = late(async () => (await import('./CompareMenu.tsx')).CompareMenu);
const PairExportMenu = late(async () => (await import('./PairExportMenu.tsx')).PairExportMenu);
const ModelComparison = late(async () => (await import('./ModelComparison.tsx')).ModelComparison);
const ModelGallery = late(async () => (await import('./ModelGallery.tsx')).ModelGallery);

/** A cat beside what the model remembers of it, or what two models do. */
export function ReconstructPanel() {
  const item = useStudio(selectSelectedItem);
  const model = useStudio((s) => s.model);
  const rival = useStudio((s) => s.rival);
  const purpose = (
    <>
      {model ? reconstructWords.intro(model.architecture.latentSize) : reconstructWords.introWithoutModel}{' '}
      <ReplayLink />
    </>
  );
  return (
    <>
      <PanelHeading title={reconstructWords.title} isBriefOnPhones={item !== null}>
        {purpose}
      </PanelHeading>
      <Suspense>{rival && <ModelComparison rival={rival} />}</Suspense>
      {/* by its key, another cat starts without the pictures of the one before */}
      {!rival && (item ? <Comparison key={item.id} item={item} /> : <NoCatsYet />)}
      {item && (
        <div className="mt-6 text-sm text-pretty text-muted sm:hidden">
          <p>{purpose}</p>
          <SlowNote />
        </div>
      )}
      {!rival && <PairGallery />}
      <Suspense>{rival?.model && model && <ModelGallery own={model} rival={rival.model} />}</Suspense>
    </>
  );
}

function Comparison({ item }: { readonly item: LibraryItem }) {
  const isReady = useStudio(selectIsReady);
  const layerCount = useStudio(selectLayerCount);
  const originalView = useStudio((s) => s.originalView);
  const setOriginalView = useStudio((s) => s.setOriginalView);
  const pairView = useStudio((s) => s.pairView);
  const setPairView = useStudio((s) => s.setPairView);
  const isAsEncoded = useStudio((s) => s.shownLook === 'encoded' && lookAt(s, item) !== null);
  const pair = pairOf(item, isAsEncoded);
  const input = usePicture(isReady ? pair.input : null);
  const settled = usePicture(isReady ? pair.redrawn : null);
  const progress = useLookProgress(item);
  const openDialog = useStudio((s) => s.openDialog);
  const error = input.error ?? settled.error;
  const hasPictures = error === null && !input.isStale && !settled.isStale;
  const likeness = useLikeness(item, hasPictures, isAsEncoded);
  /** It comes nearer before one's eyes. */
  const reconstruction = hasPictures && progress?.picture ? { ...settled, pixels: progress.picture } : settled;
  return (
    // On a phone what it came to and what to do next stand right below the pictures, and the ways to look at them after that.
    <section aria-label={reconstructWords.pairOf(item.name)} className="flex flex-col">
      <div className="mb-4 flex flex-wrap items-center gap-x-6 gap-y-3 max-sm:order-last max-sm:mt-4 max-sm:mb-0 lg:short:mb-3">
        <Segmented
          label={reconstructWords.view}
          value={pairView}
          onChange={setPairView}
          options={[
            { value: 'sideBySide', text: reconstructWords.sideBySide },
            { value: 'slider', text: reconstructWords.slider },
            { value: 'difference', text: reconstructWords.difference },
          ]}
        />
        <TextureSwitch />
        <span className="ml-auto max-sm:hidden">
          <Suspense>
            <CompareMenu />
          </Suspense>
        </span>
      </div>
      <PairPictures
        item={item}
        original={pair.input.item}
        view={pairView}
        input={input}
        reconstruction={reconstruction}
      />
      <div className="mt-4 flex flex-wrap items-start gap-x-2 gap-y-3 max-sm:mt-3 sm:gap-x-6 sm:gap-y-4">
        {item.kind === 'photo' && isReady && <SecondLook item={item} hasPictures={hasPictures} />}
        {item.kind === 'photo' && <FramingHint item={item} />}
        <div
          className="min-h-16 min-w-60 grow basis-0 text-sm max-sm:order-first max-sm:min-h-11 max-sm:basis-full"
          aria-live="polite"
        >
          {likeness && <LikenessFigures likeness={likeness} />}
          {error !== null && (
            <PictureProblem error={error} onRetry={input.error === null ? reconstruction.retry : input.retry} />
          )}
        </div>
        <div className="flex flex-wrap items-center gap-2 max-sm:order-last max-sm:basis-full">
          {pair.input.item.kind === 'photo' && (
            <Segmented
              label={reconstructWords.originalAs}
              value={originalView}
              onChange={setOriginalView}
              options={[
                { value: 'photo', text: reconstructWords.photo },
                {
                  value: 'model',
                  text: layerCount ? reconstructWords.at(blockSize(layerCount - 1)) : reconstructWords.modelsView,
                },
              ]}
            />
          )}
          <ZoomChoice />
        </div>
        <div className="flex items-center gap-2">
          <Button
            title={reconstructWords.refineTitle}
            disabled={!hasPictures}
            onClick={() => openDialog({ kind: 'refine', itemId: item.id })}
          >
            <WandSparkles />
            {reconstructWords.refine}
          </Button>
          <Suspense>
            <PairExportMenu item={item} isDisabled={!hasPictures} />
          </Suspense>
        </div>
        <span className="sm:hidden">
          <Suspense>
            <CompareMenu />
          </Suspense>
        </span>
      </div>
    </section>
  );
}

/** Framing is the first cause of poor reconstructions: says so where the model sees no cat, and where nobody chose the frame. */
function FramingHint({ item }: { readonly item: PhotoItem }) {
  const { width, height } = photoOf(item.id);
  const isUnfamiliar = useIsUnfamiliar(item);
  const openDialog = useStudio((s) => s.openDialog);
  const isFramed = item.credit !== undefined || item.crop.size < Math.min(width, height);
  if (isFramed && !isUnfamiliar) return null;
  return (
    <p role="status" className="flex basis-full flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
      {isUnfamiliar ? reconstructWords.unfamiliar : reconstructWords.isFramed}
      <Button onClick={() => openDialog({ kind: 'crop', itemId: item.id, isSearching: true })}>
        <ScanFace />
        {reconstructWords.findFace}
      </Button>
    </p>
  );
}
