import { isPhotoName } from '../image/photoNames.ts';
import { MODEL_FILE } from '../modelFolder/schema.ts';

/** A model as it is given: a checkpoint or a zip, or the files of a model folder by their paths in it. */
export type GivenModel =
  | { readonly kind: 'file'; readonly name: string; readonly file: File }
  | { readonly kind: 'folder'; readonly name: string; readonly files: ReadonlyMap<string, File> };

interface GivenFiles {
  readonly models: readonly GivenModel[];
  /** Everything else: whether it is a photo is for decoding to say. */
  readonly photos: readonly File[];
}

/**
 * What a model in one file is called, or what is taken for one; what it is, its content says. `.zip` is a model folder or a
 * checkpoint.
 */
const MODEL_EXTENSION = /\.(pth|pth\.tar|pt|ckpt|pkl|safetensors|onnx|h5|npz|pb|tflite|tar|gz|zip)$/i;
/** Of a checkpoint that was unpacked, whose other files are no use without it. */
const UNPACKED = /(^|\/)data\.pkl$/;
/** What belongs to a model.json that is given without its folder. */
const LOOSE_SHARD = /^[^/]+\.bin$/;
const LOOSE_FOLDER_NAME = 'model';

/** Of files that are called neither as photos nor as models, those that begin as PyTorch's checkpoints do. */
export async function findCheckpoints(files: readonly File[]): Promise<ReadonlySet<File>> {
  const found = new Set<File>();
  for (const file of files.filter(({ name }) => !isPhotoName(name) && !MODEL_EXTENSION.test(name))) {
    const start = await file
      .slice(0, 2)
      .arrayBuffer()
      .catch(() => new ArrayBuffer(0)); // that it cannot be read is said where it is opened
    const [first, second] = new Uint8Array(start);
    if ((first === 0x50 && second === 0x4b) || (first === 0x80 && second! <= 5)) found.add(file);
  }
  return found;
}

/**
 * Tells models from photos in what was dropped, pasted or picked, folders included.
 * @param checkpoints files that are models whatever they are called
 */
export function sortGivenFiles(files: readonly File[], checkpoints: ReadonlySet<File> = new Set()): GivenFiles {
  const rest = new Map(files.map((file) => [file, pathOf(file)]));
  const models: GivenModel[] = [];
  for (const folder of modelFoldersIn([...rest.values()])) {
    const inside = new Map<string, File>();
    for (const [file, path] of rest) {
      const pathInside = path.slice(folder.length);
      const belongs = folder === '' ? path === MODEL_FILE || LOOSE_SHARD.test(path) : path.startsWith(folder);
      if (!belongs) continue;
      inside.set(pathInside, file);
      rest.delete(file);
    }
    models.push({ kind: 'folder', name: nameOfFolder(folder), files: inside });
  }
  for (const [file, path] of [...rest]) {
    if (!UNPACKED.test(path)) continue;
    const folder = path.replace(UNPACKED, '$1');
    models.push({ kind: 'file', name: file.name, file });
    for (const [other, otherPath] of rest) if (folder !== '' && otherPath.startsWith(folder)) rest.delete(other);
    rest.delete(file);
  }
  for (const file of [...rest.keys()]) {
    if (!MODEL_EXTENSION.test(file.name) && !checkpoints.has(file)) continue;
    models.push({ kind: 'file', name: file.name, file });
    rest.delete(file);
  }
  return { models, photos: [...rest.keys()] };
}

/** The folders, each with a slash at its end, that hold a model.json. */
export const modelFoldersIn = (paths: readonly string[]): readonly string[] =>
  paths
    .filter((path) => path === MODEL_FILE || path.endsWith(`/${MODEL_FILE}`))
    .map((path) => path.slice(0, -MODEL_FILE.length))
    .sort((a, b) => b.length - a.length || a.localeCompare(b)); // inner ones first

const nameOfFolder = (folder: string): string => folder.split('/').at(-2) ?? LOOSE_FOLDER_NAME;

/** Where a file lies in what was dropped: react-dropzone adds `path`, a picked folder `webkitRelativePath`. */
function pathOf(file: File & { readonly path?: string; readonly webkitRelativePath?: string }): string {
  return (file.webkitRelativePath || file.path || file.name).replace(/^\.?\//, '');
}

/** Everything before the extension of a model's file. */
export const stemOf = (fileName: string): string => fileName.replace(MODEL_EXTENSION, '') || fileName;

/** A folder name like `text` that is not taken. */
export function freeName(text: string, taken: readonly string[]): string {
  const name = text.replace(/[^\w-]+/g, '-').replace(/^-+|-+$/g, '') || LOOSE_FOLDER_NAME;
  if (!taken.includes(name)) return name;
  let number = 2;
  while (taken.includes(`${name}-${number}`)) number++;
  return `${name}-${number}`;
}
