import { RotateCwSquare } from 'lucide-react';
import { useState } from 'react';
import Cropper from 'react-easy-crop';
import type { CropBox } from '../../image/crop.ts';
import type { Photo } from '../../pictures/assets.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { framingWords } from '../../words/framingWords.ts';
import { panelWords } from '../../words/panelWords.ts';
import { areaOf, boxOf } from './cropperArea.ts';

const MAX_ZOOM = 6;
/** Heads lean less than this, beside quarter turns. */
const MAX_ANGLE = 44;

interface CropFrameProps {
  readonly photo: Photo;
  readonly name: string;
  /** Where the frame is at first. */
  readonly placed: CropBox;
  readonly onMove: (box: CropBox) => void;
}

/** The angle between -180 and 180 degrees. */
const withinTurn = (angle: number): number => angle - 360 * Math.round(angle / 360);

/** The photo under a square frame: drag, zoom and turn it, by hand or by key. */
export function CropFrame({ photo, name, placed, onMove }: CropFrameProps) {
  const [position, setPosition] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  const [angle, setAngle] = useState(placed.angle ?? 0);
  const quarters = Math.round(angle / 90);
  const lean = angle - 90 * quarters;
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
          cropperProps={{ role: 'group', 'aria-label': framingWords.frame.label }}
          mediaProps={{ alt: name }}
        />
      </div>
      <div className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1.5 text-sm">
        <span className="text-muted">{framingWords.frame.zoom}</span>
        <Slider
          label={framingWords.frame.zoom}
          value={zoom}
          min={1}
          max={MAX_ZOOM}
          step={0.01}
          valueText={panelWords.times(zoom.toFixed(1))}
          onChange={setZoom}
        />
        <span className="text-muted">{framingWords.frame.turn}</span>
        <div className="flex items-center gap-3">
          <Slider
            label={framingWords.frame.turn}
            value={-lean}
            min={-MAX_ANGLE}
            max={MAX_ANGLE}
            step={1}
            mark={0}
            valueText={framingWords.frame.degrees(-Math.round(lean))}
            onChange={(degrees) => setAngle(90 * quarters - degrees)}
          />
          <IconButton label={framingWords.frame.quarter} onClick={() => setAngle(withinTurn(angle - 90))}>
            <RotateCwSquare />
          </IconButton>
        </div>
      </div>
    </div>
  );
}
