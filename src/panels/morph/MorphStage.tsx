import { Pause, Play } from 'lucide-react';
import type { Film } from '../../pictures/film.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { Picture } from '../../ui/Picture.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { morphWords } from '../../words/morphWords.ts';
import { PictureProblem } from '../PictureProblem.tsx';
import { useKey } from '../useKey.ts';
import type { FilmPlayer } from './useFilmPlayer.ts';

interface MorphStageProps {
  readonly film: Film;
  readonly player: FilmPlayer;
}

/** The film, large, with what plays it. */
export function MorphStage({ film, player }: MorphStageProps) {
  const zoom = useStudio((s) => s.zoom);
  const { frames, framesPerSecond } = film;
  const { index, pixels, isPlaying, error } = player;
  const isStill = frames.length < 2;
  const secondsAt = (frame: number) => (frame / framesPerSecond).toFixed(1);
  useKey('p', player.toggle);
  return (
    <section aria-label={morphWords.stage.film}>
      {/* biome-ignore-start lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the button does the same. */}
      {/* What plays the film stays in sight below it, on a phone under the library's strip. */}
      <div
        className="mx-auto max-w-[clamp(10rem,calc(100dvh-31.5rem),32rem)] lg:max-w-[max(20rem,calc(100dvh-24rem))] xl:max-w-none"
        onClick={isStill ? undefined : player.toggle}
      >
        <Picture
          pixels={pixels}
          isStale={pixels === null}
          zoom={zoom}
          label={morphWords.stage.morph}
          className="rounded-3xl shadow-card"
        />
      </div>
      {/* biome-ignore-end lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: see above. */}
      <div className="mt-4 flex items-center gap-4">
        <Button look="primary" className="w-26" disabled={isStill} onClick={player.toggle} aria-keyshortcuts="p">
          {isPlaying ? <Pause /> : <Play />}
          {isPlaying ? morphWords.stage.pause : morphWords.stage.play}
        </Button>
        <Slider
          label={morphWords.stage.moment}
          className="min-w-0 grow"
          value={index}
          min={0}
          max={Math.max(1, frames.length - 1)}
          step={1}
          valueText={morphWords.stage.secondsSpoken(secondsAt(index))}
          onChange={player.seek}
        />
        <span className="w-19 text-right text-sm whitespace-nowrap text-muted tabular-nums">
          {morphWords.stage.time(secondsAt(index), secondsAt(frames.length - (film.isLoop ? 0 : 1)))}
        </span>
      </div>
      <div className="mt-3 min-h-9 [&>p]:mt-1" aria-live="polite">
        {error !== null ? (
          <PictureProblem error={error} onRetry={player.retry} />
        ) : (
          <Preparation player={player} frameCount={frames.length} isStill={isStill} />
        )}
      </div>
    </section>
  );
}

interface PreparationProps {
  readonly player: FilmPlayer;
  readonly frameCount: number;
  readonly isStill: boolean;
}

/** How far the frames are, until all are there. */
function Preparation({ player: { drawnFrames, isWaiting }, frameCount, isStill }: PreparationProps) {
  if (isStill) return <p className="text-sm text-muted">{morphWords.stage.addSecond}</p>;
  if (drawnFrames >= frameCount) return null;
  return (
    <div className="animate-fade">
      <ProgressBar label={morphWords.stage.drawnLabel} fraction={drawnFrames / frameCount} />
      <p aria-hidden className="mt-1.5 text-xs text-muted tabular-nums">
        {isWaiting ? morphWords.stage.soon(drawnFrames, frameCount) : morphWords.stage.drawn(drawnFrames, frameCount)}
      </p>
    </div>
  );
}
