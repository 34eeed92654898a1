import { z } from '../base/zod.ts';
import { GENERATORS, resolutionOf, styleCountOf } from '../networks/architecture.ts';
import { ModelFolderError } from './modelFolderError.ts';

/** The only version of model.json that this code reads and writes. */
export const FORMAT_VERSION = 1;

/** File names inside a model folder, and of the list of models beside the folders. */
export const MODEL_FILE = 'model.json';
export const INDEX_FILE = 'index.json';

/**
 * Shard groups in the order of the manifest: one per network, in the order in which the page needs them, and the
 * recorded check. The averaged latent belongs to G. A checkpoint may have come without D: then there is no such group.
 */
export const GROUPS = ['E', 'G', 'F', 'D', 'check'] as const;
export type GroupName = (typeof GROUPS)[number];

/** Name of the averaged latent w̄ [2L, S] in G's group. */
export const AVERAGE_LATENT = 'wAverage';

const positiveInteger = z.int().positive();

const architectureSchema = z.object({
  layerCount: z.int().min(1).max(9),
  startChannels: positiveInteger,
  maxChannels: positiveInteger,
  latentSize: positiveInteger,
  /** Far beyond any model: more of them is a damage, whose layers would be listed until the memory ends. */
  mappingLayers: positiveInteger.max(100),
  channels: z.union([z.literal(1), z.literal(3)]),
  generator: z.enum(GENERATORS).exactOptional(),
});

const weightSchema = z.object({
  name: z.string().min(1),
  shape: z.array(positiveInteger),
  dtype: z.literal('float32'),
  /** Present where the numbers are stored in half precision. */
  quantization: z.object({ dtype: z.literal('float16'), original_dtype: z.literal('float32') }).exactOptional(),
});

/** A path inside the folder: no way out of it. */
const pathSchema = z.string().regex(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/);

const weightsGroupSchema = z.object({ paths: z.array(pathSchema).min(1), weights: z.array(weightSchema).min(1) });

const shardSchema = z.object({
  path: pathSchema,
  byteLength: positiveInteger,
  /** Lower-case hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const licenceSchema = z.object({
  /** An SPDX identifier or expression. */
  spdx: z.string().min(1),
  /** What that means for whoever uses the model, in one sentence. */
  sentence: z.string().min(1),
});

/**
 * Which images of a data set are for evaluation only: those of a list of names, or those whose name and the seed make a hash
 * below the fraction. The same rule sets the same images apart in every data set.
 */
