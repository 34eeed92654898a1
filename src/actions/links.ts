import { LONG_FOR_CHATS, LONGEST_LINK } from '../recipes/linkHash.ts';
import type { LinkRecipes, OpenedLink } from '../recipes/linkRecipe.ts';
import { matchModels } from '../recipes/recipeCat.ts';
import { endStep } from '../store/history.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { selectIsReady } from '../store/modelSlice.ts';
import { selectContentModel } from '../store/sessionSlice.ts';
import { useStudio } from '../store/studio.ts';
import { errorSentence } from '../words/errorSentences.ts';
import { noticeWords } from '../words/noticeWords.ts';
import { gridCats } from './mix.ts';
import { switchModel } from './models.ts';
import { morphRecipeOf } from './morph.ts';
import { gridRecipeOf, openCatOf, openGridOf, openMorphOf, recipeCat, recipeMeans } from './recipes.ts';

/** What the page loads only for links. */
const linkRecipe = () => import('../recipes/linkRecipe.ts');

/** An address that opens what is on the page now. */
export interface Link {
  readonly address: string;
  /** Whether it is longer than an address may be, or than chats take. */
  readonly length: 'fits' | 'longForChats' | 'tooLong';
  /** Second looks at photos found no room in it: it draws them as the encoder saw them first. */
  readonly isAsEncoded: boolean;
}

/** A link to the mixing grid as it is now. */
export function gridLink(): Promise<Link> {
  const { sources, rows } = gridCats(useStudio.getState());
  return shortEnough((isAsEncoded) =>
    gridRecipeOf(sources, rows, { isAsEncoded }).then((recipe) => addressOf('grid', recipe)),
  );
}

/** A link to the film as it is now. */
export function filmLink(): Promise<Link> {
  const { morph, items } = useStudio.getState();
  return shortEnough((isAsEncoded) =>
    morphRecipeOf(morph, items, isAsEncoded).then((recipe) => addressOf('film', recipe)),
  );
}

/** A link to one cat: of the library, or one that is only looked at. @param item or its name and styles [2L · S] */
export const catLink = (
  item: LibraryItem | { readonly name: string; readonly styles: Float32Array<ArrayBuffer> },
): Promise<Link> =>
  shortEnough(async (isAsEncoded) => {
    const cat = 'kind' in item ? await recipeCat(item, isAsEncoded) : item;
    return addressOf('cat', { ...recipeMeans(), cat });
  });

/** A second look takes ten times the numbers: where they would make a link too long, the first one has to do. */
async function shortEnough(make: (isAsEncoded: boolean) => Promise<string>): Promise<Link> {
  const whole = await make(false);
  if (whole.length <= LONGEST_LINK) return { address: whole, length: lengthOf(whole), isAsEncoded: false };
  const address = await make(true);
  return { address, length: lengthOf(address), isAsEncoded: true };
}

const lengthOf = ({ length }: string): Link['length'] =>
  length > LONGEST_LINK ? 'tooLong' : length > LONG_FOR_CHATS ? 'longForChats' : 'fits';

async function addressOf<Kind extends keyof LinkRecipes>(kind: Kind, recipe: LinkRecipes[Kind]): Promise<string> {
  const { linkHash } = await linkRecipe();
  const address = new URL('.', location.href);
  address.searchParams.set('model', useStudio.getState().model!.name);
  address.hash = linkHash(kind, recipe);
  return address.href;
}

/** Puts a link on the clipboard. */
export async function copyLink({ address }: Link): Promise<void> {
  const { notify } = useStudio.getState();
  try {
    await navigator.clipboard.writeText(address);
    notify(noticeWords.links.copied);
  } catch {
    notify(noticeWords.links.notCopied, 'problem');
  }
}

/**
 * Opens what a link says, in one step that undo takes back, once a model runs. What is wrong with it is a notice, and then the page
 * stays as it is.
 * @param hash of the address
 */
export async function openLink(hash: string): Promise<void> {
  const { notify } = useStudio.getState();
  try {
    const { readLink } = await linkRecipe();
    const link = readLink(hash);
    await modelRuns();
    if (!offerOtherModel(link)) await openRead(link);
  } catch (error) {
    notify(errorSentence(error), 'problem');
  }
}

async function openRead(link: OpenedLink): Promise<void> {
  const origin = { kind: 'link' } as const;
  endStep();
  useStudio.getState().closeDialog();
  if (link.kind === 'grid') await openGridOf(link.recipe, origin);
  else if (link.kind === 'film') await openMorphOf(link.recipe, origin);
  else await openCatOf(link.recipe, origin);
  endStep();
}

/** Offers to switch to the model of a link, where another one runs and that one is here. @returns whether it does */
function offerOtherModel(link: OpenedLink): boolean {
  const studio = useStudio.getState();
  const { model: made } = link.recipe;
  if (matchModels(made, selectContentModel(studio)!) !== 'other') return false;
  if (studio.model!.name === made.name) return false; // of other sizes: what is said of a file is true of a link
  if (![...studio.models, ...studio.keptModels].some(({ name }) => name === made.name)) return false;
  const accept = async () => {
    if (await switchModel(made.name)) await openRead(link);
  };
  studio.notify(noticeWords.links.otherModel(made.name), 'problem', {
    text: noticeWords.links.use(made.name),
    accept: () => void accept(),
    isLasting: true,
  });
  return true;
}

/** Resolves when a model runs, at once or one day. */
function modelRuns(): Promise<void> {
  if (selectIsReady(useStudio.getState())) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = useStudio.subscribe((now) => {
      if (!selectIsReady(now)) return;
      stop();
      resolve();
    });
  });
}
