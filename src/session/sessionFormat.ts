import { fromBase64 } from '../base/base64.ts';
import { z } from '../base/zod.ts';
import { DIRECTION_KINDS } from '../latent/directions.ts';
import { EASINGS, PATH_KINDS } from '../latent/interpolation.ts';
import type { Photo } from '../pictures/assets.ts';
import { sheetOptionsSchema } from '../recipes/directionSheetRecipe.ts';
import { type RecipeModel, recipeModelSchema } from '../recipes/recipeCat.ts';
import { PAIR_VIEWS } from '../store/comparisonSlice.ts';
import type { Litter } from '../store/familySlice.ts';
import { LIBRARY_ORDERS } from '../store/libraryOrder.ts';
import { type LibraryItem, photosOf } from '../store/librarySlice.ts';
import type { StudioState } from '../store/studio.ts';
import { ORIGINAL_VIEWS, TABS } from '../store/viewSlice.ts';

/*
 * A session: everything that somebody has made on the page, but for photos' bytes, which are kept beside it by the ids of
 * their library items. It is the store's own fields, in parts that are written and damaged apart from each other.
 */

/** The fields of the store that are kept, by the part of a session that they are written with. */
export const SESSION_PARTS = {
  library: ['items', 'selectedId'],
  grid: ['sources', 'rows', 'editedRowId'],
  directions: ['directions', 'dragAxes', 'directionSheet'],
  latent: ['latent'],
  examples: ['marks'],
  film: ['morph'],
  family: ['family', 'couple', 'surprise', 'chosenKittenId', 'shownLitterId'],
  looks: ['looks'],
  view: [
    ...([
      'tab',
      'zoom',
      'hasNoise',
      'noiseSeed',
      'originalView',
      'pairView',
      'libraryOrder',
      'likenessMeasure',
    ] as const),
    ...(['mixView', 'layerTrial'] as const),
  ],
} as const satisfies Record<string, readonly (keyof StudioState)[]>;

export type SessionPart = keyof typeof SESSION_PARTS;
export const SESSION_PART_NAMES = Object.keys(SESSION_PARTS) as readonly SessionPart[];
type SessionField = (typeof SESSION_PARTS)[SessionPart][number];

/** What a session gives back to the store. */
export type SessionState = Pick<StudioState, SessionField>;

/** A session as it is written. Arrays of numbers are arrays in a database, and base64 in a file. */
export interface WrittenSession {
  readonly version: number;
  /** Whose numbers made cats, directions and switches are; null before there was a model. */
  readonly model: unknown;
  /** By the name of their part: the fields of it, by name. */
  readonly parts: Readonly<Record<string, unknown>>;
}

/** A photo as it was given, which lies beside what is written. */
export type KeptPhoto = Omit<Photo, 'url'>;

/** Makes the parts of one version out of those of the version before. */
export type Migration = (parts: WrittenSession['parts']) => WrittenSession['parts'];

/** From version 1 to 2, from 2 to 3, and so on: whoever changes what is written adds one. */
const MIGRATIONS: readonly Migration[] = [];

const versionAfter = (migrations: readonly Migration[]): number => 1 + migrations.length;

/** What is written today. */
export const SESSION_VERSION = versionAfter(MIGRATIONS);

/** A part of the store's state, as it is written. */
export const partOf = (part: SessionPart, state: StudioState): Partial<SessionState> =>
  Object.fromEntries(SESSION_PARTS[part].map((field) => [field, state[field]]));

/** Items whose photos are needed: those of the library, and those from which kittens descend. */
export function photoIdsOf({ items, family }: Pick<StudioState, 'items' | 'family'>): readonly string[] {
  const needed: readonly LibraryItem[] = [...items, ...Object.values(family.founders)];
  return [...new Set(needed.flatMap(photosOf).map(({ id }) => id))];
}

/** What came back of a session. */
export interface ReadSession {
  readonly model: RecipeModel | null;
  readonly state: Partial<SessionState>;
  /** How much of each part was damaged and is lost. */
  readonly losses: ReadonlyMap<SessionPart, number>;
}

