import { newId } from '../base/newId.ts';
import { type NoiseSetting, noiseKey } from '../latent/noise.ts';
import type { Schema } from '../latent/styles.ts';
import { parseDirections } from '../modelFolder/directionsFile.ts';
import { styleCountOf } from '../networks/architecture.ts';
import { dropPhoto } from '../pictures/assets.ts';
import { firstStylesOf, stylesOf } from '../pictures/renderings.ts';
import type { CatRecipe } from '../recipes/catRecipe.ts';
import { type DirectionSheetRecipe, readDirectionSheetRecipe } from '../recipes/directionSheetRecipe.ts';
import { type GridRecipe, readGridRecipe } from '../recipes/gridRecipe.ts';
import { type MorphRecipe, readMorphRecipe } from '../recipes/morphRecipe.ts';
import type { RecipeNoise } from '../recipes/recipe.ts';
import { type ModelMatch, matchModels, type RecipeCat, type RecipeModel } from '../recipes/recipeCat.ts';
import { type LibraryItem, photosOf } from '../store/librarySlice.ts';
import { selectContentModel } from '../store/sessionSlice.ts';
import { useStudio } from '../store/studio.ts';
import { selectNoise, selectNoiseKey } from '../store/viewSlice.ts';
import { errorSentence } from '../words/errorSentences.ts';
import { translated } from '../words/language.ts';
import { doubtSentence } from '../words/modelSentences.ts';
import { noticeWords } from '../words/noticeWords.ts';
import { carriedItems } from './carriedPhotos.ts';
import { openDirections, takeInDirections } from './directionList.ts';

/**
 * Opens the recipe that an exported picture carries. What is wrong with it is a notice.
 * @param read finds it; null where there is none
 * @param sentence says what is wrong with one that is there
 * @returns whether the file is such a picture
 */
async function openRecipe<Recipe>(
  file: File,
  read: (file: File) => Promise<Recipe | null>,
  open: (recipe: Recipe) => Promise<void>,
  sentence: (error: unknown) => string = errorSentence,
): Promise<boolean> {
  try {
    const recipe = await read(file);
    if (!recipe) return false;
    await open(recipe);
  } catch (error) {
    useStudio.getState().notify(sentence(error), 'problem');
  }
  return true;
}

/** A recipe's cat. @param isAsEncoded whatever look was taken at its photo */
export const recipeCat = async (item: LibraryItem, isAsEncoded = false): Promise<RecipeCat> => ({
  name: item.name,
  styles: new Float32Array(await (isAsEncoded ? firstStylesOf : stylesOf)(item)),
});

/** What is said of the cats of a recipe. */
interface RecipeCatOptions {
  /** Items whose photos go along. */
  readonly carriedIds?: ReadonlySet<string>;
  /** Whatever looks were taken at their photos. */
  readonly isAsEncoded?: boolean;
}

/** What it takes to make a grid again with the model in use. */
export const gridRecipeOf = async (
  sources: readonly LibraryItem[],
  rows: readonly { readonly destination: LibraryItem; readonly schema: Schema }[],
  { carriedIds, isAsEncoded }: RecipeCatOptions = {},
): Promise<GridRecipe> => {
  const catOf = async (item: LibraryItem): Promise<RecipeCat> => ({
    ...(await recipeCat(item, isAsEncoded)),
    ...(carriedIds?.has(item.id) && { photoId: item.id }),
  });
  return {
    ...recipeMeans(),
    sources: await Promise.all(sources.map(catOf)),
    rows: await Promise.all(
      rows.map(async ({ destination, schema }) => ({ destination: await catOf(destination), schema })),
    ),
  };
};

/** What a recipe says of the model and the noise in use. */
export function recipeMeans(): Required<RecipeNoise> & { readonly model: RecipeModel } {
  const studio = useStudio.getState();
  return { model: selectContentModel(studio)!, noise: selectNoise(studio) };
}

/** What a recipe came in: a picture's file, or a link. */
export type RecipeOrigin = { readonly kind: 'file'; readonly name: string } | { readonly kind: 'link' };

/**
 * Opens what was made with the model that runs, or may have been, and says how that went; of another model it says so alone.
 * @param subject what it makes again: “grid”
 */
