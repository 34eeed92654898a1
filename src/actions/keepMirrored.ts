import { mirroredFrame } from '../image/camera.ts';
import { useStudio } from '../store/studio.ts';
import { addPhotos } from './addPhotos.ts';

/** Puts what the mirror shows into the library, as a photo framed as it is. */
export async function keepMirrored(video: HTMLVideoElement): Promise<void> {
  const side = Math.min(video.videoWidth, video.videoHeight);
  const blob = await mirroredFrame(video, side).convertToBlob({ type: 'image/png' });
  const name = `Mirror ${new Date().toLocaleTimeString('en-GB')}`;
  await addPhotos([new File([blob], name, { type: 'image/png' })], true);
  useStudio.getState().notify(`“${name}” is in your library now.`);
}