/** A session that a newer studio has written: it is left as it is. */
export class NewerSessionError extends Error {
  constructor() {
    super('What was kept here is of a newer studio: reload the page to get it.');
    this.name = 'NewerSessionError';
  }
}

/**
 * Understands a session of this version or an older one. What is damaged is left out by itself, as is what refers to it.
 * @param photoIds library items whose photos there are
 * @throws NewerSessionError
 */
export function readSession(
  { version, model: writtenModel, parts: writtenParts }: WrittenSession,
  photoIds: ReadonlySet<string>,
  migrations: readonly Migration[] = MIGRATIONS,
): ReadSession {
  if (version > versionAfter(migrations)) throw new NewerSessionError();
  const parts = migrations.slice(version - 1).reduce((older, migrate) => migrate(older), writtenParts);
  const model = recipeModelSchema.nullable().catch(null).parse(writtenModel);
  const losses = new Map<SessionPart, number>();
  const fields: Record<string, unknown> = {};
  let part: SessionPart;
  const lose = () => void losses.set(part, (losses.get(part) ?? 0) + 1);
  const { shape } = sessionSchema({ model, photoIds, lose });
  for (part of SESSION_PART_NAMES) {
    const written = parts[part];
    if (written === undefined) continue; // it had never been touched
    if (typeof written !== 'object' || written === null) {
      lose();
      continue;
    }
    for (const field of SESSION_PARTS[part]) {
      if (!(field in written)) continue;
      const result = shape[field].safeParse((written as Record<string, unknown>)[field]);
      if (result.success) fields[field] = result.data;
      else lose();
    }
  }
  return { model, state: withoutDangling(fields as Partial<SessionState>), losses };
}

interface Reading {
  readonly model: RecipeModel | null;
  readonly photoIds: ReadonlySet<string>;
  /** Is told of everything that is left out. */
  readonly lose: () => void;
}