export const testSplitSchema = z.discriminatedUnion('by', [
  z.object({
    by: z.literal('names'),
    /** Names in the list. */
    count: positiveInteger,
    /** SHA-256 of the names, sorted, without the prefix `afhq_` and joined by line feeds; lower-case hexadecimal. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  z.object({ by: z.literal('hash'), seed: z.int(), fraction: z.number().min(0).max(1) }),
]);

/** How the weights came about, where this project's trainer made them. */
const trainingSchema = z.object({
  dataset: z.string().min(1),
  imagesSeen: z.int().nonnegative(),
  /** Of these, those that the photo update showed to E and G; absent where there was none. */
  photoImagesSeen: positiveInteger.optional(),
  /** Day on which the training ended, ISO 8601. */
  date: z.iso.date(),
  /** Commit of the trainer. */
  commit: z.string(),
  /** Index of the last block that was trained (0 = 4x4). */
  lodReached: z.int().nonnegative(),
  /** The learning schedule in words. */
  schedule: z.string(),
  /** Images that were kept from the training; missing in models of before that was noted. */
  testSplit: testSplitSchema.optional(),
});

/**
 * Where the weights come from, where they were converted from a checkpoint of the reference implementation. How they were trained
 * is not known then.
 */
const conversionSchema = z.object({
  /** Name of the checkpoint file. */
  file: z.string().min(1),
  /** SHA-256 of that file, lower-case hexadecimal, where it was computed. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** Which of its two copies of the networks. */
  weights: z.enum(['averaged', 'live']),
});

/** How the model learnt: small pictures of the same images and samples through the training, whose bands are those of `replayBands`. */
export const replaySchema = z.object({
  /** Images in each band. */
  columns: positiveInteger,
  /** Ascending in images seen, among which are those of the model that the training began with. */
  frames: z.array(z.object({ path: pathSchema, imagesSeen: z.int().nonnegative(), lod: z.int().nonnegative() })).min(2),
});

/**
 * How the pictures are framed that the model was trained on: the median place of the box in which the detector of faces
 * (`framing/faceSeeds.ts`) sees the cat, in parts of the picture's side from its top left corner.
 */
const framingSchema = z.object({
  left: z.number().min(-1).max(1),
  top: z.number().min(-1).max(1),
  size: z.number().min(0.1).max(2),
  /** Images that were measured. */
  images: positiveInteger,
});

/** What is said of the model in other languages than English, by BCP 47 tag. What one does not say is shown in English. */
const translationsSchema = z.record(
  z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/),
  z.object({
    title: z.string().min(1).optional(),
    description: z.string().optional(),
    /** The licence's sentence. */
    licence: z.string().min(1).optional(),
  }),
);

const modelFileSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  /** Name of the folder. */
  name: z.string().regex(/^[\w-]+$/),
  /** Name for people. */
  title: z.string().min(1),
  description: z.string(),
  architecture: architectureSchema,
  /** tfjs's weights manifest: `tf.io.loadWeights(weightsManifest, folder)` reads it. Groups in the order of `GROUPS`. */
  weightsManifest: z
    .array(weightsGroupSchema)
    .min(GROUPS.length - 1)
    .max(GROUPS.length),
  /** Size and hash of every path of the manifest, in the manifest's order. */
  shards: z.array(shardSchema).min(GROUPS.length - 1),
  licence: licenceSchema,
  translations: translationsSchema.optional(),
  /** Either `training` or `conversion` is there. */
  training: trainingSchema.optional(),
  conversion: conversionSchema.optional(),
  /** Measured figures by name, with units in the names (`reconstructionPsnrDb`). */
  evaluation: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
  /** Missing in models of which it was not measured: they are taken for models of faces. */
  framing: framingSchema.optional(),
  replay: replaySchema.optional(),
  /** Path of the learning curves, in the form of learningFile.ts. */
  learning: pathSchema.optional(),
  /** Directions of W that were computed with the model, in the form of directionsFile.ts. */
  directions: shardSchema.optional(),
});

const modelIndexSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  models: z.array(
    z.object({
      name: z.string().regex(/^[\w-]+$/),
      title: z.string().min(1),
      /** In other languages, by BCP 47 tag. */
      titles: z.record(z.string(), z.string().min(1)).optional(),
      /** Pixels per side. */
      resolution: positiveInteger,
      /** Bytes of E and G: what the page fetches first. */
      byteLength: positiveInteger,
    }),
  ),
});

export type ModelFile = z.infer<typeof modelFileSchema>;
export type WeightSpec = z.infer<typeof weightSchema>;
export type ShardRecord = z.infer<typeof shardSchema>;
export type ModelTraining = z.infer<typeof trainingSchema>;
export type TestSplit = z.infer<typeof testSplitSchema>;
export type ModelConversion = z.infer<typeof conversionSchema>;
export type ModelFraming = z.infer<typeof framingSchema>;
export type ModelReplay = z.infer<typeof replaySchema>;
export type ModelLicence = z.infer<typeof licenceSchema>;
export type ModelIndex = z.infer<typeof modelIndexSchema>;
export type ModelIndexEntry = ModelIndex['models'][number];

/** Said of weights whose licence is not known. */
export const UNSTATED_LICENCE: ModelLicence = {
  spdx: 'LicenseRef-unstated',
  sentence: 'The licence is not stated: ask whoever trained the model.',
};

/** How numbers are stored: half precision halves the download, 32 bits lose nothing. */
export const DTYPES = ['float16', 'float32'] as const;
export type WeightDtype = (typeof DTYPES)[number];

/** Bytes per number. */
export const DTYPE_BYTES: Readonly<Record<WeightDtype, number>> = { float16: 2, float32: 4 };

/** How a weight is stored. */
export const dtypeOf = ({ quantization }: WeightSpec): WeightDtype => quantization?.dtype ?? 'float32';

