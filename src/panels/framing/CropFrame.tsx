import { useState } from 'react';
import Cropper from 'react-easy-crop';
import type { CropBox } from '../../image/crop.ts';
import type { Photo } from '../../pictures/assets.ts';
import { Slider } from '../../ui/Slider.tsx';
import { areaOf, boxOf } from './cropperArea.ts';

const MAX_ZOOM = 6;
/** Heads lean less than this. */
const MAX_ANGLE = 45;

interface CropFrameProps {
  readonly photo: Photo;
  readonly name: string;
  /** Where the frame is at first. */
  readonly placed: CropBox;
  readonly onMove: (box: CropBox) => void;
}

/** The photo under a square frame: drag, zoom and turn it, by hand or by key. */
export function CropFrame({ photo, name, placed, onMove }: CropFrameProps) {
  const [position, setPosition] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  const [angle, setAngle] = useState(placed.angle ?? 0);
  return (
    <div>
      <div className="relative aspect-square w-full overflow-hidden rounded-2xl bg-sunken">
        <Cropper
          image={photo.url}
          aspect={1}
          crop={position}
          zoom={zoom}
          maxZoom={MAX_ZOOM}
          rotation={-angle}
          showGrid={false}
          initialCroppedAreaPixels={areaOf(placed, photo)}
          onCropChange={setPosition}
          onZoomChange={setZoom}
          onCropAreaChange={(_, area) => onMove(boxOf(area, angle, photo))}
          cropperProps={{ role: 'group', 'aria-label': 'Frame: arrow keys move the photo' }}
          mediaProps={{ alt: name }}
        />
      </div>
      <div className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1.5 text-sm">
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
        <span className="text-muted">Turn</span>
        <Slider
          label="Turn"
          value={-angle}
          min={-MAX_ANGLE}
          max={MAX_ANGLE}
          step={1}
          mark={0}
          valueText={`${-Math.round(angle)} degrees`}
          onChange={(degrees) => setAngle(-degrees)}
        />
      </div>
    </div>
  );
}
