import { type CropBox, centreSquare } from './crop.ts';
import type { Pixels } from './pixels.ts';

/** A camera that can be chosen. */
export interface CameraDevice {
  readonly id: string;
  readonly name: string;
}

/** Why there is no picture from a camera, in a sentence that says what to do. */
export class CameraError extends Error {
  override readonly name = 'CameraError';
}

/** What browsers say, by the name of their exception. */
const SENTENCES: Readonly<Record<string, string>> = {
  NotAllowedError: 'The camera is not allowed: permit it beside the page’s address, then try again.',
  NotFoundError: 'No camera was found: connect one, then try again.',
  OverconstrainedError: 'That camera is gone: choose another one.',
  NotReadableError: 'The camera is in use: close what else uses it, then try again.',
};

/**
 * Opens a camera. Whoever opened it must stop it (`stopCamera`).
 * @param id of a device; default: the one that faces the user
 * @throws CameraError
 */
export async function openCamera(id?: string): Promise<MediaStream> {
  const media: MediaDevices | undefined = navigator.mediaDevices; // browsers hide it from insecure pages
  if (!media)
    throw new CameraError('Browsers give the camera to https pages only: open this page by https or on localhost.');
  const wanted = id === undefined ? { facingMode: 'user' } : { deviceId: { exact: id } };
  try {
    return await media.getUserMedia({ video: { ...wanted, width: { ideal: 1280 } }, audio: false });
  } catch (cause) {
    const name = cause instanceof DOMException ? cause.name : '';
    throw new CameraError(
      SENTENCES[name] ?? 'The camera did not start: check that it works elsewhere, then try again.',
      { cause },
    );
  }
}

export const stopCamera = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

/** The cameras there are; their names are known once one has been allowed. */
export async function listCameras(): Promise<CameraDevice[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }, i) => ({ id: deviceId, name: label || `Camera ${i + 1}` }));
}

/**
 * A square piece of a video's present frame as in a mirror, `size` pixels a side.
 * @param box in the pixels of the mirrored frame; default: its middle
 */
export function mirroredFrame(
  video: HTMLVideoElement,
  size: number,
  box: CropBox = centreSquare({ width: video.videoWidth, height: video.videoHeight }),
): OffscreenCanvas {
  const canvas = new OffscreenCanvas(size, size);
  const context = contextOf(canvas);
  context.translate(size / 2, size / 2);
  context.rotate((-(box.angle ?? 0) * Math.PI) / 180);
  context.scale(size / box.size, size / box.size);
  context.translate(-box.left - box.size / 2, -box.top - box.size / 2);
  drawMirrored(context, video);
  return canvas;
}

/** The whole of a video's present frame as in a mirror, its short side so many pixels long. */
export function mirroredWhole(video: HTMLVideoElement, shortSide: number): OffscreenCanvas {
  const scale = shortSide / Math.min(video.videoWidth, video.videoHeight);
  const canvas = new OffscreenCanvas(Math.round(scale * video.videoWidth), Math.round(scale * video.videoHeight));
  const context = contextOf(canvas);
  context.scale(canvas.width / video.videoWidth, canvas.height / video.videoHeight);
  drawMirrored(context, video);
  return canvas;
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.imageSmoothingQuality = 'high';
  return context;
}

function drawMirrored(context: OffscreenCanvasRenderingContext2D, video: HTMLVideoElement): void {
  context.translate(video.videoWidth, 0);
  context.scale(-1, 1);
  context.drawImage(video, 0, 0);
}

export function pixelsOf(canvas: OffscreenCanvas): Pixels {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
  return { width, height, data: data as Uint8ClampedArray<ArrayBuffer> };
}