/** How a model stores its kernels, which are nearly all of it: `dtypeToStore` makes exceptions. */
export const storedDtype = (model: ModelFile): WeightDtype =>
  dtypeOf(
    groupOf(model, 'G').weights.find(({ name }) => name.endsWith('/conv2/weight')) ?? groupOf(model, 'G').weights[0]!,
  );

/** Weights as plain arrays, by name. */
export type WeightArrays = Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>;

/** Checks the content of a model.json. @throws ModelFolderError 'modelInvalid' */
export function parseModelFile(text: string): ModelFile {
  const model = parse(modelFileSchema, text, MODEL_FILE);
  if ((model.training === undefined) === (model.conversion === undefined)) {
    const sentence = `${MODEL_FILE} must say where the weights come from: by "training" or by "conversion", and not by both.`;
    throw new ModelFolderError('modelInvalid', sentence);
  }
  const manifestPaths = model.weightsManifest.flatMap((group) => group.paths);
  if (manifestPaths.join('\n') !== model.shards.map((shard) => shard.path).join('\n')) {
    throw new ModelFolderError(
      'modelInvalid',
      `${MODEL_FILE} lists other paths under "shards" than in its weights manifest.`,
    );
  }
  return model;
}

/** Checks the content of the index.json beside the model folders. @throws ModelFolderError 'modelInvalid' */
export const parseModelIndex = (text: string): ModelIndex => parse(modelIndexSchema, text, INDEX_FILE);

/** The index entry of a model. */
export function indexEntry(model: ModelFile): ModelIndexEntry {
  const byteLength = [...shardsOf(model, 'E'), ...shardsOf(model, 'G')].reduce(
    (sum, { byteLength }) => sum + byteLength,
    0,
  );
  const { name, title, translations = {} } = model;
  const titles = Object.entries(translations).flatMap(([tag, said]) =>
    said.title ? [[tag, said.title] as const] : [],
  );
  return {
    name,
    title,
    ...(titles.length > 0 && { titles: Object.fromEntries(titles) }),
    resolution: resolutionOf(model.architecture),
    byteLength,
  };
}

type Manifest = Pick<ModelFile, 'weightsManifest'>;

/** The groups that a model has, in the order of its manifest. */
export const groupsIn = ({ weightsManifest }: Manifest): readonly GroupName[] =>
  weightsManifest.length === GROUPS.length ? GROUPS : GROUPS.filter((group) => group !== 'D');

/** The weights manifest's group of that name; nothing is in one that the model does not have. */
export const groupOf = (model: Manifest, group: GroupName): ModelFile['weightsManifest'][number] =>
  model.weightsManifest[groupsIn(model).indexOf(group)] ?? { paths: [], weights: [] };

/** The shards of a group, in order. */
export function shardsOf(model: ModelFile, group: GroupName): readonly ShardRecord[] {
  const paths = new Set(groupOf(model, group).paths);
  return model.shards.filter(({ path }) => paths.has(path));
}

/** Tells models apart, trainings of one name among them: what hangs on a model's weights says by this which ones. */
export const fingerprintOf = (model: ModelFile): string => shardsOf(model, 'G')[0]!.sha256;

/** Tensors of the recorded check and of w̄: what a folder holds beside the networks' parameters. */
export function extraShapes({ architecture }: Pick<ModelFile, 'architecture'>) {
  const { latentSize, channels } = architecture;
  const image = [1, resolutionOf(architecture), resolutionOf(architecture), channels];
  return {
    [AVERAGE_LATENT]: [styleCountOf(architecture), latentSize],
    'check/image': image,
    'check/w': [1, latentSize],
    'check/reconstruction': image,
  } as const;
}

function parse<T>(schema: z.ZodType<T>, text: string, file: string): T {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new ModelFolderError('modelInvalid', `${file} is not valid JSON.`, { cause });
  }
  const version = z.object({ formatVersion: z.unknown() }).safeParse(content).data?.formatVersion;
  if (version !== FORMAT_VERSION) {
    const found = version === undefined ? 'has no format version' : `has format version ${JSON.stringify(version)}`;
    throw new ModelFolderError('modelInvalid', `${file} ${found}, but only version ${FORMAT_VERSION} is known here.`);
  }
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue?.path.join('.') || 'the whole file';
  throw new ModelFolderError('modelInvalid', `${file} is wrong at ${where}: ${issue?.message ?? 'not as expected'}.`);
}
