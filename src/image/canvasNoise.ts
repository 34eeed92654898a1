const SIDE = 32;

/** Whether this browser changes what a page reads from a canvas, as some do against being recognised. */
export function hasCanvasNoise(): boolean {
  const context = new OffscreenCanvas(SIDE, SIDE).getContext('2d', { willReadFrequently: true });
  if (!context) return false;
  const drawn = new ImageData(SIDE, SIDE);
  for (let i = 0; i < drawn.data.length; i++) drawn.data[i] = i % 4 === 3 ? 255 : (i * 37) % 256;
  context.putImageData(drawn, 0, 0);
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  return data.some((value, i) => value !== drawn.data[i]);
}
