import type { Area } from 'react-easy-crop';
import { type CropBox, clampBox } from '../../image/crop.ts';
import type { Photo } from '../../pictures/assets.ts';

type Size = Pick<Photo, 'width' | 'height'>;

/** The size of the upright rectangle around an image that is turned. */
function turnedSize({ width, height }: Size, angle: number): Size {
  const [sin, cos] = [Math.abs(Math.sin(radians(angle))), Math.abs(Math.cos(radians(angle)))];
  return { width: width * cos + height * sin, height: width * sin + height * cos };
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/**
 * The cropper turns the photo under an upright frame; a box is turned over the upright photo, the other way round. An
 * area is counted from the corner of the rectangle around the turned photo.
 */
export function areaOf({ left, top, size, angle = 0 }: CropBox, photo: Size): Area {
  const [sin, cos] = [Math.sin(radians(angle)), Math.cos(radians(angle))];
  const around = turnedSize(photo, angle);
  const [right, down] = [left + size / 2 - photo.width / 2, top + size / 2 - photo.height / 2];
  return {
    x: around.width / 2 + right * cos + down * sin - size / 2,
    y: around.height / 2 - right * sin + down * cos - size / 2,
    width: size,
    height: size,
  };
}

/** The box of an area, inside the photo. */
export function boxOf({ x, y, width: size }: Area, angle: number, photo: Size): CropBox {
  const [sin, cos] = [Math.sin(radians(angle)), Math.cos(radians(angle))];
  const around = turnedSize(photo, angle);
  const [right, down] = [x + size / 2 - around.width / 2, y + size / 2 - around.height / 2];
  const left = photo.width / 2 + right * cos - down * sin - size / 2;
  const top = photo.height / 2 + right * sin + down * cos - size / 2;
  return clampBox({ left, top, size, angle }, photo);
}
