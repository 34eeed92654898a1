import { Share } from 'lucide-react';
import { useState } from 'react';
import { copyGrid, downloadGrid, GRID_EXPORT_DEFAULTS } from '../../actions/mix.ts';
import { largestImageSide } from '../../image/gridSheet.ts';
import { selectResolution } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { mixWords } from '../../words/mixWords.ts';
import { PicturePopover } from '../PicturePopover.tsx';
import { SizeSlider } from '../SizeSlider.tsx';

const MAX_SCALE = 8;

/** The grid as a picture: how large, with or without words, to where. */
export function ExportMenu() {
  const [options, setOptions] = useState(GRID_EXPORT_DEFAULTS);
  const isEmpty = useStudio((s) => s.sources.length === 0 || s.rows.length === 0);
  const resolution = useStudio(selectResolution);
  const maxSide = useStudio((s) => largestImageSide(1 + s.sources.length, 1 + s.rows.length));
  const maxScale = Math.max(1, Math.min(MAX_SCALE, Math.floor(maxSide / (resolution ?? 1))));
  const { hasLabels } = options;
  const scale = Math.min(options.scale, maxScale);
  return (
    <PicturePopover
      doesReopen
      label={mixWords.export.grid}
      className="w-76"
      onCopy={() => copyGrid({ scale, hasLabels })}
      onDownload={() => downloadGrid({ scale, hasLabels })}
      trigger={
        <Button disabled={isEmpty}>
          <Share />
          {mixWords.export.export}
        </Button>
      }
    >
      <SizeSlider
        className="my-2"
        scale={scale}
        maxScale={maxScale}
        pixels={resolution && Math.min(resolution * scale, maxSide)}
        onChange={(next) => setOptions({ ...options, scale: next })}
      />
      <div className="py-2">
        <Switch
          text={mixWords.export.labels}
          isOn={hasLabels}
          onChange={(next) => setOptions({ ...options, hasLabels: next })}
        />
      </div>
    </PicturePopover>
  );
}
