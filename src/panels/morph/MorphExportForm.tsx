import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { exportMorph, MORPH_EXPORT_DEFAULTS } from '../../actions/morph.ts';
import { largestImageSide } from '../../image/gridSheet.ts';
import type { WebmSupport } from '../../image/webm.ts';
import { webmSupport } from '../../imageWorker/imageClient.ts';
import { filmOf } from '../../pictures/film.ts';
import { selectResolution } from '../../store/modelSlice.ts';
import { MORPH_FORMATS, type MorphFormat } from '../../store/morphSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { SizeSlider } from '../SizeSlider.tsx';

export const FORMAT_WORDS = { gif: 'GIF', webm: 'WebM', png: 'PNG strip' } as const;
const MAX_SCALE = 8;
/** Pixels per side beyond which encoders give up, and films are of no use. */
const MAX_FILM_SIDE = 2048;
const MAX_PICTURES = 24;

const WEBM_PROBLEMS = {
  noEncoder: 'No WebM here: this browser has no video encoder, or keeps it for https addresses.',
  noCodec: 'No WebM here: this browser’s video encoder knows none of its codecs.',
} as const;

/** As what the film leaves, and how large. */
export function MorphExportForm({ onStart }: { readonly onStart: () => void }) {
  const [options, setOptions] = useState(MORPH_EXPORT_DEFAULTS);
  const morph = useStudio((s) => s.morph);
  const items = useStudio((s) => s.items);
  const resolution = useStudio(selectResolution) ?? 1;
  const support = useWebmSupport(resolution);
  const { format, pictureCount } = options;
  const frameCount = filmOf(morph, items)?.frames.length ?? 0;
  const maxSide = format === 'png' ? largestImageSide(pictureCount, 1) : MAX_FILM_SIDE;
  const maxScale = Math.max(1, Math.min(MAX_SCALE, Math.floor(maxSide / resolution)));
  const scale = Math.min(options.scale, maxScale);
  const change = (part: Partial<typeof options>) => setOptions({ ...options, ...part });
  const hasWebm = support === 'yes';
  return (
    <>
      <Segmented<MorphFormat>
        label="Format"
        value={format}
        onChange={(next) => change({ format: next })}
        options={MORPH_FORMATS.map((value) => ({
          value,
          text: FORMAT_WORDS[value],
          isDisabled: value === 'webm' && !hasWebm,
        }))}
      />
      {support !== null && support !== 'yes' && <p className="mt-2 text-xs text-muted">{WEBM_PROBLEMS[support]}</p>}
      {format === 'png' && (
        <>
          <p className="mt-4 text-sm font-semibold">{pictureCount} pictures</p>
          <Slider
            label="Pictures"
            className="mt-1"
            value={pictureCount}
            min={2}
            max={MAX_PICTURES}
            step={1}
            valueText={`${pictureCount} pictures`}
            onChange={(next) => change({ pictureCount: next })}
          />
        </>
      )}
      <div className="mt-4">
        <SizeSlider
          className="my-1"
          scale={scale}
          maxScale={maxScale}
          pixels={resolution * scale}
          onChange={(next) => change({ scale: next })}
        />
      </div>
      <p className="text-xs text-pretty text-muted">
        {format === 'png'
          ? 'Add the strip to this page again, and the film opens as it is now.'
          : `${frameCount} frames, ${morph.framesPerSecond} a second`}
      </p>
      <Button
        look="primary"
        className="mt-3 w-full"
        disabled={frameCount < 2}
        onClick={() => {
          void exportMorph({ ...options, scale });
          onStart();
        }}
      >
        <Download />
        Download
      </Button>
    </>
  );
}

/** Null until the browser has been asked. */
function useWebmSupport(side: number): WebmSupport | null {
  const [support, setSupport] = useState<WebmSupport | null>(null);
  useEffect(() => {
    let isCurrent = true;
    webmSupport(side).then(
      (answer) => isCurrent && setSupport(answer),
      () => isCurrent && setSupport('noEncoder'),
    );
    return () => {
      isCurrent = false;
    };
  }, [side]);
  return support;
}
