import { useState } from 'react';
import Cropper, { type Area } from 'react-easy-crop';
import { cropPhoto } from '../image/client.ts';
import type { CropBox } from '../image/crop.ts';
import { resolutionOf } from '../networks/architecture.ts';
import { photoOf } from '../store/assets.ts';
import { type PhotoItem, selectItemById } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { useLivePicture } from '../store/usePicture.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Picture } from '../ui/Picture.tsx';
import { Slider } from '../ui/Slider.tsx';

const MAX_ZOOM = 6;
/** What the preview shows before a model says its own resolution. */
const USUAL_RESOLUTION = 64;

export function CropDialog({ itemId }: { readonly itemId: string }) {
  const item = useStudio(selectItemById(itemId));
  return item?.kind === 'photo' ? <CropEditor item={item} /> : null;
}

/** A square frame over the photo, beside what the model would see of it. */
function CropEditor({ item }: { readonly item: PhotoItem }) {
  const closeDialog = useStudio((s) => s.closeDialog);
  const setCrop = useStudio((s) => s.setCrop);
  const resolution = useStudio((s) => (s.model ? resolutionOf(s.model.architecture) : USUAL_RESOLUTION));
  const photo = photoOf(item.id);
  const [position, setPosition] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  const [box, setBox] = useState<CropBox>(item.crop);
  const { pixels } = useLivePicture({
    key: `${item.id} ${box.left} ${box.top} ${box.size} ${resolution}`,
    render: async () => (await cropPhoto(photo.file, { resolution, box, name: item.name })).pixels,
  });

  function takeArea({ x, y, width }: Area): void {
    setBox({ left: x, top: y, size: width });
  }

  return (
    <Dialog
      title="Frame the face"
      description="Fill the square with the face, eyes level and a little above the middle, as in the sample cats."
      onClose={closeDialog}
      className="max-w-4xl"
    >
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
        <div>
          <div className="relative aspect-square w-full overflow-hidden rounded-2xl bg-sunken">
            <Cropper
              image={photo.url}
              aspect={1}
              crop={position}
              zoom={zoom}
              maxZoom={MAX_ZOOM}
              showGrid={false}
              initialCroppedAreaPixels={areaOf(item.crop)}
              onCropChange={setPosition}
              onZoomChange={setZoom}
              onCropAreaChange={(_, area) => takeArea(area)}
              cropperProps={{ role: 'group', 'aria-label': 'Frame: arrow keys move the photo' }}
              mediaProps={{ alt: item.name }}
            />
          </div>
          <div className="mt-3 flex items-center gap-4 text-sm">
            <span className="text-muted">Zoom</span>
            <Slider
              label="Zoom"
              value={zoom}
              min={1}
              max={MAX_ZOOM}
              step={0.01}
              valueText={`${zoom.toFixed(1)} times`}
              onChange={setZoom}
            />
          </div>
        </div>
        <figure className="max-sm:flex max-sm:items-center max-sm:gap-4">
          <Picture pixels={pixels} label="What the model sees" className="rounded-2xl max-sm:w-28 max-sm:shrink-0" />
          <figcaption className="text-sm sm:mt-2.5">
            <span className="font-semibold">What the model sees</span>
            <span className="block text-muted">
              {resolution}×{resolution} pixels, drawn large
            </span>
          </figcaption>
        </figure>
      </div>
      <div className="mt-6 flex justify-end gap-2">
        <Button onClick={closeDialog}>Cancel</Button>
        <Button
          look="primary"
          onClick={() => {
            setCrop(item.id, box);
            closeDialog();
          }}
        >
          Use this frame
        </Button>
      </div>
    </Dialog>
  );
}

const areaOf = ({ left, top, size }: CropBox): Area => ({ x: left, y: top, width: size, height: size });