/** The one description of what is kept. Lists and tables lose their damaged entries alone. */
function sessionSchema({ model, photoIds, lose }: Reading) {
  const isWhole = <T>(entry: z.ZodType<T>, written: unknown): T[] => {
    const result = entry.safeParse(written);
    if (result.success) return [result.data];
    lose();
    return [];
  };
  const listOf = <T>(entry: z.ZodType<T>) =>
    z.array(z.unknown()).transform((entries) => entries.flatMap((each) => isWhole(entry, each)));
  const tableOf = <T>(entry: z.ZodType<T>) =>
    z
      .record(z.string(), z.unknown())
      .transform((table) =>
        Object.fromEntries(
          Object.entries(table).flatMap(([key, each]) => isWhole(entry, each).map((value) => [key, value] as const)),
        ),
      );
  const numbers = (count?: number) =>
    z
      .union([z.instanceof(Float32Array), z.base64().transform(fromBase64)])
      .refine((values) => (count === undefined || values.length === count) && values.every(Number.isFinite))
      .transform((values) => values as Float32Array<ArrayBuffer>);

  const { layerCount = 0, latentSize = 0 } = model ?? {};
  const id = z.string().min(1);
  const share = z.number().min(0).max(1);
  const block = z
    .int()
    .min(0)
    .max(layerCount - 1);
  const box = z.object({
    left: z.number(),
    top: z.number(),
    size: z.number().positive(),
    angle: z.number().exactOptional(),
  });
  const photo = z.object({
    kind: z.literal('photo'),
    id: id.refine((photoId) => photoIds.has(photoId)),
    name: z.string(),
    crop: box,
    face: box.exactOptional(),
    isUnframed: z.literal(true).exactOptional(),
    shelf: z.enum(['cats', 'notCats']).exactOptional(),
    credit: z.string().exactOptional(),
  });
  const item = z.discriminatedUnion('kind', [
    photo,
    z.object({ kind: z.literal('random'), id, name: z.string(), seed: z.int(), psi: z.number().exactOptional() }),
    z
      .object({
        kind: z.literal('kept'),
        id,
        name: z.string(),
        styles: numbers(2 * layerCount * latentSize),
        photo: photo.optional().catch(undefined), // the cat is more than what it was made after
      })
      .transform(({ photo: origin, ...kept }) => ({ ...kept, ...(origin && { photo: origin }) })),
  ]) satisfies z.ZodType<LibraryItem>;
  const litter = z.object({
    id,
    motherId: id,
    fatherId: id,
    seed: z.int(),
    surprise: share,
    names: z.record(z.string(), z.string()),
  }) satisfies z.ZodType<Litter>;

  return z.object({
    items: listOf(item),
    selectedId: id.nullable(),
    sources: listOf(id),
    rows: listOf(z.object({ id, itemId: id, schema: z.array(share).length(layerCount) })),
    editedRowId: id.nullable(),
    directions: listOf(
      z.object({
        id,
        name: z.string(),
        kind: z.enum(DIRECTION_KINDS),
        vector: numbers(latentSize),
        centre: z.number(),
        sigma: z.number().nonnegative(),
        firstBlock: block,
        lastBlock: block,
        isStarred: z.boolean(),
        learntFrom: z.object({ more: z.int(), less: z.int(), separation: share.nullable() }).exactOptional(),
      }),
    ),
    dragAxes: z.object({ across: id.nullable(), up: id.nullable() }),
    directionSheet: sheetOptionsSchema,
    latent: tableOf(
      z.object({
        psi: z.number(),
        truncatedBlocks: z.int().nonnegative(),
        offsets: z.record(z.string(), z.number()),
      }),
    ),
    marks: tableOf(z.enum(['more', 'less'])),
    morph: z.object({
      keys: listOf(
        z.object({ id, itemId: id, seconds: z.number().positive().max(60), easing: z.enum(EASINGS) }),
      ).nullable(),
      isLoop: z.boolean(),
      path: z.enum(PATH_KINDS),
      framesPerSecond: z.int().min(1).max(60),
    }),
    family: z.object({ founders: tableOf(item), litters: listOf(litter) }),
    couple: z.object({ motherId: id.nullable(), fatherId: id.nullable() }),
    surprise: share,
    chosenKittenId: id.nullable(),
    shownLitterId: id.nullable(),
    // Those of other models have other lengths: their keys say whose they are.
    looks: tableOf(z.object({ id, styles: numbers(), isAsked: z.boolean() })),
    tab: z.enum(TABS),
    zoom: z.enum(['smooth', 'nearest']),
    hasNoise: z.boolean(),
    noiseSeed: z.int().nonnegative(),
    originalView: z.enum(ORIGINAL_VIEWS),
    pairView: z.enum(PAIR_VIEWS),
    libraryOrder: z.enum(LIBRARY_ORDERS),
    likenessMeasure: z.enum(['colour', 'structure']),
    mixView: z.enum(['grid', 'layers']),
    layerTrial: z.object({ seed: z.int().nonnegative(), isReversed: z.boolean() }),
  } satisfies Record<SessionField, z.ZodType>);
}

/** Lets go of what refers to cats, rows and parents that did not come back. */
function withoutDangling(state: Partial<SessionState>): Partial<SessionState> {
  const items = state.items ?? [];
  const isThere = (itemId: string) => items.some(({ id }) => id === itemId);
  const present = <T>(table: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(table).filter(([itemId]) => isThere(itemId)));
  const rows = state.rows?.filter(({ itemId }) => isThere(itemId)) ?? [];
  return {
    ...state,
    selectedId: state.selectedId && isThere(state.selectedId) ? state.selectedId : (items[0]?.id ?? null),
    sources: state.sources?.filter(isThere) ?? [],
    rows,
    editedRowId: rows.some(({ id }) => id === state.editedRowId) ? (state.editedRowId ?? null) : null,
    latent: present(state.latent ?? {}),
    marks: present(state.marks ?? {}),
    ...(state.family && { family: withoutOrphans(state.family) }),
  };
}

/** The litters whose parents there are. */
function withoutOrphans({ founders, litters }: SessionState['family']): SessionState['family'] {
  const left: Litter[] = [];
  const isKnown = (parentId: string) => parentId in founders || left.some(({ id }) => parentId.startsWith(`${id}/`));
  for (const litter of litters) if (isKnown(litter.motherId) && isKnown(litter.fatherId)) left.push(litter);
  return { founders, litters: left };
}