async function openHere(
  made: RecipeModel,
  { subject, origin }: { readonly subject: 'grid' | 'film' | 'cat'; readonly origin: RecipeOrigin },
  open: (match: ModelMatch) => Promise<void>,
): Promise<void> {
  const studio = useStudio.getState();
  const { notify } = studio;
  const words = noticeWords.recipe;
  if (!studio.model) {
    return notify(words[`${subject}NeedsModel`], 'problem');
  }
  const match = matchModels(made, selectContentModel(studio)!);
  if (match === 'other') {
    const say = origin.kind === 'file' ? words[`${subject}OfOther`] : words[`${subject}LinkOfOther`];
    return notify(say(made.name), 'problem');
  }
  await open(match);
  const opened = origin.kind === 'file' ? words[`${subject}Open`](origin.name) : words[`${subject}LinkOpen`];
  notify([opened, ...doubtSentence(match, made.name)].join(' '));
}

/** Draws the page's pictures with a recipe's noise; as they are where it does not say. */
function takeInNoise(noise: NoiseSetting | undefined): void {
  const studio = useStudio.getState();
  if (!noise || noiseKey(noise) === selectNoiseKey(studio)) return;
  studio.setNoise(noise.kind === 'none' ? { hasNoise: false } : { hasNoise: true, noiseSeed: noise.seed });
}

/**
 * Puts a recipe's cats into the library; those that are there already, by name and look, stay.
 * @param carried what the picture carries of them besides their styles, by `photoId`
 * @returns their ids
 */
export async function takeInCats(cats: readonly RecipeCat[], carried: Carried = NOTHING_CARRIED): Promise<string[]> {
  const { items, addItems } = useStudio.getState();
  const present: LibraryItem[] = [...items];
  const added: LibraryItem[] = [];
  const idOf = async ({ name, styles, photoId }: RecipeCat): Promise<string> => {
    for (const item of present.filter((each) => each.name === name)) {
      // The picture may be older than the second look at the photo.
      const looks = await Promise.all([stylesOf(item), firstStylesOf(item)]);
      if (looks.some((look) => isAlike(look, styles))) return item.id;
    }
    const photo = photoId === undefined ? undefined : carried.items.get(photoId);
    if (photo) await showAsDrawn(photo, carried.isOfThisTraining ? styles : null);
    const item: LibraryItem = photo ?? { kind: 'kept', id: newId('kept'), name, styles };
    if (present.includes(item)) return item.id;
    present.push(item);
    added.push(item);
    return item.id;
  };
  const ids: string[] = [];
  for (const cat of cats) ids.push(await idOf(cat));
  addItems(added);
  const unused = [...carried.items.values()].filter((item) => !added.includes(item));
  for (const { id } of unused.flatMap(photosOf)) dropPhoto(id);
  return ids;
}

/** What a picture carries of its cats besides their styles. */
interface Carried {
  /** By `photoId`: they have photos. */
  readonly items: ReadonlyMap<string, LibraryItem>;
  /** Whether the picture's styles are those of the very model that runs. */
  readonly isOfThisTraining: boolean;
}

const NOTHING_CARRIED: Carried = { items: new Map(), isOfThisTraining: false };

/** A photo that had been looked at again comes back as that look drew it. */
async function showAsDrawn(item: LibraryItem, styles: Float32Array<ArrayBuffer> | null): Promise<void> {
  if (item.kind !== 'photo' || !styles || isAlike(await firstStylesOf(item), styles)) return;
  useStudio.getState().setLook(item, { id: newId('look'), styles, isAsked: true });
}

/** Of what styles reach at most, so much may another machine compute differently. */
const TOLERANCE = 0.01;

function isAlike(a: Float32Array, b: Float32Array): boolean {
  const reach = b.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return a.length === b.length && a.every((value, i) => Math.abs(value - b[i]!) <= TOLERANCE * reach);
}

/**
 * Opens the mixing grid that an exported picture carries: its cats join the library, those that are there already stay.
 * What is wrong with it is a notice.
 * @returns whether the file is such a picture
 */
const openGridRecipe = (file: File): Promise<boolean> =>
  openRecipe(file, readGridRecipe, (recipe) => openGridOf(recipe, { kind: 'file', name: file.name }, file));

