import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { filmLink } from '../../actions/links.ts';
import { exportMorph, MORPH_EXPORT_DEFAULTS } from '../../actions/morph.ts';
import { largestImageSide } from '../../image/gridSheet.ts';
import { VIDEO_CONTAINERS, type VideoContainer, type VideoSupport } from '../../image/video.ts';
import { videoSupport } from '../../imageWorker/imageClient.ts';
import { filmOf } from '../../pictures/film.ts';
import { selectResolution } from '../../store/modelSlice.ts';
import { MORPH_FORMATS, type MorphFormat } from '../../store/morphSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { morphWords } from '../../words/morphWords.ts';
import { LinkPart } from '../LinkPart.tsx';
import { SizeSlider } from '../SizeSlider.tsx';

const MAX_SCALE = 8;
/** Pixels per side beyond which encoders give up, and films are of no use. */
const MAX_FILM_SIDE = 2048;
const MAX_PICTURES = 24;

/** Null where there is nothing to say: one of the two is enough for most. */
function videoProblem({ mp4, webm }: Record<VideoContainer, VideoSupport>): string | null {
  if (mp4 === 'noEncoder') return morphWords.export.noEncoder;
  if (mp4 === 'yes' && webm === 'yes') return null;
  if (mp4 === webm) return morphWords.export.noCodec;
  const absent = mp4 === 'yes' ? 'webm' : 'mp4';
  return morphWords.export.noFormat(morphWords.export.formats[absent]);
}

/** As what the film leaves, and how large. */
export function MorphExportForm({ onStart }: { readonly onStart: () => void }) {
  const [options, setOptions] = useState(MORPH_EXPORT_DEFAULTS);
  const morph = useStudio((s) => s.morph);
  const items = useStudio((s) => s.items);
  const resolution = useStudio(selectResolution) ?? 1;
  const support = useVideoSupport(resolution);
  const problem = support && videoProblem(support);
  const { format, pictureCount } = options;
  const frameCount = filmOf(morph, items)?.frames.length ?? 0;
  const maxSide = format === 'png' ? largestImageSide(pictureCount, 1) : MAX_FILM_SIDE;
  const maxScale = Math.max(1, Math.min(MAX_SCALE, Math.floor(maxSide / resolution)));
  const scale = Math.min(options.scale, maxScale);
  const change = (part: Partial<typeof options>) => setOptions({ ...options, ...part });
  return (
    <>
      <Segmented<MorphFormat>
        label={morphWords.export.format}
        value={format}
        onChange={(next) => change({ format: next })}
        options={MORPH_FORMATS.map((value) => ({
          value,
          text: morphWords.export.formats[value],
          isDisabled: VIDEO_CONTAINERS.some((container) => container === value && support?.[container] !== 'yes'),
        }))}
      />
      {problem && <p className="mt-2 text-xs text-muted">{problem}</p>}
      {format === 'png' && (
        <>
          <p className="mt-4 text-sm font-semibold">{morphWords.export.pictureCount(pictureCount)}</p>
          <Slider
            label={morphWords.export.pictures}
            className="mt-1"
            value={pictureCount}
            min={2}
            max={MAX_PICTURES}
            step={1}
            valueText={morphWords.export.pictureCount(pictureCount)}
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
          ? morphWords.export.stripReopens
          : morphWords.export.frames(frameCount, morph.framesPerSecond)}
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
        {morphWords.export.download}
      </Button>
      {frameCount > 1 && <LinkPart make={filmLink} className="mt-4 border-t border-line pt-4" />}
    </>
  );
}

/** Null until the browser has been asked. */
function useVideoSupport(side: number): Record<VideoContainer, VideoSupport> | null {
  const [support, setSupport] = useState<Record<VideoContainer, VideoSupport> | null>(null);
  useEffect(() => {
    let isCurrent = true;
    videoSupport(side).then(
      (answer) => isCurrent && setSupport(answer),
      () => isCurrent && setSupport({ mp4: 'noEncoder', webm: 'noEncoder' }),
    );
    return () => {
      isCurrent = false;
    };
  }, [side]);
  return support;
}
