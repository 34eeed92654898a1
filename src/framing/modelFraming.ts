import type { CropBox } from '../image/crop.ts';
import type { ModelFraming } from '../modelFolder/schema.ts';

/** Where a face is in the frame that a model wants, in parts of the frame's side. */
export type Framing = Omit<ModelFraming, 'images'>;

/** Of a model that does not say: the face fills the frame. */
export const FACE_ALONE: Framing = { left: 0, top: 0, size: 1 };

/** The frame that a model wants around a face; it may reach over the photo's edges. */
export function frameAround(face: CropBox, framing: Framing): CropBox {
  const size = face.size / framing.size;
  return moved(face, size, 0.5 - framing.left - framing.size / 2, 0.5 - framing.top - framing.size / 2);
}

/** The face in a frame: `frameAround` the other way round. */
export function faceInside(frame: CropBox, framing: Framing): CropBox {
  const { size } = frame;
  const face = moved(frame, size, framing.left + framing.size / 2 - 0.5, framing.top + framing.size / 2 - 0.5);
  return resized(face, framing.size * size);
}

/** A box of `size` whose middle lies by parts of that size to the right of and below another's, as that one is turned. */
function moved(box: CropBox, size: number, right: number, down: number): CropBox {
  const angle = ((box.angle ?? 0) * Math.PI) / 180;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const left = box.left + size * (right * cos - down * sin);
  const top = box.top + size * (right * sin + down * cos);
  return resized({ ...box, left, top }, size);
}

/** The box at another size, its middle where it was. */
const resized = (box: CropBox, size: number): CropBox => ({
  ...box,
  left: box.left + (box.size - size) / 2,
  top: box.top + (box.size - size) / 2,
  size,
});