/** @param picture that may carry photos */
export const openGridOf = (
  { model, noise, sources, rows }: GridRecipe,
  origin: RecipeOrigin,
  picture?: Blob,
): Promise<void> =>
  openHere(model, { subject: 'grid', origin }, async (match) => {
    const { openGrid, setTab, setMixView, notify } = useStudio.getState();
    const cats = [...sources, ...rows.map(({ destination }) => destination)];
    const hasPhotos = cats.some(({ photoId }) => photoId !== undefined);
    const items = picture && hasPhotos ? await carriedItems(picture) : NOTHING_CARRIED.items;
    const ids = await takeInCats(cats, { items, isOfThisTraining: match !== 'retrained' });
    const [sourceIds, destinationIds] = [ids.slice(0, sources.length), ids.slice(sources.length)];
    openGrid(
      [...new Set(sourceIds)],
      rows.map(({ schema }, i) => ({ itemId: destinationIds[i]!, schema })),
    );
    takeInNoise(noise);
    setTab('mix');
    setMixView('grid');
    if (hasPhotos && cats.some(({ photoId }) => photoId !== undefined && !items.has(photoId))) {
      notify(noticeWords.recipe.photosDamaged, 'problem');
    }
  });

/**
 * Opens the morph that an exported strip carries: its cats join the library, those that are there already stay. What is
 * wrong with it is a notice.
 * @returns whether the file is such a picture
 */
const openMorphRecipe = (file: File): Promise<boolean> =>
  openRecipe(file, readMorphRecipe, (recipe) => openMorphOf(recipe, { kind: 'file', name: file.name }));

export const openMorphOf = ({ model, noise, keys, ...film }: MorphRecipe, origin: RecipeOrigin): Promise<void> =>
  openHere(model, { subject: 'film', origin }, async () => {
    const { changeMorph, setTab } = useStudio.getState();
    const itemIds = await takeInCats(keys.map(({ cat }) => cat));
    changeMorph({
      ...film,
      keys: keys.map(({ seconds, easing }, i) => ({ id: newId('key'), itemId: itemIds[i]!, seconds, easing })),
    });
    takeInNoise(noise);
    setTab('morph');
  });

/** Puts a cat into the library, if it is not there already, and shows it. */
export const openCatOf = ({ model, noise, cat }: CatRecipe, origin: RecipeOrigin): Promise<void> =>
  openHere(model, { subject: 'cat', origin }, async () => {
    const { selectItem, setTab } = useStudio.getState();
    const [id] = await takeInCats([cat]);
    selectItem(id!);
    takeInNoise(noise);
    setTab('reconstruct');
  });

/**
 * Opens the sheet of directions that an exported picture carries: its cat joins the library, if it is not there already,
 * and its directions come first in the list. What is wrong with it is a notice.
 * @returns whether the file is such a picture
 */
const openDirectionSheet = (file: File): Promise<boolean> =>
  openRecipe(file, readDirectionSheetRecipe, (recipe) => openSheetOf(recipe, file.name), sentenceOf);

/** What is wrong is never the model's folder, whose errors come with advice. */
const sentenceOf = (error: unknown): string =>
  error instanceof Error ? translated(error.message) : errorSentence(error);

async function openSheetOf({ cat, directions, options, noise }: DirectionSheetRecipe, fileName: string): Promise<void> {
  const { model, notify, selectItem, layOutDirectionSheet, setTab } = useStudio.getState();
  if (!model) return notify(noticeWords.recipe.sheetNeedsModel);
  const saved = parseDirections(directions, `“${fileName}”`, model);
  if (cat.styles.length !== styleCountOf(model.architecture) * model.architecture.latentSize) {
    throw new Error(noticeWords.recipe.sheetDamaged(fileName));
  }
  await openDirections();
  const [id] = await takeInCats([{ name: cat.name, styles: Float32Array.from(cat.styles) }]);
  selectItem(id!);
  takeInDirections(saved);
  layOutDirectionSheet(options);
  takeInNoise(noise);
  setTab('latent');
}

/** What opens a file that was exported here; each says whether a file is one of its own. */
const OPENERS = [openGridRecipe, openDirectionSheet, openMorphRecipe] as const;

/** Opens what an exported picture was made from. @returns whether the file is such a picture */
export async function openExported(file: File): Promise<boolean> {
  for (const open of OPENERS) if (await open(file)) return true;
  return false;
}
