/** Numbers as NumPy's `np.save` writes them (the NPY format, version 1.0). */
export interface NumberArray {
  readonly shape: readonly number[];
  /** In C order: the last index runs fastest. */
  readonly values: Float32Array<ArrayBuffer>;
}

const MAGIC = Uint8Array.of(0x93, ...new TextEncoder().encode('NUMPY'));
/** The header, magic and lengths included, is a multiple of this. */
const ALIGNMENT = 64;

/** @returns the bytes of a .npy file of float32 */
export function encodeNpy({ shape, values }: NumberArray): Uint8Array<ArrayBuffer> {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${tuple}), }`;
  const preamble = MAGIC.length + 4; // and the version and the header's length
  const padding = ALIGNMENT - ((preamble + dictionary.length + 1) % ALIGNMENT);
  const header = new TextEncoder().encode(`${dictionary}${' '.repeat(padding % ALIGNMENT)}\n`);
  const bytes = new Uint8Array(preamble + header.length + 4 * values.length);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint8(MAGIC.length, 1);
  view.setUint16(MAGIC.length + 2, header.length, true);
  bytes.set(header, preamble);
  values.forEach((value, i) => {
    view.setFloat32(preamble + header.length + 4 * i, value, true);
  });
  return bytes;
}

/** Reads the number at a place. */
type ReadNumber = (view: DataView, at: number) => number;

const NUMBERS: Readonly<Record<string, { size: number; read: ReadNumber }>> = {
  '<f4': { size: 4, read: (view, at) => view.getFloat32(at, true) },
  '>f4': { size: 4, read: (view, at) => view.getFloat32(at, false) },
  '<f8': { size: 8, read: (view, at) => view.getFloat64(at, true) },
  '>f8': { size: 8, read: (view, at) => view.getFloat64(at, false) },
};

/**
 * Reads a .npy file of float32 or float64, of whatever version.
 * @throws Error that says what is wrong, as the end of a sentence that names the file: "… is damaged: it ends too early"
 */
export function decodeNpy(bytes: Uint8Array): NumberArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || MAGIC.some((byte, i) => bytes[i] !== byte)) throw new Error('is not a NumPy array (.npy)');
  const isLong = bytes[MAGIC.length]! > 1; // versions 2 and 3 have four bytes for the header's length
  const start = MAGIC.length + (isLong ? 6 : 4);
  const end = start + (isLong ? view.getUint32(start - 4, true) : view.getUint16(start - 2, true));
  const header = new TextDecoder().decode(bytes.subarray(start, end));
  if (end > bytes.length) throw new Error('is damaged: it ends too early');
  const type = /'descr': *'([ -&(-~]+)'/.exec(header)?.[1];
  const shape = /'shape': *\(([\d, ]*)\)/.exec(header)?.[1]?.match(/\d+/g)?.map(Number);
  const numbers = NUMBERS[type ?? ''];
  if (!shape) throw new Error('is damaged: its header gives no shape');
  if (!numbers) throw new Error(`holds ${type ?? 'no numbers'}: save float32, as codes.astype(np.float32) is`);
  if (/'fortran_order': *True/.test(header)) {
    throw new Error('is in Fortran order: save np.ascontiguousarray(codes)');
  }
  const count = shape.reduce((product, length) => product * length, 1);
  if (bytes.length - end !== count * numbers.size) {
    throw new Error(
      `is damaged: it has ${bytes.length - end} bytes of numbers, expected ${count * numbers.size} for [${shape.join(', ')}]`,
    );
  }
  const values = Float32Array.from({ length: count }, (_, i) => numbers.read(view, end + numbers.size * i));
  return { shape, values };
}
