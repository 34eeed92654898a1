import { Camera, Download, LockKeyhole, Pause, Play, Square, Video } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { framingOf } from '../../actions/framing.ts';
import { keepMirrored } from '../../actions/library.ts';
import { CLIP_LIMITS } from '../../actions/mirrorClip.ts';
import { downloadFile, rowPng } from '../../actions/saveFile.ts';
import type { CameraDevice } from '../../image/camera.ts';
import { centreSquare } from '../../image/crop.ts';
import { selectIsReady, selectResolution } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Picture } from '../../ui/Picture.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { fileName } from '../../words/fileName.ts';
import { fileWords } from '../../words/fileWords.ts';
import { framingWords } from '../../words/framingWords.ts';
import { FaceGuide } from './FaceGuide.tsx';
import { useCamera } from './useCamera.ts';
import { useClip } from './useClip.ts';
import { type MirroredFace, useReflection } from './useReflection.ts';

/** The camera's picture, and beside it the cat that the model makes of it. */
export function MirrorDialog() {
  const closeDialog = useStudio((s) => s.closeDialog);
  const { job, open } = useCamera();
  return (
    <Dialog
      title={framingWords.mirror.title}
      description={framingWords.mirror.description}
      onClose={closeDialog}
      className="max-w-3xl"
    >
      {job.state === 'running' && <Waiting text={framingWords.mirror.waiting} />}
      {job.state === 'failed' && (
        <div role="alert" className="grid place-items-center gap-4 rounded-2xl bg-sunken px-6 py-14 text-center">
          <p className="text-balance">{job.message}</p>
          <Button onClick={() => open()}>{framingWords.mirror.tryAgain}</Button>
        </div>
      )}
      {job.state === 'done' && <Mirror key={job.stream.id} stream={job.stream} devices={job.devices} onChoose={open} />}
      <p className="mt-5 flex items-center gap-2 text-xs text-muted">
        <LockKeyhole className="size-3.5 shrink-0" />
        {framingWords.mirror.private}
      </p>
    </Dialog>
  );
}

const Waiting = ({ text }: { readonly text: string }) => (
  <p role="status" className="grid place-items-center rounded-2xl bg-sunken px-6 py-14 text-muted">
    {text}
  </p>
);

interface MirrorProps {
  readonly stream: MediaStream;
  readonly devices: readonly CameraDevice[];
  readonly onChoose: (id: string) => void;
}

function Mirror({ stream, devices, onChoose }: MirrorProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [isPaused, setPaused] = useState(false);
  const isReady = useStudio(selectIsReady);
  const resolution = useStudio(selectResolution) ?? 0;
  const framing = useStudio((s) => framingOf(s.model));
  const { framed, pixels, rate, problem } = useReflection(video, resolution, isReady && !isPaused);
  const clip = useClip(pixels);

  useEffect(() => {
    if (!video.current) return;
    video.current.srcObject = stream;
    void video.current.play().catch(() => {}); // it was closed before it began
  }, [stream]);

  function pause(): void {
    if (isPaused) void video.current?.play();
    else video.current?.pause();
    setPaused(!isPaused);
  }

  return (
    <>
      <div className="grid grid-cols-2 gap-3 sm:gap-5">
        <figure>
          <div className="relative aspect-square overflow-hidden rounded-2xl bg-sunken">
            <video
              ref={video}
              muted
              playsInline
              aria-label={framingWords.mirror.you}
              className="size-full -scale-x-100 object-cover"
            />
            {framed && video.current ? (
              <FaceFrame framed={framed} video={video.current} />
            ) : (
              <FaceGuide framing={framing} />
            )}
          </div>
          <figcaption className="mt-2.5 text-sm font-semibold">{framingWords.mirror.you}</figcaption>
        </figure>
        <figure>
          <Picture pixels={pixels} isStale={!pixels} label={framingWords.mirror.youAsCat} className="rounded-2xl" />
          <figcaption className="mt-2.5 flex justify-between gap-2 text-sm">
            <span className="font-semibold">{framingWords.mirror.asCat}</span>
            <span className="text-muted">
              {rate !== null && framingWords.mirror.rate(rate.toFixed(rate < 10 ? 1 : 0))}
            </span>
          </figcaption>
        </figure>
      </div>
      <p role="alert" className="text-sm text-danger [&:not(:empty)]:mt-3">
        {problem}
      </p>
      <div className="mt-4 flex flex-wrap items-center gap-2">
        <Button look="primary" onClick={() => video.current && void keepMirrored(video.current, framed)}>
          <Camera />
          {framingWords.mirror.take}
        </Button>
        <Button
          disabled={!pixels}
          onClick={() => pixels && void downloadFile(fileName('', fileWords.youAsACat), () => rowPng([pixels]))}
        >
          <Download />
          {framingWords.mirror.save}
        </Button>
        {clip.seconds === null ? (
          <Button disabled={!pixels || isPaused} onClick={clip.start}>
            <Video />
            {framingWords.mirror.record}
          </Button>
        ) : (
          <Button onClick={clip.stop}>
            <Square className="animate-shimmer fill-danger text-danger" />
            <span className="tabular-nums">{framingWords.mirror.saveClip(clip.seconds, CLIP_LIMITS.ms / 1000)}</span>
          </Button>
        )}
        <Button disabled={clip.seconds !== null} onClick={pause}>
          {isPaused ? <Play /> : <Pause />}
          {isPaused ? framingWords.mirror.goOn : framingWords.mirror.pause}
        </Button>
        {devices.length > 1 && (
          <SelectField
            label={framingWords.mirror.camera}
            value={stream.getVideoTracks()[0]?.getSettings().deviceId ?? ''}
            options={devices.map(({ id, name }) => ({ value: id, text: name }))}
            onChange={onChoose}
          />
        )}
      </div>
    </>
  );
}

/** The frame that the model sees of the video, whose middle square is shown. */
function FaceFrame({ framed: { crop }, video }: { readonly framed: MirroredFace; readonly video: HTMLVideoElement }) {
  const shown = centreSquare({ width: video.videoWidth, height: video.videoHeight });
  const { left, top, size, angle = 0 } = crop;
  return (
    <svg
      aria-hidden
      viewBox={`${shown.left} ${shown.top} ${shown.size} ${shown.size}`}
      className="absolute inset-0 size-full fill-none stroke-white/85 drop-shadow-sm"
    >
      <rect
        x={left}
        y={top}
        width={size}
        height={size}
        rx={size / 12}
        strokeWidth={shown.size / 160}
        transform={`rotate(${angle} ${left + size / 2} ${top + size / 2})`}
      />
    </svg>
  );
}
