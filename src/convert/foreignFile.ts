/** So many bytes tell what a file is. */
export const HEAD_BYTES = 512;

/** What has certain bytes, written as Latin letters, at a place. */
const SIGNATURES: readonly (readonly [signatures: readonly string[], at: number, what: string])[] = [
  [['\x1f\x8b'], 0, 'is packed by gzip: unpack it, and give the .pth in it'],
  [
    ['BZh', '\xfd7zXZ', '\x28\xb5\x2f\xfd', '7z\xbc\xaf', 'Rar!'],
    0,
    'is a packed archive: unpack it, and give the .pth in it',
  ],
  [['ustar'], 257, 'is a tar archive: unpack it, and give the .pth in it'],
  [['\x89HDF'], 0, 'is an HDF5 file, as Keras writes them: ALAE’s checkpoints are PyTorch’s'],
  [['\x93NUMPY'], 0, 'is a NumPy array: give the checkpoint itself'],
  [['GGUF'], 0, 'is a GGUF file, a language model: ALAE’s checkpoints are PyTorch’s'],
  [['TFL3'], 4, 'is a TensorFlow Lite model: ALAE’s checkpoints are PyTorch’s'],
  [['\x89PNG', '\xff\xd8\xff', 'GIF8', 'RIFF'], 0, 'is a picture or a film: give the checkpoint itself'],
  [['%PDF'], 0, 'is a PDF document: give the checkpoint itself'],
  [['\0'.repeat(64)], 0, 'begins with nothing but zeros: its download is not finished, or was broken off'],
];

/** What texts are taken for checkpoints, by how they begin. */
const TEXTS: readonly (readonly [beginning: RegExp, what: string])[] = [
  [/^version https:\/\/git-lfs/, 'is a Git LFS pointer, which stands for the checkpoint: fetch that by git lfs pull'],
  [/^(ï»¿)?\s*<(!doctype html|html|head|body)/i, 'is a web page: download the checkpoint itself'],
  [/^(ï»¿)?\s*<[!?\w]/, 'is a web page or a server’s answer: download the checkpoint itself'],
];

/** The first tags of an ONNX ModelProto after the version of its format: its fields by name, graph and imports. */
const ONNX_TAGS: ReadonlySet<number | undefined> = new Set([0x12, 0x1a, 0x22, 0x2a, 0x32, 0x3a, 0x42]);

/**
 * What a file that is no checkpoint is instead, as the end of a sentence that begins with "The file".
 * @param head its first `HEAD_BYTES` bytes, or all there are
 */
export function whatItIs(head: Uint8Array, byteLength: number): string {
  const text = String.fromCharCode(...head);
  if (byteLength === 0) return 'is empty: its download was broken off';
  const signed = SIGNATURES.find(([signatures, at]) => signatures.some((signature) => text.startsWith(signature, at)));
  if (signed) return signed[2];
  const written = TEXTS.find(([beginning]) => beginning.test(text));
  if (written) return written[1];
  if (text.startsWith('\0\0{', 6)) return 'is a safetensors file: save the checkpoint by torch.save, as ALAE does';
  if (head[0] === 0x08 && head[1]! > 0 && head[1]! < 0x20 && ONNX_TAGS.has(head[2])) {
    return 'looks like an ONNX model: it holds a network’s steps, a checkpoint its weights';
  }
  // ALAE's last_checkpoint is such a note.
  const named = /^[\w./\\ -]*?([\w-]+\.pth)\s*$/.exec(text)?.[1];
  if (named) return `is a note that names a checkpoint: give ${named} itself`;
  if (/^[\t\n\r -~]+$/.test(text)) return 'is a text: give the checkpoint itself';
  return 'is not a PyTorch checkpoint: it begins like none';
}

/**
 * The same for a zip without what `torch.save` writes.
 * @param names of its files
 */
export function whatZipIs(names: readonly string[]): string {
  const inside = names.find((name) => /\.(pth|pt|ckpt|pkl)(\.tar)?$/i.test(name));
  if (inside) return `is a zip with the checkpoint ${inside} in it: unpack it, and give that`;
  if (names.some((name) => name.endsWith('.npy'))) return 'is a zip of NumPy arrays: give the checkpoint itself';
  if (names.some((name) => name.endsWith('.distcp'))) {
    return 'is a zip of a distributed checkpoint, in pieces: save it as one by torch.save';
  }
  return 'is a zip without data.pkl, not a PyTorch checkpoint';
}
