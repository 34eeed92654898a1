import { ScanFace } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { framingOf } from '../../actions/framing.ts';
import type { CropBox } from '../../image/crop.ts';
import { photoOf } from '../../pictures/assets.ts';
import { useLivePicture } from '../../pictures/usePicture.ts';
import { type PhotoItem, selectItemById } from '../../store/librarySlice.ts';
import { selectIsReady, selectResolution } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogActions } from '../../ui/DialogActions.tsx';
import { Picture } from '../../ui/Picture.tsx';
import { framingWords } from '../../words/framingWords.ts';
import { CropFrame } from './CropFrame.tsx';
import { FaceProposals } from './FaceProposals.tsx';
import { FaceSearchStage } from './FaceSearchStage.tsx';
import { useFaceSearch } from './useFaceSearch.ts';

/** What the preview shows before a model says its own resolution. */
const USUAL_RESOLUTION = 64;

/** Where the face is a smaller part of the frame than this, the ears are in it. */
const HEAD_BELOW = 0.8;

interface CropDialogProps {
  readonly itemId: string;
  /** Looks for the face at once. */
  readonly isSearching: boolean;
}

export function CropDialog({ itemId, isSearching }: CropDialogProps) {
  const item = useStudio(selectItemById(itemId));
  return item?.kind === 'photo' ? <CropEditor item={item} isSearching={isSearching} /> : null;
}

/** A square frame over the photo, beside what the model would see of it. */
function CropEditor({ item, isSearching }: { readonly item: PhotoItem; readonly isSearching: boolean }) {
  const closeDialog = useStudio((s) => s.closeDialog);
  const setCrop = useStudio((s) => s.setCrop);
  const isReady = useStudio(selectIsReady);
  const resolution = useStudio(selectResolution) ?? USUAL_RESOLUTION;
  const part = useStudio((s) => (framingOf(s.model).size < HEAD_BELOW ? 'head' : 'face'));
  const photo = photoOf(item.id);
  /** Where the frame was put, by whom it was opened or by the search; `box` is where it has been moved since. */
  const [placed, setPlaced] = useState({ box: item.crop, count: 0 });
  const [box, setBox] = useState<CropBox>(item.crop);
  const place = useCallback((next: CropBox) => {
    setPlaced(({ count }) => ({ box: next, count: count + 1 }));
    setBox(next);
  }, []);
  const [job, search] = useFaceSearch(item, place);
  useEffect(() => {
    if (isSearching && isReady) void search();
  }, [isSearching, isReady, search]);
  const { pixels } = useLivePicture({ kind: 'crop', item: { ...item, crop: box }, resolution });

  return (
    <Dialog
      title={framingWords.crop.title}
      description={framingWords.crop[part]}
      onClose={closeDialog}
      className="max-w-4xl"
    >
      <div className="grid grid-cols-1 gap-x-6 gap-y-4 sm:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
        {job.state === 'running' ? (
          <div className="relative aspect-square w-full overflow-hidden rounded-2xl bg-sunken">
            <FaceSearchStage photo={photo} looked={job.looked} />
          </div>
        ) : (
          <CropFrame key={placed.count} photo={photo} name={item.name} placed={placed.box} onMove={setBox} />
        )}
        <div className="max-sm:grid max-sm:grid-cols-[6rem_minmax(0,1fr)] max-sm:gap-x-4">
          <figure className="max-sm:contents">
            <Picture pixels={pixels} label={framingWords.crop.sees} className="row-span-2 rounded-2xl" />
            <figcaption className="text-sm sm:mt-2.5">
              <span className="font-semibold">{framingWords.crop.sees}</span>
              <span className="block text-muted">{framingWords.crop.drawnLarge(resolution)}</span>
            </figcaption>
          </figure>
          <Button
            className="w-full sm:mt-4"
            disabled={!isReady || job.state === 'running'}
            onClick={() => void search()}
          >
            <ScanFace />
            {framingWords.crop.findFace}
          </Button>
          <div role="status" className="col-span-2 text-sm text-muted [&:not(:empty)]:mt-2.5">
            {job.state === 'failed' && job.message}
            {job.state === 'done' && job.proposals.length === 0 && framingWords.crop.notFound}
          </div>
        </div>
      </div>
      {job.state === 'done' && job.proposals.length > 0 && (
        <FaceProposals item={item} proposals={job.proposals} chosen={placed.box} onChoose={place} />
      )}
      <DialogActions className="sm:mt-6">
        <Button onClick={closeDialog}>{framingWords.crop.cancel}</Button>
        <Button
          look="primary"
          disabled={job.state === 'running'}
          onClick={() => {
            setCrop(item.id, box);
            closeDialog();
          }}
        >
          {framingWords.crop.use}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
