import { useCallback, useEffect, useState } from 'react';
import { type CameraDevice, CameraError, listCameras, openCamera, stopCamera } from '../../image/camera.ts';
import { translated } from '../../words/language.ts';

type CameraJob =
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly stream: MediaStream; readonly devices: readonly CameraDevice[] }
  | { readonly state: 'failed'; readonly message: string };

interface Camera {
  readonly job: CameraJob;
  /** Opens the camera once more, or another one. */
  readonly open: (id?: string) => void;
}

/** A camera that is on as long as the component is there. */
export function useCamera(): Camera {
  const [wanted, setWanted] = useState<{ readonly id?: string | undefined }>({});
  const [job, setJob] = useState<CameraJob>({ state: 'running' });
  useEffect(() => {
    let isWanted = true;
    let stream: MediaStream | undefined;
    async function start(): Promise<void> {
      stream = await openCamera(wanted.id);
      if (!isWanted) return stopCamera(stream);
      const devices = await listCameras();
      for (const track of stream.getTracks()) {
        track.addEventListener('ended', () => fail(new CameraError('The camera is gone: connect it, then try again.')));
      }
      if (isWanted) setJob({ state: 'done', stream, devices });
    }
    function fail(error: unknown): void {
      if (isWanted)
        setJob({ state: 'failed', message: translated(error instanceof Error ? error.message : String(error)) });
    }
    setJob({ state: 'running' });
    start().catch(fail);
    return () => {
      isWanted = false;
      if (stream) stopCamera(stream);
    };
  }, [wanted]);
  return { job, open: useCallback((id?: string) => setWanted({ id }), []) };
}
