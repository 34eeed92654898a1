import { ClipboardCopy, Crop, Download, ScanFace } from 'lucide-react';
import { useMemo } from 'react';
import { copyPair, downloadPair } from '../actions/exportPair.ts';
import { photoOf } from '../store/assets.ts';
import { blockSize } from '../store/blockMeaning.ts';
import { useIsUnfamiliar } from '../store/familiarity.ts';
import { type LibraryItem, type PhotoItem, selectSelectedItem } from '../store/librarySlice.ts';
import { type Likeness, likenessInWords, measureLikeness } from '../store/likeness.ts';
import { selectIsReady, selectLayerCount } from '../store/modelSlice.ts';
import { inputRequest, reconstructionRequest } from '../store/renderings.ts';
import { useStudio } from '../store/studio.ts';
import { usePicture } from '../store/usePicture.ts';
import { Button } from '../ui/Button.tsx';
import { Picture } from '../ui/Picture.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { ItemPicture, ModelInput } from './ItemPicture.tsx';
import { ModelStatus } from './ModelStatus.tsx';
import { NoCatsYet } from './NoCatsYet.tsx';
import { PairGallery } from './PairGallery.tsx';
import { PanelHeading } from './PanelHeading.tsx';
import { PictureProblem } from './PictureProblem.tsx';
import { ReplayLink } from './ReplayLink.tsx';

/** A cat beside what the model remembers of it. */
export function ReconstructPanel() {
  const item = useStudio(selectSelectedItem);
  const latentSize = useStudio((s) => s.model?.architecture.latentSize);
  return (
    <>
      <PanelHeading title="See your cat through the model">
        {latentSize
          ? `The model squeezes a photo into ${latentSize} numbers and redraws the cat from those numbers alone.`
          : 'The model squeezes a photo into a few numbers and redraws the cat from those numbers alone.'}{' '}
        <ReplayLink />
      </PanelHeading>
      {item ? <Comparison item={item} /> : <NoCatsYet />}
      <PairGallery />
    </>
  );
}

function Comparison({ item }: { readonly item: LibraryItem }) {
  const isReady = useStudio(selectIsReady);
  const layerCount = useStudio(selectLayerCount);
  const zoom = useStudio((s) => s.zoom);
  const setZoom = useStudio((s) => s.setZoom);
  const originalView = useStudio((s) => s.originalView);
  const setOriginalView = useStudio((s) => s.setOriginalView);
  const openDialog = useStudio((s) => s.openDialog);
  const input = usePicture(isReady ? inputRequest(item) : null);
  const reconstruction = usePicture(isReady ? reconstructionRequest(item) : null);
  const isSettled = !input.isStale && !reconstruction.isStale;
  const likeness = useMemo(
    () => isSettled && input.pixels && reconstruction.pixels && measureLikeness(input.pixels, reconstruction.pixels),
    [isSettled, input.pixels, reconstruction.pixels],
  );
  const error = input.error ?? reconstruction.error;
  const isPhotoShown = item.kind === 'photo' && (originalView === 'photo' || !isReady);
  return (
    <section aria-label={`${item.name}: original and reconstruction`}>
      <div className="grid grid-cols-2 gap-3 sm:gap-5">
        <figure>
          {isPhotoShown ? <ItemPicture item={item} label={item.name} className="rounded-2xl lg:rounded-3xl" /> : null}
          {!isPhotoShown && <ModelInput item={item} label={item.name} className="rounded-2xl lg:rounded-3xl" />}
          <figcaption className="mt-2.5 flex items-center justify-between gap-2 text-sm">
            <span className="truncate font-semibold">{item.kind === 'photo' ? 'Original' : 'Generated'}</span>
            {item.kind === 'photo' && (
              <button
                type="button"
                className="-my-1 inline-flex items-center gap-1.5 rounded-full px-2 py-1 text-muted hover:bg-sunken hover:text-ink"
                onClick={() => openDialog({ kind: 'crop', itemId: item.id })}
              >
                <Crop className="size-4" />
                <span className="max-sm:sr-only">Adjust crop</span>
              </button>
            )}
          </figcaption>
        </figure>
        <figure>
          {isReady ? (
            <Picture
              pixels={reconstruction.pixels}
              isStale={reconstruction.isStale}
              zoom={zoom}
              label={`Reconstruction of ${item.name}`}
              className="rounded-2xl lg:rounded-3xl"
            />
          ) : (
            <div className="grid aspect-square place-items-center rounded-2xl bg-sunken has-[[role=alert]]:max-sm:aspect-auto has-[[role=alert]]:max-sm:min-h-full lg:rounded-3xl">
              <ModelStatus />
            </div>
          )}
          <figcaption className="mt-2.5 text-sm">
            <span className="font-semibold">Reconstruction</span>
          </figcaption>
        </figure>
      </div>
      {item.kind === 'photo' && <FramingHint item={item} />}
      <div className="mt-4 flex flex-wrap items-center gap-x-6 gap-y-4">
        <div className="min-h-10 grow text-sm" aria-live="polite">
          {likeness && <LikenessFigure likeness={likeness} />}
          {error !== null && (
            <PictureProblem error={error} onRetry={input.error === null ? reconstruction.retry : input.retry} />
          )}
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {item.kind === 'photo' && (
            <Segmented
              label="Original shown as"
              value={originalView}
              onChange={setOriginalView}
              options={[
                { value: 'photo', text: 'Photo' },
                { value: 'model', text: layerCount ? `At ${blockSize(layerCount - 1)}` : 'Model’s view' },
              ]}
            />
          )}
          <Segmented
            label="Zoom"
            value={zoom}
            onChange={setZoom}
            options={[
              { value: 'smooth', text: 'Smooth' },
              { value: 'nearest', text: 'Pixels' },
            ]}
          />
          <Button disabled={!likeness} onClick={() => void copyPair(item)}>
            <ClipboardCopy />
            Copy
          </Button>
          <Button disabled={!likeness} onClick={() => void downloadPair(item)}>
            <Download />
            PNG
          </Button>
        </div>
      </div>
    </section>
  );
}

const LikenessFigure = ({ likeness }: { readonly likeness: Likeness }) => (
  <p>
    <span className="block font-semibold">{likenessInWords(likeness)}</span>
    <span
      className="text-muted"
      title="Peak signal-to-noise ratio and mean squared error on a scale from 0 to 1, at the model's resolution"
    >
      PSNR {likeness.psnrDb.toFixed(1)} dB · MSE {likeness.meanSquaredError.toFixed(4)}
    </span>
  </p>
);

/** Framing is the first cause of poor reconstructions: says so where the model sees no cat, and where nobody chose the frame. */
function FramingHint({ item }: { readonly item: PhotoItem }) {
  const { width, height } = photoOf(item.id);
  const isUnfamiliar = useIsUnfamiliar(item);
  const openDialog = useStudio((s) => s.openDialog);
  if (isUnfamiliar) {
    return (
      <p role="status" className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        The model hardly recognises a cat here.
        <Button onClick={() => openDialog({ kind: 'crop', itemId: item.id, isSearching: true })}>
          <ScanFace />
          Find the face
        </Button>
      </p>
    );
  }
  if (item.credit !== undefined || item.crop.size < Math.min(width, height)) return null;
  return (
    <p className="mt-2 text-sm text-muted">
      The model knows faces that fill the frame. Is this one framed like the samples?
    </p>
  );
}
